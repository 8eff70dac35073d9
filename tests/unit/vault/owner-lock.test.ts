import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeOwnership } from '../../../src-main/vault/owner-lock.ts';
import { standingClock } from '../../fixtures/vaults/memory-vault.ts';

let home: string;
let path: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-owner-'));
  path = join(home, 'owner.lock');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const once = { waitMs: 0, clock: standingClock() };

describe('ownership of a data directory', () => {
  it('is held by one, and by the next after it was released', async () => {
    const first = await takeOwnership(path, once);
    expect(first).not.toBeNull();
    expect(await takeOwnership(path, once)).toBeNull();
    expect(await takeOwnership(path, once)).toBeNull();
    first?.release();
    const second = await takeOwnership(path, once);
    expect(second).not.toBeNull();
    first?.release();
    expect(await takeOwnership(path, once)).toBeNull();
    second?.release();
  });

  it('is one for all names of a directory', async () => {
    const first = await takeOwnership(path, once);
    symlinkSync(home, `${home}-link`);
    expect(await takeOwnership(join(`${home}-link`, 'owner.lock'), once)).toBeNull();
    rmSync(`${home}-link`);
    first?.release();
  });

  it('is waited for as long as told, and no longer', async () => {
    const clock = standingClock();
    const first = await takeOwnership(path, once);
    let answer: unknown = 'waiting';
    const waiting = takeOwnership(path, { waitMs: 5_000, clock }).then((ownership) => (answer = ownership));
    for (let passed = 0; passed < 4_900; passed += 10) {
      clock.move(10);
      await Promise.resolve();
    }
    expect(answer).toBe('waiting');
    for (let passed = 0; passed < 200; passed += 10) {
      clock.move(10);
      await Promise.resolve();
    }
    await waiting;
    expect(answer).toBeNull();
    first?.release();
  });

  it('comes to who waits when it is released', async () => {
    const clock = standingClock();
    const first = await takeOwnership(path, once);
    const waiting = takeOwnership(path, { waitMs: 5_000, clock });
    clock.move(200);
    first?.release();
    await Promise.resolve();
    clock.move(200);
    const second = await waiting;
    expect(second).not.toBeNull();
    second?.release();
  });

  it.skipIf(process.platform === 'win32')('lies in a file for its owner alone under any umask', async () => {
    const umask = process.umask(0);
    const ownership = await takeOwnership(path, once);
    process.umask(umask);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    ownership?.release();
  });

  it('cannot be taken where the directory is missing, in words', async () => {
    await expect(takeOwnership(join(home, 'nowhere', 'owner.lock'), once)).rejects.toMatchObject({
      code: 'write_failed',
    });
  });
});
