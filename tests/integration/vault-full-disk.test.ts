import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { writeFileSync as replace } from '../../src-main/vault/replace-file.ts';
import { openMemoryVault, storedProfile, testSlot } from '../fixtures/vaults/memory-vault.ts';

/** Mounts are root's; elsewhere these tests say why they did not run. */
function whyNoMount(): string | null {
  if (process.platform !== 'linux') return 'a small disk of our own needs Linux';
  const at = mkdtempSync(join(tmpdir(), 'keywatch-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', at], { stdio: 'pipe' });
    execFileSync('umount', [at], { stdio: 'pipe' });
    return null;
  } catch {
    return 'mounting a small disk needs root';
  } finally {
    rmdirSync(at);
  }
}

const why = whyNoMount();
const title =
  why === null ? 'a vault on a disk of its own' : `a vault on a disk of its own (skipped: ${why})`;

describe.skipIf(why !== null)(title, () => {
  let disk: string;
  let path: string;
  const slots = [testSlot()];
  const mount = (options: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'none', disk]);
  beforeAll(() => {
    disk = mkdtempSync(join(tmpdir(), 'keywatch-disk-'));
    path = join(disk, 'vault.json');
  });
  afterAll(() => rmdirSync(disk));
  beforeEach(() => mount('size=256k,mode=700'));
  afterEach(() => execFileSync('umount', [disk]));

  const open = () => openMemoryVault({ store: openConfStore(disk), slots });

  /** Takes all room but for the given bytes. */
  function fill(leaving: number): void {
    const filler = join(disk, 'filler');
    for (let size = 256 * 1024; size >= 1024; size -= 4096) {
      try {
        writeFileSync(filler, Buffer.alloc(size));
        writeFileSync(filler, Buffer.alloc(Math.max(0, size - leaving)));
        return;
      } catch {
        // That was too much: a little less.
        rmSync(filler, { force: true });
      }
    }
  }

  it.each([
    ['no room at all', 0],
    ['room for a part', 8192],
  ])(
    'keeps what it had when there is %s, says so, and goes on when there is room',
    async (_what, leaving) => {
      const vault = await open();
      const notes = 'n'.repeat(12_000);
      vault.add(storedProfile('openai:first', { notes }), 'sk-first');
      fill(leaving);
      const before = readFileSync(path);
      for (const act of [
        () => vault.add(storedProfile('openai:second', { notes }), 'sk-second'),
        () => vault.change('openai:first', { notes: notes + notes }),
        () => vault.replaceSecret('openai:first', 's'.repeat(20_000), {}),
      ]) {
        expect(act).toThrow(
          expect.objectContaining({ code: 'write_failed', message: expect.stringContaining('full') }),
        );
      }
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(readdirSync(disk).sort()).toEqual(['filler', 'vault.json']);
      expect((await open()).reveal('openai:first')).toBe('sk-first');

      rmSync(join(disk, 'filler'));
      vault.add(storedProfile('openai:second', { notes }), 'sk-second');
      const again = await open();
      expect(again.reveal('openai:second')).toBe('sk-second');
      expect(again.damage()).toEqual([]);
    },
  );

  it('is not made where there is no room, and leaves nothing there', async () => {
    fill(0);
    await expect(open()).rejects.toMatchObject({ code: 'write_failed' });
    expect(readdirSync(disk)).toEqual(['filler']);
  });

  it('can be listed and used on a read-only disk, and refuses to change', async () => {
    const vault = await open();
    vault.add(storedProfile('openai:first'), 'sk-first');
    vault.close();
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    const again = await open();
    expect(again.reveal('openai:first')).toBe('sk-first');
    expect(() => again.change('openai:first', { notes: 'x' })).toThrow(
      expect.objectContaining({ code: 'write_failed', message: expect.stringContaining('read-only') }),
    );
  });

  it('has every byte on the disk or the old file, however little room is left', () => {
    const small = join(disk, 'small');
    replace(small, 'old');
    for (let leaving = 0; leaving <= 49_152; leaving += 4096) {
      fill(leaving);
      const data = Buffer.alloc(20_000, String(leaving % 7));
      let written = true;
      try {
        replace(small, data);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' });
        written = false;
      }
      expect(readFileSync(small).equals(written ? data : Buffer.from('old'))).toBe(true);
      expect(readdirSync(disk).sort()).toEqual(['filler', 'small']);
      rmSync(join(disk, 'filler'));
      replace(small, 'old');
    }
  });
});
