import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isErrorCode, KeywatchError } from '../../src-shared/errors.ts';
import type { DocumentStore } from '../../src-main/vault/document-store.ts';
import type { StoredProfile } from '../../src-main/vault/profile.ts';
import { documentStore } from '../../src-main/vault/store-options.ts';
import type { Vault } from '../../src-main/vault/vault.ts';
import { openConfStore } from '../../src-main/headless/conf-store.ts';
import { openMemoryVault, storedProfile, testSlot } from '../fixtures/vaults/memory-vault.ts';
import { claim, isLong, rounds, seed } from './claim.ts';
import { choices, inventedKey } from './vault-model.ts';

const count = 20;
/** One length in so many, one byte in so many: all of them in the long form. */
const step = isLong ? 1 : 29;
const randomDamages = rounds(20_000, 150);

const home = mkdtempSync(join(tmpdir(), 'keywatch-bytes-'));
const slot = testSlot();
const pick = choices(seed);
const secrets = new Map<string, string>();
let facts: ReadonlyMap<string, StoredProfile>;
let whole: Buffer;
let generation: number;

beforeAll(async () => {
  const vault = await openMemoryVault({ store: openConfStore(home), slots: [slot] });
  for (let n = 0; n < count; n += 1) {
    const id = `openai:${pick.text(10, 'abcdefghijklmnopqrstuvwxyz')}`;
    const secret = inventedKey(pick);
    secrets.set(id, secret);
    vault.add(
      storedProfile(id, { name: `Profile “${n}”`, notes: n % 3 === 0 ? 'käuflich, 鍵' : null }),
      secret,
    );
  }
  vault.setSettings({ quietHours: { from: 1320, to: 420 } });
  facts = new Map(vault.profiles());
  generation = vault.generation();
  whole = readFileSync(vault.path);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A store that reads these bytes as the one on the disk reads its file, and writes nowhere. */
function storeOf(bytes: Buffer): DocumentStore {
  return documentStore(home, join(home, 'vault.json'), (options) => {
    options.deserialize(bytes.toString('utf8'));
    return { path: '', store: {} };
  });
}

type Found = 'unreadable' | 'locked' | 'newer' | 'as it was' | 'said' | 'named';

interface Seen {
  found: Found;
  /** Named as damaged. */
  damaged: string[];
  /** Gone, which is said. */
  missing: number;
}

/** Opens damaged bytes: everything in it is as it was, or named; a secret is the right one, or none is given. */
async function look(bytes: Buffer): Promise<Seen> {
  let vault: Vault;
  try {
    vault = await openMemoryVault({ store: storeOf(bytes), slots: [slot], lastGeneration: generation });
  } catch (error) {
    if (!(error instanceof KeywatchError) || error.code !== 'vault_unreadable') throw error;
    return { found: 'unreadable', damaged: [], missing: 0 };
  }
  const damaged = vault.damage().map(({ id }) => id);
  if (vault.state() === 'locked') return { found: 'locked', damaged, missing: 0 };
  if (vault.state() === 'read_only') return { found: 'newer', damaged, missing: 0 };
  let missing = 0;
  const wrong: string[] = [];
  for (const id of new Set([...secrets.keys(), ...vault.profiles().keys()])) {
    if (damaged.includes(id)) {
      if (refusal(() => vault.reveal(id)) !== 'profile_damaged') wrong.push(`${id} is damaged and serves`);
    } else if (!vault.profiles().has(id)) missing += 1;
    else {
      // Fingerprints are made anew where their key was damaged.
      const now = { ...vault.profiles().get(id), fingerprint: null };
      if (vault.reveal(id) !== secrets.get(id)) wrong.push(`${id} has another secret`);
      if (!isDeepStrictEqual(now, { ...facts.get(id), fingerprint: null })) wrong.push(`${id} is another`);
    }
  }
  const reason = vault.reason();
  if (missing > 0 && reason === null && damaged.length < missing)
    wrong.push('profiles are gone and nobody says so');
  if (wrong.length > 0) expect.fail(wrong.join('; '));
  vault.close();
  if (damaged.length > 0) return { found: 'named', damaged, missing };
  return { found: reason === null ? 'as it was' : 'said', damaged, missing };
}

function refusal(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof KeywatchError && isErrorCode(error.code) ? error.code : String(error);
  }
}

/** Where each profile's record lies in the file: from the quote of its id to its closing brace. */
function spans(): { id: string; from: number; to: number; body: number }[] {
  const text = whole.toString('latin1');
  return [...secrets.keys()].map((id) => {
    const from = text.indexOf(`"${id}":{`);
    return { id, from, body: from + id.length + 3, to: text.indexOf('\n', from) };
  });
}

const tallyOf = () =>
  ({ unreadable: 0, locked: 0, newer: 0, 'as it was': 0, said: 0, named: 0 }) as Record<Found, number>;

test(
  `every byte of a vault of ${count} profiles changed in turn: the damaged record is named, the others serve (seed ${seed})`,
  { timeout: 20 * 60_000 },
  async () => {
    const records = spans();
    const head = tallyOf();
    const inRecords = tallyOf();
    let changes = 0;
    for (let at = isLong ? 0 : pick.below(step); at < whole.length; at += step) {
      const record = records.find(({ from, to }) => at >= from && at < to);
      // One bit, all bits, and a random byte: the first stays a letter, the second is no text any more.
      const masks = [1 << pick.below(8), 0xff, 1 + pick.below(255)];
      for (const mask of isLong ? masks : masks.slice(changes % 3, (changes % 3) + 1)) {
        const bytes = Buffer.from(whole);
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        const seen = await look(bytes);
        changes += 1;
        (record === undefined ? head : inRecords)[seen.found] += 1;
        if (record === undefined) continue;
        const byte = `byte ${at}, of ${record.id}, ^ ${mask}: ${JSON.stringify(seen)}`;
        // White space and a number's other spelling change nothing, and are right.
        expect(['named', 'as it was', 'said'], byte).toContain(seen.found);
        if (at >= record.body && seen.found === 'named') expect(seen.damaged, byte).toEqual([record.id]);
        // A changed id may be that of another profile: then that one is damaged, and this one is gone.
        expect(seen.damaged.length + seen.missing, byte).toBeLessThanOrEqual(2);
      }
    }
    claim(`vault: ${changes} single bytes changed, ${whole.length} in the file`, {
      seed,
      crashes: 0,
      'wrong secrets': 0,
      'in a record': told(inRecords),
      'outside of them': told(head),
    });
    expect(inRecords.unreadable).toBe(0);
    expect(inRecords.named).toBeGreaterThan(0);
  },
);

const told = (tally: Record<Found, number>) =>
  Object.entries(tally)
    .filter(([, times]) => times > 0)
    .map(([found, times]) => `${found} ${times}`)
    .join(' ');

test(
  'a vault cut off at any length is refused as a whole, for a backup holds what is gone',
  { timeout: 5 * 60_000 },
  async () => {
    const tally = tallyOf();
    let cuts = 0;
    for (let length = 0; length < whole.length; length += step) {
      const { found } = await look(whole.subarray(0, length));
      tally[found] += 1;
      cuts += 1;
      // The last line break is no loss.
      const sound = length === whole.length - 1 ? 'as it was' : 'unreadable';
      if (found !== sound) expect.fail(`cut to ${length}: ${found}`);
    }
    claim(`vault: cut off at ${cuts} lengths`, { crashes: 0, 'wrong secrets': 0, found: told(tally) });
  },
);

test(
  `many bytes damaged at once, blocks lost, zeroed and doubled: no crash and no wrong secret (seed ${seed})`,
  { timeout: 20 * 60_000 },
  async () => {
    const block = 512;
    const damages: Record<string, (bytes: Buffer) => Buffer> = {
      'random bytes'(bytes) {
        for (let n = 1 + pick.below(30); n > 0; n -= 1) bytes[pick.below(bytes.length)] = pick.below(256);
        return bytes;
      },
      zeros(bytes) {
        const from = pick.below(bytes.length);
        return bytes.fill(0, from, Math.min(bytes.length, from + 1 + pick.below(block)));
      },
      'a block lost'(bytes) {
        const from = pick.below(bytes.length);
        return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + pick.below(block))]);
      },
      'a block twice'(bytes) {
        const from = pick.below(bytes.length);
        const to = from + 1 + pick.below(block);
        return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
      },
      'two blocks exchanged'(bytes) {
        const size = 1 + pick.below(block);
        const [a, b] = [pick.below(bytes.length - size), pick.below(bytes.length - size)];
        const first = Buffer.from(bytes.subarray(a, a + size));
        bytes.copyWithin(a, b, b + size);
        first.copy(bytes, b);
        return bytes;
      },
      'two lines exchanged'(bytes) {
        const lines = bytes.toString('latin1').split('\n');
        const [a, b] = [pick.below(lines.length), pick.below(lines.length)];
        [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
        return Buffer.from(lines.join('\n'), 'latin1');
      },
    };
    const tally = tallyOf();
    const kinds = Object.values(damages);
    for (let n = 0; n < randomDamages; n += 1) {
      const damage = kinds[n % kinds.length];
      if (damage !== undefined) tally[(await look(damage(Buffer.from(whole)))).found] += 1;
    }
    claim(`vault: damaged at random ${randomDamages} times (${Object.keys(damages).join(', ')})`, {
      seed,
      crashes: 0,
      'wrong secrets': 0,
      found: told(tally),
    });
  },
);
