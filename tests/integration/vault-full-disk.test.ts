import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { writeFileSync as replace } from '../../src-main/vault/replace-file.ts';
import { smallDisk, whyNoSmallDisk, type SmallDisk } from '../fixtures/small-disk.ts';
import { openMemoryVault, storedProfile, testSlot } from '../fixtures/vaults/memory-vault.ts';

const why = whyNoSmallDisk();
const title =
  why === null ? 'a vault on a disk of its own' : `a vault on a disk of its own (skipped: ${why})`;

describe.skipIf(why !== null)(title, () => {
  let disk: SmallDisk;
  let path: string;
  const slots = [testSlot()];
  beforeEach(() => {
    disk = smallDisk(256 * 1024);
    path = join(disk.path, 'vault.json');
  });
  afterEach(() => disk.end());

  const open = () => openMemoryVault({ store: openConfStore(disk.path), slots });

  it.each([
    ['no room at all', 0],
    ['room for a part', 8192],
  ])(
    'keeps what it had when there is %s, says so, and goes on when there is room',
    async (_what, leaving) => {
      const vault = await open();
      const notes = 'n'.repeat(12_000);
      vault.add(storedProfile('openai:first', { notes }), 'sk-first');
      disk.fill(leaving);
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
      expect(readdirSync(disk.path).sort()).toEqual(['filler', 'vault.json']);
      expect((await open()).reveal('openai:first')).toBe('sk-first');

      disk.makeRoom();
      vault.add(storedProfile('openai:second', { notes }), 'sk-second');
      const again = await open();
      expect(again.reveal('openai:second')).toBe('sk-second');
      expect(again.damage()).toEqual([]);
    },
  );

  it('is not made where there is no room, and leaves nothing there', async () => {
    disk.fill(0);
    await expect(open()).rejects.toMatchObject({ code: 'write_failed' });
    expect(readdirSync(disk.path)).toEqual(['filler']);
  });

  it('can be listed and used on a read-only disk, and refuses to change', async () => {
    const vault = await open();
    vault.add(storedProfile('openai:first'), 'sk-first');
    vault.close();
    disk.makeReadOnly();
    const again = await open();
    expect(again.reveal('openai:first')).toBe('sk-first');
    expect(() => again.change('openai:first', { notes: 'x' })).toThrow(
      expect.objectContaining({ code: 'write_failed', message: expect.stringContaining('read-only') }),
    );
  });

  it('has every byte on the disk or the old file, however little room is left', () => {
    const small = join(disk.path, 'small');
    replace(small, 'old');
    for (let leaving = 0; leaving <= 49_152; leaving += 4096) {
      disk.fill(leaving);
      const data = Buffer.alloc(20_000, String(leaving % 7));
      let written = true;
      try {
        replace(small, data);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' });
        written = false;
      }
      expect(readFileSync(small).equals(written ? data : Buffer.from('old'))).toBe(true);
      expect(readdirSync(disk.path).sort()).toEqual(['filler', 'small']);
      disk.makeRoom();
      replace(small, 'old');
    }
  });
});
