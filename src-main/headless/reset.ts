import { lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../ports.ts';
import { backupFileName, listBackups, readBackupName } from '../vault/backup-names.ts';
import { isProblem, readDocument } from '../vault/document.ts';
import { readPlainFile } from '../vault/plain-file.ts';
import type { KeySlot } from '../vault/slot.ts';
import { listSlots } from '../vault/slot-list.ts';
import { headlessSlots } from './headless-slots.ts';
import { stillAttached, type Attached } from './still-attached.ts';

/** Something that resetting removes. */
export interface Item {
  path: string;
  what: string;
  /** Bytes. */
  size: number;
}

export interface ResetPlan {
  items: Item[];
  /** Names in the directory that are not Keywatch's, and stay. */
  stays: string[];
  /** How many keys of vaults the keyring of the system keeps for this directory. */
  keyring: number;
  /** What goes on asking a Keywatch that is gone, unless it is put back before. */
  attached: Attached[];
}

interface Kind {
  name: RegExp;
  what: string;
  /** Which names inside a directory are ours; only they are removed. */
  inside?: RegExp;
}

const kinds: readonly Kind[] = [
  { name: /^vault\.json/, what: 'the vault: every credential' },
  { name: /^vault\.key$/, what: 'the key file of the vault' },
  { name: /^backups$/, what: 'backups of the vault', inside: /^vault-.+\.json/ },
  { name: /^history\.sqlite/, what: 'the history: what providers answered, who took a secret out' },
  { name: /^window\.json/, what: 'how the window was left' },
  { name: /^repairs\.jsonl$/, what: 'what doctor --fix set right' },
  { name: /^door\.key/, what: 'the key of the local door' },
  { name: /^keywatch\.sock(\.path)?$/, what: 'the local door' },
  { name: /^cache$/, what: 'compiled code', inside: /^v\d+\.\d+/ },
  // What Chromium keeps begins with a capital, but for these.
  {
    name: /^electron$/,
    what: 'what the app’s browser keeps',
    inside: /^[A-Z]|^(blob_storage|shared_proto_db|lockfile)$/,
  },
  { name: /^launchers$/, what: 'what linked gateways start to fetch their keys', inside: /^keywatch-/ },
  {
    name: /^links$/,
    what: 'what stood in gateways before they were linked',
    inside: /\.json(\.tmp-.*)?$/,
  },
  {
    name: /^connections$/,
    what: 'what stood in tools before they were connected',
    inside: /\.json(\.tmp-.*)?$/,
  },
  { name: /^allowed$/, what: 'which projects keywatch run may use keys by', inside: /^[0-9a-f]{64}$/ },
  { name: /^logs$/, what: 'logs', inside: /\.log(\.\d+)?$/ },
];

/** Removed last, once nothing is left that its owner would write. */
const lockName = /^owner\.lock/;

/**
 * What lies where in a data directory. Inside directories only what has our names counts: KEYWATCH_HOME may be a
 * directory that holds other things too.
 */
export function planReset(directory: string): ResetPlan {
  const names = namesIn(directory);
  const items: Item[] = [];
  const stays: string[] = [];
  for (const name of names) {
    if (lockName.test(name)) continue;
    const kind = kinds.find((known) => known.name.test(name));
    const path = join(directory, name);
    if (kind === undefined) stays.push(name);
    else if (kind.inside === undefined) items.push({ path, what: kind.what, size: sizeOf(path) });
    else {
      for (const inner of namesIn(path)) {
        const each = join(path, inner);
        if (kind.inside.test(inner)) items.push({ path: each, what: kind.what, size: sizeOf(each) });
        else stays.push(join(name, inner));
      }
    }
  }
  return { items, stays, keyring: keyringSlots(directory).length, attached: stillAttached(directory) };
}

/**
 * Removes what the plan names, and then every directory of ours that is empty. The caller owns the data directory.
 * Gives what the keyring would not let go, in words.
 */
export async function reset(directory: string, plan: ResetPlan, env: Env): Promise<string[]> {
  const refused = await forgetKeys(directory, env);
  for (const { path } of plan.items) rmSync(path, { recursive: true, force: true });
  for (const name of ['allowed', 'backups', 'cache', 'connections', 'electron', 'launchers', 'links', 'logs'])
    removeIfEmpty(join(directory, name));
  return refused;
}

/** What the lock of the owner leaves, once it was let go. */
export function removeLock(directory: string): void {
  for (const name of namesIn(directory)) if (lockName.test(name)) rmSync(join(directory, name));
  removeIfEmpty(directory);
}

async function forgetKeys(directory: string, env: Env): Promise<string[]> {
  const slots = keyringSlots(directory);
  if (slots.length === 0) return [];
  const keeper = headlessSlots({ env, directory }).find(({ type }) => type === 'os-keyring');
  const refused: string[] = [];
  for (const slot of slots) {
    try {
      await forgottenBy(keeper, slot);
    } catch (error) {
      refused.push(error instanceof Error ? error.message : 'the keyring did not answer');
    }
  }
  return [...new Set(refused)];
}

type Wrapped = Parameters<NonNullable<KeySlot['forget']>>[0];

async function forgottenBy(keeper: KeySlot | undefined, slot: Wrapped): Promise<void> {
  if (keeper?.forget === undefined) throw new Error('the keyring of the system is not used here');
  await keeper.forget(slot, []);
}

/** The wrappings that the system's keyring holds keys for, of the vault and of its backups, each once. */
function keyringSlots(directory: string): Wrapped[] {
  const backups = join(directory, 'backups');
  const files = [
    join(directory, 'vault.json'),
    ...listBackups(backups).map((name) => join(backups, backupFileName(readBackupName(name)?.id ?? ''))),
  ];
  const found = new Map<string, Wrapped>();
  for (const path of files) {
    for (const { type, wrapped } of slotsIn(path)) {
      if (type === 'os-keyring' && wrapped !== null)
        found.set(String(wrapped['account'] ?? wrapped.wrapped), wrapped);
    }
  }
  return [...found.values()];
}

function slotsIn(path: string) {
  try {
    const document = readDocument(JSON.parse(readPlainFile(path).toString()));
    return isProblem(document) ? [] : listSlots(document.key.slots);
  } catch {
    // What cannot be read names no key.
    return [];
  }
}

function namesIn(path: string): string[] {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    ? readdirSync(path).toSorted()
    : [];
}

function sizeOf(path: string): number {
  const found = lstatSync(path);
  if (!found.isDirectory()) return found.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

function removeIfEmpty(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true && namesIn(path).length === 0)
    rmdirSync(path);
}
