import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src-main/machine/clock.ts';
import { takeOwnership } from '../../src-main/vault/owner-lock.ts';
import { startChild } from '../fixtures/vaults/start-child.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-owners-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the owner of a data directory', () => {
  it('is another process until that is killed, and then whoever asks', async () => {
    const path = join(home, 'owner.lock');
    const child = startChild('hold', path);
    expect(await child.said).toBe('owner');
    expect(await takeOwnership(path, { waitMs: 0, clock: systemClock })).toBeNull();
    const startedAt = Date.now();
    const waiting = takeOwnership(path, { waitMs: 10_000, clock: systemClock });
    child.process.kill('SIGKILL');
    await child.ended;
    const ownership = await waiting;
    expect(ownership).not.toBeNull();
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    ownership?.release();
  });

  it(
    'is one of 20 started together, each in its turn or told to come later',
    { timeout: 90_000 },
    async () => {
      const children = Array.from({ length: 20 }, () => startChild('turn', home, '20000'));
      const answers = await Promise.all(children.map(({ ended }) => ended));
      // A second owner would have found the mark of the first and failed.
      expect(answers.map(({ stderr }) => stderr).join('')).toBe('');
      const done = answers.filter(({ lines }) => lines[0] === 'done').length;
      const busy = answers.filter(({ lines }) => lines[0] === 'busy').length;
      expect(done + busy).toBe(20);
      expect(done).toBeGreaterThan(1);
      const turns = readFileSync(join(home, 'turns'), 'utf8').trim().split('\n');
      expect(new Set(turns).size).toBe(done);
    },
  );
});
