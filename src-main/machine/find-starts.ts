import { existsSync, realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Env, FindStarts, Spawn } from '../ports.ts';

/** What others may start of a Keywatch that runs on Node: its own Node and its own command line. */
export const ownStarts =
  (program: string): FindStarts =>
  async () => ({ node: realpathSync(process.execPath), program: realpathSync(program) });

/** Where people's Node lies who start the app from a desktop, which knows nothing of their shell's PATH. */
const usualPlaces = (home: string) => [
  '/opt/homebrew/bin',
  '/usr/local/bin',
  '/usr/bin',
  join(home, '.volta', 'bin'),
  join(home, '.local', 'bin'),
  join(home, '.local', 'share', 'mise', 'shims'),
  join(home, '.asdf', 'shims'),
];

const answersWithinMs = 5_000;

/** The oldest Node that the command line runs on (D-C6). */
const least = { major: 22, minor: 13 } as const;

/** A shim is another program by its real path: only the Node that it starts says which file it is. */
const asksItself = 'process.stdout.write(JSON.stringify([process.execPath, process.versions.node]))';

/**
 * The first Node of the PATH, or of the usual places, that is new enough, by its real path; null where there is none. The app brings
 * none along, and its own binary is none (the RunAsNode fuse): but whoever has a gateway has a Node.
 */
export async function findNode(host: { env: Env; home: string; spawn: Spawn }): Promise<string | null> {
  const { env, home, spawn } = host;
  const named = (env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const places = new Set([...named, ...usualPlaces(home)].map((directory) => join(directory, 'node')));
  for (const path of places) {
    if (!existsSync(path)) continue;
    const found = await spawn(path, ['-e', asksItself], { timeoutMs: answersWithinMs }).catch(() => null);
    const node = found?.code === 0 ? nodeOf(found.stdout) : null;
    if (node !== null) return node;
  }
  return null;
}

function nodeOf(answer: string): string | null {
  let told: unknown;
  try {
    told = JSON.parse(answer);
  } catch {
    return null;
  }
  const [path, version] = Array.isArray(told) ? told.map(String) : [];
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const isEnough = major > least.major || (major === least.major && minor >= least.minor);
  return isEnough && path !== undefined && isAbsolute(path) && existsSync(path) ? realpathSync(path) : null;
}

/** Throws what a person does instead where a Node is missing. */
export async function nodeOrWhyNot(host: { env: Env; home: string; spawn: Spawn }): Promise<string> {
  const node = await findNode(host);
  if (node !== null) return node;
  throw new KeywatchError(
    'not_found',
    telling(
      'No Node {major}.{minor} or newer was found here, which the program that hands keys to a gateway runs on; nothing was changed; install Node from https://nodejs.org, then try again.',
      { major: least.major, minor: least.minor },
    ),
  );
}
