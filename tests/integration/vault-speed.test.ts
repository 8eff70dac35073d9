import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { ownKeyFileSlot } from '../../src-main/vault/key-file-slot.ts';
import { openMemoryVault, storedProfile } from '../fixtures/vaults/memory-vault.ts';
import { markedRecord, nextDocument, sealFor } from '../../src-main/vault/changes.ts';
import { dataKeyFrom } from '../../src-main/vault/data-key.ts';
import { isProblem, readDocument, readSlot } from '../../src-main/vault/document.ts';
import { createSerializer } from '../../src-main/vault/serialize.ts';

const count = 10_000;
const edits = 60;

/** Milliseconds at the given part of the sorted times. */
const at = (times: readonly number[], part: number) =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;

it(`one edit of a vault with ${count} profiles is durable and fast`, { timeout: 120_000 }, async () => {
  const home = mkdtempSync(join(tmpdir(), 'keywatch-speed-'));
  try {
    const slot = ownKeyFileSlot({ path: join(home, 'vault.key'), vaultDirectory: home, env: {} });
    const options = { slots: [slot], backups: null };
    (await openMemoryVault({ ...options, store: openConfStore(home) })).close();
    await fill(home, slot);

    const openedAt = performance.now();
    const vault = await openMemoryVault({ ...options, store: openConfStore(home) });
    const openMs = performance.now() - openedAt;
    expect(vault.profiles().size).toBe(count);
    expect(vault.damage()).toEqual([]);
    expect(vault.reason()).toBeNull();

    const bytes = readFileSync(vault.path);
    const ours: number[] = [];
    const bare: number[] = [];
    const busy: number[] = [];
    for (let edit = 0; edit < edits; edit += 1) {
      const id = `openai:p${(edit * 37) % count}`;
      const before = process.threadCpuUsage();
      ours.push(time(() => vault.change(id, { notes: `edit ${edit}` })));
      const { user, system } = process.threadCpuUsage(before);
      busy.push((user + system) / 1000);
      bare.push(time(() => bareWrite(join(home, 'bare'), bytes)));
    }
    const figures = Object.entries({ ours, 'of it at work': busy, 'bare write': bare });
    const told = figures.map(
      ([name, ms]) => `${name} ${at(ms, 0.5).toFixed(1)}/${at(ms, 0.95).toFixed(1)} ms`,
    );
    console.log(
      `vault of ${count} profiles, ${(bytes.length / 1e6).toFixed(1)} MB: open ${openMs.toFixed(0)} ms; ` +
        `one edit (p50/p95): ${told.join(', ')}`,
    );
    // The goal is 60 ms on a quiet machine (D-C2); what is judged here is work, which other programs do not lengthen.
    expect(at(busy, 0.5)).toBeLessThan(150);
    vault.close();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

function time(act: () => unknown): number {
  const startedAt = performance.now();
  act();
  return performance.now() - startedAt;
}

/** The least that makes bytes durable: write, fsync, rename. */
function bareWrite(path: string, bytes: Buffer): void {
  const fd = openSync(`${path}.new`, 'w', 0o600);
  writeSync(fd, bytes);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(`${path}.new`, path);
}

/** Puts all profiles in with one write: ten thousand durable ones would take minutes. */
async function fill(home: string, slot: ReturnType<typeof ownKeyFileSlot>): Promise<void> {
  const path = join(home, 'vault.json');
  const document = readDocument(JSON.parse(readFileSync(path, 'utf8')));
  if (isProblem(document)) throw new Error(document.problem);
  const wrapped = readSlot(document.key.slots[0] ?? {});
  if (wrapped === null) throw new Error('no slot');
  const key = dataKeyFrom('k1', await slot.unwrap(wrapped, { keyId: 'k1' }));
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const profiles = Array.from({ length: count }, (_, index) => {
    const id = `openai:p${index}`;
    const facts = { name: `Profile ${index}`, tags: ['team'], fingerprint: '0'.repeat(64) };
    const sealed = sealFor(key, id, `sk-${index}-${'x'.repeat(90)}`, random);
    return [id, markedRecord(key, storedProfile(id, facts), sealed)] as const;
  });
  const next = nextDocument(key, { ...document, profiles: new Map(profiles) }, new Map(), Date.now());
  writeFileSync(path, createSerializer()(next), { mode: 0o600 });
}
