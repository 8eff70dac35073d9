import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { ownKeyFileSlot } from '../../src-main/vault/key-file-slot.ts';
import { openMemoryVault } from '../fixtures/vaults/memory-vault.ts';
import { startChild } from '../fixtures/vaults/start-child.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-durability-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Act {
  added?: string;
  secret?: string;
  changed?: string;
  notes?: string;
  removed?: string;
}

interface Kept {
  secret: string | null;
  notes: string | null;
}

/** Plays the acts a child said were done over what the vault held when it started. */
function play(held: ReadonlyMap<string, Kept>, lines: readonly string[]): Map<string, Kept> {
  const kept = new Map(held);
  for (const act of lines.map((line) => JSON.parse(line) as Act)) {
    if (act.added !== undefined) kept.set(act.added, { secret: act.secret ?? null, notes: null });
    const changed = kept.get(act.changed ?? '');
    if (changed !== undefined) kept.set(act.changed!, { ...changed, notes: act.notes ?? null });
    if (act.removed !== undefined) kept.delete(act.removed);
  }
  return kept;
}

/** The profiles that are not in both alike. */
function differences(a: ReadonlyMap<string, Kept>, b: ReadonlyMap<string, Kept>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((id) => !isDeepStrictEqual(a.get(id), b.get(id)));
}

describe('a vault whose writer is killed at any moment', () => {
  it('opens, holds every change that was said to be done, and no half one', { timeout: 60_000 }, async () => {
    let held: ReadonlyMap<string, Kept> = new Map();
    let acts = 0;
    // On a machine that has much else to do a round holds few acts.
    for (let round = 0; round < 8 || (acts <= 50 && round < 40); round += 1) {
      const child = startChild('write', home);
      await child.said;
      await new Promise((resolve) => setTimeout(resolve, randomBytes(1).readUInt8() / 2));
      child.process.kill('SIGKILL');
      const { lines, stderr, signal } = await child.ended;
      expect({ stderr, signal }).toEqual({ stderr: '', signal: 'SIGKILL' });

      const slot = ownKeyFileSlot({ path: join(home, 'vault.key'), vaultDirectory: home, env: {} });
      const vault = await openMemoryVault({ store: openConfStore(home), slots: [slot] });
      expect(vault.state()).toBe('open');
      expect(vault.reason()).toBeNull();
      expect(vault.damage()).toEqual([]);
      expect(readdirSync(home).sort()).toEqual(['backups', 'vault.json', 'vault.key']);
      const found = new Map(
        [...vault.profiles()].map(([id, { notes }]) => [id, { secret: vault.reveal(id), notes }]),
      );
      // One act may have been done and not said any more.
      expect(differences(play(held, lines), found).length).toBeLessThanOrEqual(1);
      vault.close();
      held = found;
      acts += lines.length;
    }
    expect(acts).toBeGreaterThan(50);
  });
});
