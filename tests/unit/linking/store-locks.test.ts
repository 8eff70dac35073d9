import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockStores } from '../../../src-main/linking/store-locks.ts';

const start = Date.UTC(2026, 10, 21);
let directory: string;
let store: string;
let waited: number;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kw-locks-'));
  store = join(directory, 'auth-profiles.json');
  waited = 0;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const alive = 4711;
const machine = (whileWaiting = () => {}) => ({
  now: () => start + waited,
  pid: 1,
  isAlive: (pid: number) => pid === alive,
  async wait(ms: number) {
    waited += ms;
    whileWaiting();
  },
});
const lock = () => `${store}.lock`;
const held = (pid: number, ageMs = 0) =>
  writeFileSync(lock(), JSON.stringify({ pid, createdAt: new Date(start - ageMs).toISOString() }));

describe('the lock of a gateway on its store', () => {
  it('is made as gateways make it, and goes again', async () => {
    const release = await lockStores([store, store], machine());
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toEqual({
      pid: 1,
      createdAt: new Date(start).toISOString(),
    });
    release();
    expect(existsSync(lock())).toBe(false);
  });

  it('is waited for a moment while a gateway that lives holds it, then nothing is written', async () => {
    held(alive);
    await expect(lockStores([store], machine())).rejects.toMatchObject({ code: 'busy' });
    expect(waited).toBe(1500);
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: alive });
  });

  it('is had as soon as the gateway lets go of it', async () => {
    held(alive);
    const release = await lockStores(
      [store],
      machine(() => waited > 300 && rmSync(lock())),
    );
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: 1 });
    release();
  });

  it.each([
    ['of a process that is gone', () => held(99)],
    ['older than 30 s', () => held(alive, 30_001)],
    [
      'of nobody, older than 30 s',
      () => {
        writeFileSync(lock(), '');
        utimesSync(lock(), 0, (start - 31_000) / 1000);
      },
    ],
  ])('is taken over when it is one %s', async (_, made) => {
    made();
    const release = await lockStores([store], machine());
    expect(JSON.parse(readFileSync(lock(), 'utf8'))).toMatchObject({ pid: 1 });
    release();
    expect(existsSync(lock())).toBe(false);
  });

  it('is respected while it is empty: somebody makes it this moment', async () => {
    writeFileSync(lock(), '');
    utimesSync(lock(), 0, start / 1000);
    await expect(lockStores([store], machine())).rejects.toMatchObject({ code: 'busy' });
  });

  it('lets go of all of them where one cannot be had', async () => {
    const other = join(directory, 'another.json');
    held(alive);
    await expect(lockStores([store, other], machine())).rejects.toMatchObject({ code: 'busy' });
    expect(existsSync(`${other}.lock`)).toBe(false);
  });

  it('leaves one alone that somebody else has made since', async () => {
    const release = await lockStores([store], machine());
    rmSync(lock());
    held(alive);
    release();
    expect(existsSync(lock())).toBe(true);
  });

  it('says why it cannot be made', async () => {
    await expect(lockStores([join(directory, 'not-there', 'store')], machine())).rejects.toMatchObject({
      code: 'write_failed',
    });
  });
});
