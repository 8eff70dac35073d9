import type * as Fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** The file calls a replacement makes, each of which can be made to fail by its number. */
const watched = [
  'mkdirSync',
  'openSync',
  'fstatSync',
  'writeSync',
  'fchmodSync',
  'fsyncSync',
  'closeSync',
  'renameSync',
] as const;

const disk = vi.hoisted(() => ({
  calls: [] as string[],
  failAt: Number.NaN,
  code: 'EIO',
  mostAtOnce: Number.POSITIVE_INFINITY,
}));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const failing = (name: (typeof watched)[number], act: (...given: never[]) => unknown) =>
    ((...given: never[]) => {
      disk.calls.push(name);
      const fails = disk.calls.length - 1 === disk.failAt;
      // A descriptor is closed even when close reports an error.
      if (fails && name === 'closeSync') act(...given);
      if (fails) throw Object.assign(new Error('injected'), { code: disk.code });
      return act(...given);
    }) as never;
  const writeSync = (fd: number, bytes: Uint8Array, offset: number) =>
    fs.writeSync(fd, bytes, offset, Math.min(bytes.length - offset, disk.mostAtOnce));
  const changed = { ...fs, writeSync };
  return {
    ...fs,
    ...Object.fromEntries(watched.map((name) => [name, failing(name, changed[name] as never)])),
  };
});

const { writeFileSync } = await import('../../../src-main/vault/replace-file.ts');
const real = await vi.importActual<typeof Fs>('node:fs');

let directory: string;
let path: string;
beforeEach(() => {
  directory = real.mkdtempSync(join(tmpdir(), 'keywatch-faults-'));
  path = join(directory, 'vault.json');
  Object.assign(disk, { calls: [], failAt: Number.NaN, mostAtOnce: Number.POSITIVE_INFINITY });
});
afterEach(() => real.rmSync(directory, { recursive: true, force: true }));

function callsOf(act: () => void): string[] {
  disk.calls = [];
  act();
  return disk.calls;
}

describe('replacing a file', () => {
  it.each(['EIO', 'ENOSPC', 'EACCES', 'EMFILE'])(
    'keeps the old one when any one call fails with %s, and works the next time',
    (code) => {
      writeFileSync(path, 'old');
      const calls = callsOf(() => writeFileSync(path, 'old'));
      expect(new Set(calls)).toEqual(new Set(watched));
      for (const [failAt, name] of calls.entries()) {
        Object.assign(disk, { calls: [], failAt, code });
        let failed = false;
        try {
          writeFileSync(path, 'new');
        } catch (error) {
          failed = true;
          expect(error).toMatchObject({ code });
        }
        // Letting go of what was only read is no reason to fail.
        const lettingGo = name === 'closeSync' && failAt > calls.lastIndexOf('renameSync');
        expect(failed).toBe(!lettingGo);
        expect(real.readFileSync(path, 'utf8')).toBe(failed ? 'old' : 'new');
        expect(real.readdirSync(directory)).toEqual(['vault.json']);
        disk.failAt = Number.NaN;
        writeFileSync(path, 'next');
        expect(real.readFileSync(path, 'utf8')).toBe('next');
        writeFileSync(path, 'old');
      }
    },
  );

  it('leaves no file where there was none when a call fails', () => {
    const calls = callsOf(() => writeFileSync(path, 'new'));
    for (const failAt of calls.keys()) {
      real.rmSync(path);
      Object.assign(disk, { calls: [], failAt, code: 'EIO' });
      try {
        writeFileSync(path, 'new');
      } catch {
        expect(real.readdirSync(directory)).toEqual([]);
      }
      disk.failAt = Number.NaN;
      writeFileSync(path, 'new');
    }
  });

  it.each([1, 7, 1000])('writes every byte when the disk takes %i at a time', (mostAtOnce) => {
    disk.mostAtOnce = mostAtOnce;
    const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251));
    writeFileSync(path, bytes);
    expect(real.readFileSync(path).equals(bytes)).toBe(true);
  });

  it('does not go on for ever when the disk takes nothing', () => {
    writeFileSync(path, 'old');
    disk.mostAtOnce = 0;
    expect(() => writeFileSync(path, 'new')).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    expect(real.readFileSync(path, 'utf8')).toBe('old');
  });
});
