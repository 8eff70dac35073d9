import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalClient } from './local-client.ts';

/**
 * Where an owner of this data directory may listen; null when none ever did. The pointer file tells a socket whose
 * path would have been too long (D-B35).
 */
function addressIn(home: string): string | null {
  const pointer = join(home, 'keywatch.sock.path');
  if (statSync(pointer, { throwIfNoEntry: false })?.isFile() === true)
    return readFileSync(pointer, 'utf8').trim();
  const beside = join(home, 'keywatch.sock');
  return existsSync(beside) ? beside : null;
}

/** The owner's client, or null when nobody owns the data directory. What it needs is loaded only where a socket is. */
export async function askOwner(
  home: string,
  program: string,
  withinMs?: number,
): Promise<LocalClient | null> {
  const address = process.platform === 'win32' ? await pipeOf(home) : addressIn(home);
  if (address === null) return null;
  // The owner says its greeting while what answers it is being loaded.
  const { reached } = await import('./reach.ts');
  const [socket, { introduced }] = await Promise.all([reached(address), import('./local-client.ts')]);
  if (socket !== null) forgetStreams();
  return introduced(socket, home, program, withinMs);
}

/**
 * The client of whoever has the vault open for a moment to hand secrets out, and takes others in meanwhile; null where
 * nobody does. Throws `busy` where it gives no sign for `withinMs`.
 */
export async function askHolder(
  home: string,
  program: string,
  withinMs: number,
): Promise<LocalClient | null> {
  const { waitingRoomOf } = await import('../src-main/api/waiting-room.ts');
  const address = waitingRoomOf(home, process.platform);
  if (address === null || !existsSync(address)) return null;
  const [{ reached }, { introduced }] = await Promise.all([
    import('./reach.ts'),
    import('./local-client.ts'),
  ]);
  return introduced(await reached(address), home, program, withinMs);
}

/**
 * The client asks of every value whether it is a ReadableStream; the question alone makes Node load all of them. None
 * crosses the local door, and a command that asks an owner fetches nothing itself. The same stands in the first lines
 * of the command for FormData (D-C1).
 */
function forgetStreams(): void {
  // Set, not defined: to define it Node looks at what is there, which loads what is to be left out.
  Reflect.set(globalThis, 'ReadableStream', class {});
}

async function pipeOf(home: string): Promise<string> {
  const [{ socketPlace }, { tmpdir, userInfo }] = await Promise.all([
    import('../src-main/api/socket-path.ts'),
    import('node:os'),
  ]);
  return socketPlace(home, 'win32', userInfo().username, tmpdir()).address;
}
