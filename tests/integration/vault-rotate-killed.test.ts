import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { listBackups } from '../../src-main/vault/backup-names.ts';
import { ownKeyFileSlot } from '../../src-main/vault/key-file-slot.ts';
import { openMemoryVault } from '../fixtures/vaults/memory-vault.ts';
import { startChild } from '../fixtures/vaults/start-child.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-rotate-killed-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const slotOf = () => ownKeyFileSlot({ path: join(home, 'vault.key'), vaultDirectory: home, env: {} });

describe('a vault whose key is being rotated when its process is killed', () => {
  it.each([
    ['keeping the backups', ''],
    ['deleting them', 'purge'],
  ])('has the one key or the other, and every secret under it, %s', { timeout: 120_000 }, async (_, more) => {
    let last = 0;
    let rotations = 0;
    for (let round = 0; round < 12; round += 1) {
      const child = startChild('rotate', home, more);
      await child.said;
      await new Promise((resolve) => setTimeout(resolve, randomBytes(1).readUInt8() * 2));
      child.process.kill('SIGKILL');
      const { lines, stderr, signal } = await child.ended;
      expect({ stderr, signal }).toEqual({ stderr: '', signal: 'SIGKILL' });

      const vault = await openMemoryVault({ store: openConfStore(home), slots: [slotOf()] });
      expect(vault.state()).toBe('open');
      expect(vault.reason()).toBeNull();
      expect(vault.damage()).toEqual([]);
      const said = lines.map((line) => (JSON.parse(line) as { generation?: number }).generation ?? 0);
      expect(vault.generation()).toBeGreaterThanOrEqual(Math.max(last, ...said));
      const secrets = [...vault.profiles().keys()].map((id) => vault.reveal(id));
      expect(secrets).toEqual(Array.from({ length: 30 }, (_unused, count) => `sk-${count}`));
      expect(readdirSync(home).sort()).toEqual(['backups', 'vault.json', 'vault.key']);
      // What was set aside before a rotation is a whole vault, too.
      for (const name of listBackups(join(home, 'backups'))) {
        const text = readFileSync(join(home, 'backups', name), 'utf8');
        expect(JSON.parse(text)).toMatchObject({ version: 1 });
      }
      last = vault.generation();
      rotations += said.filter((generation) => generation > 0).length;
      vault.close();
    }
    expect(rotations).toBeGreaterThan(3);
  });
});
