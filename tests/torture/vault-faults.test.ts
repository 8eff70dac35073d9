import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorTable, KeywatchError } from '../../src-shared/errors.ts';
import { claim, isLong } from './claim.ts';
import { faultyFiles, type FaultyFiles } from './faulty-files.ts';
import { changes, fill, held, onDisk, openCore, vaultBytes } from './vault-acts.ts';

const codes = ['EIO', 'EACCES', 'EMFILE', 'ENOSPC'] as const;
/** The short form tries these, each call failing once, with one of the codes in turn. */
const short: readonly string[] = ['add', 'rotate and purge', 'restore a backup'];
const chosen = Object.entries(changes).filter(([name]) => isLong || short.includes(name));

/** Where there is a disk in memory syncing costs nothing, and what is tried here is not the disk. */
const place = process.platform === 'linux' ? '/dev/shm' : tmpdir();
const root = mkdtempSync(join(place, 'keywatch-faults-'));
beforeAll(() => writeFileSync(join(root, 'other.key'), Buffer.alloc(32, 7), { mode: 0o600 }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function newHome(name: string): string {
  const home = join(root, name.replaceAll(' ', '-'));
  mkdirSync(home, { mode: 0o700 });
  return home;
}

/** No disk is too full to be read. */
const writes = /mkdir|to write|writeSync|fsync|fchmod|close|rename/;

/** 73 or 75; a file that may not be read is 77, as everywhere. */
function isRightExit(error: unknown, code: string, call: string): boolean {
  if (!(error instanceof KeywatchError) || error.message.split(';').length < 3) return false;
  const { exit } = errorTable[error.code];
  const mayNotRead = code === 'EACCES' || (code === 'ENOSPC' && !writes.test(call));
  return exit === 73 || exit === 75 || (exit === 77 && mayNotRead);
}

/** Each number of a file call with each code, until fewer calls were made than that; gives how many there were. */
async function atEveryCall(
  faulty: FaultyFiles,
  attempt: (at: number, code: string) => Promise<void>,
): Promise<number> {
  let calls = 0;
  for (const code of isLong ? codes : codes.slice(0, 1)) {
    for (let at = 0; at <= calls; at += 1) {
      await attempt(at, isLong ? code : (codes[at % codes.length] ?? code));
      if (faulty.calls.length > at) calls = Math.max(calls, at + 1);
    }
  }
  return calls;
}

async function failing(
  faulty: FaultyFiles,
  at: number,
  code: string,
  act: () => Promise<unknown>,
): Promise<unknown> {
  faulty.begin(at, code);
  try {
    await act();
    return null;
  } catch (error) {
    return error;
  } finally {
    faulty.end();
  }
}

const halves = (home: string) => readdirSync(home).filter((file) => file.includes('.tmp-'));
const told = (error: unknown) => (error instanceof Error ? error.stack : 'done');

test.each(chosen)(
  'when a file call fails while it is to %s, the vault is as it was or as it is to be, and the next attempt works',
  { timeout: 10 * 60_000 },
  async (name, { before, act }) => {
    const home = newHome(name);
    const core = await fill(home);
    const { keywatch } = core;
    const faulty = faultyFiles(home);
    const tally = { refused: 0, done: 0 };
    try {
      const calls = await atEveryCall(faulty, async (at, code) => {
        await before?.(keywatch, home);
        const was = await held(keywatch);
        const bytes = vaultBytes(home);
        const error = await failing(faulty, at, code, () => act(keywatch, home));
        const call = faulty.calls[at] ?? 'no call';
        const where = `${code} at ${at}, ${call}: ${told(error)}`;
        const now = await held(keywatch);
        if (error === null) {
          tally.done += 1;
          // Losing what is merely tidied or looked at undoes no change: it is there, in memory and on the disk.
          expect(isDeepStrictEqual(now, was), where).toBe(false);
        } else {
          tally.refused += 1;
          expect(isRightExit(error, code, call), where).toBe(true);
          expect(now, where).toEqual(was);
          expect(vaultBytes(home).equals(bytes), where).toBe(true);
          await act(keywatch, home);
          expect(isDeepStrictEqual(await held(keywatch), was), where).toBe(false);
        }
        expect(halves(home), where).toEqual([]);
        const disk = await onDisk(home);
        expect([disk.reason(), disk.damage(), disk.generation()], where).toEqual([
          null,
          [],
          (await keywatch.vault.status()).generation,
        ]);
        disk.close();
      });
      claim(`vault: every file call fails while it is to ${name}`, { 'file calls': calls, ...tally });
      expect(tally.refused).toBeGreaterThan(5);
    } finally {
      faulty.undo();
      await core.close();
    }
  },
);

test(
  'when a file call fails while the vault is opened, it is kept, and opens the next time',
  { timeout: 5 * 60_000 },
  async () => {
    const home = newHome('open');
    const made = await fill(home);
    const was = await held(made.keywatch);
    await made.close();
    const bytes = vaultBytes(home);
    const faulty = faultyFiles(home);
    const tally = { refused: 0, locked: 0, done: 0 };
    try {
      const calls = await atEveryCall(faulty, async (at, code) => {
        let state: string | null = null;
        const error = await failing(faulty, at, code, async () => {
          const core = await openCore(home);
          ({ state } = core.keywatch.state().vault);
          await core.close();
        });
        const call = faulty.calls[at] ?? 'no call';
        const where = `${code} at ${at}, ${call}: ${told(error)}`;
        if (error !== null) expect(isRightExit(error, code, call), where).toBe(true);
        tally[error !== null ? 'refused' : state === 'open' ? 'done' : 'locked'] += 1;
        expect(vaultBytes(home).equals(bytes), where).toBe(true);
        const again = await openCore(home);
        expect(await held(again.keywatch), where).toEqual(was);
        await again.close();
      });
      claim('vault: every file call fails while it is opened', { 'file calls': calls, ...tally });
      expect(tally.refused).toBeGreaterThan(3);
    } finally {
      faulty.undo();
    }
  },
);

test.each(chosen)(
  'when everything stops at a file call while it is to %s, the vault opens with the change or without',
  { timeout: 10 * 60_000 },
  async (name, { before, act }) => {
    const home = newHome(`stop ${name}`);
    const faulty = faultyFiles(home);
    let core = await fill(home);
    const tally = { 'not done': 0, done: 0 };
    let calls = 0;
    try {
      for (let at = 0; at <= calls; at += 1) {
        await before?.(core.keywatch, home);
        const was = await held(core.keywatch);
        // No later call reaches the disk either: what lies there is what a process leaves that ends here.
        faulty.begin(at, 'EIO', true);
        await act(core.keywatch, home).catch(() => null);
        faulty.end();
        const where = `stopped at ${at}, ${faulty.calls[at]}`;
        if (faulty.calls.length > at) calls = Math.max(calls, at + 1);
        await core.close();
        core = await openCore(home);
        const { vault } = core.keywatch.state();
        expect([vault.state, vault.reason], where).toEqual(['open', null]);
        expect(halves(home), where).toEqual([]);
        const isSame = isDeepStrictEqual(await held(core.keywatch), was);
        tally[isSame ? 'not done' : 'done'] += 1;
        if (isSame) await act(core.keywatch, home);
      }
      claim(`vault: everything stops at each file call while it is to ${name}`, {
        'file calls': calls,
        ...tally,
      });
      expect(tally['not done']).toBeGreaterThan(0);
      expect(tally.done).toBeGreaterThan(0);
    } finally {
      faulty.undo();
      await core.close();
    }
  },
);
