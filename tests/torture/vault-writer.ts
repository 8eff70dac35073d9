/**
 * A process that owns a data directory and changes its vault at random until it is killed:
 * `node vault-writer.ts DIRECTORY SEED`. It begins when told to, says each change before it
 * begins and the generation once it is done.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { composeCore } from '../../src-main/headless/compose-core.ts';
import { listBackups, readBackupName } from '../../src-main/vault/backup-names.ts';
import { quietLog } from '../fixtures/vaults/memory-vault.ts';
import { choices, inventedKey, type Act } from './vault-model.ts';

export type Said = { open: number } | { will: Act } | { done: number };

const [directory = '', seed = ''] = process.argv.slice(2);
const pick = choices(Number(seed));
const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`);

writeSync(1, 'loaded\n');
await once(process.stdin, 'data');
const env = { KEYWATCH_NO_KEYRING: '1', KEYWATCH_OFFLINE: '1', PATH: '' };
const { keywatch } = await composeCore({ env, home: directory, directory, log: quietLog });
const removed = new Map<string, { secret: string; notes: string | null; at: number }>();
const generation = async () => (await keywatch.vault.status()).generation;

const mostProfiles = 24;
const words = 'nothing is lost and nobody is told ';

async function someId(): Promise<string | undefined> {
  return pick.one(keywatch.profiles.list())?.id;
}

const newId = () => `openai:p${pick.text(8, '0123456789')}`;

/** One of the changes there are, or null where it does not apply now. */
const wishes: Record<Act['do'], () => Promise<Act | null>> = {
  async add() {
    if (keywatch.profiles.list().length >= mostProfiles) return null;
    const notes = words.repeat(pick.below(40)).trim() || 'short';
    return { do: 'add', id: newId(), secret: inventedKey(pick), notes };
  },
  async edit() {
    const id = await someId();
    return id === undefined ? null : { do: 'edit', id, notes: `note ${pick.text(12, 'abcdef')}` };
  },
  async replace() {
    const id = await someId();
    return id === undefined ? null : { do: 'replace', id, secret: inventedKey(pick) };
  },
  async remove() {
    const id = await someId();
    return id === undefined ? null : { do: 'remove', id };
  },
  async undo() {
    const [id, was] = [...removed].at(-1) ?? [];
    // Undoing is possible for 30 s; a slow machine must not make an error of it.
    if (id === undefined || was === undefined || Date.now() - was.at > 10_000) return null;
    if (keywatch.profiles.find(id) !== null) return null;
    return { do: 'undo', id, secret: was.secret, notes: was.notes };
  },
  async import() {
    if (keywatch.profiles.list().length >= mostProfiles) return null;
    const puts = Array.from({ length: 3 }, () => ({ id: newId(), secret: inventedKey(pick) }));
    return { do: 'import', puts };
  },
  async rotate() {
    return { do: 'rotate', purge: pick.below(4) === 0 };
  },
  async restore() {
    const names = listBackups(join(directory, 'backups'));
    const chosen = readBackupName(pick.one(names) ?? '');
    return chosen === null ? null : { do: 'restore', id: chosen.id, generation: chosen.generation };
  },
  async slot() {
    return { do: 'slot' };
  },
};

const acts: { [K in Act['do']]: (act: Extract<Act, { do: K }>) => Promise<unknown> } = {
  add: ({ id, secret, notes }) =>
    keywatch.profiles.add({ provider: 'openai', id, name: id, secret, notes, probe: false }),
  edit: async ({ id, notes }) => keywatch.profiles.edit({ id, notes }),
  replace: ({ id, secret }) => keywatch.profiles.replaceSecret({ id, secret, probe: false }),
  async remove({ id }) {
    const { notes } = keywatch.profiles.get(id);
    const caller = { door: 'local', program: 'torture', pid: null, action: 'reveal' } as const;
    removed.set(id, { secret: await keywatch.profiles.reveal(id, caller), notes, at: Date.now() });
    keywatch.profiles.remove(id);
  },
  async undo({ id }) {
    removed.delete(id);
    keywatch.profiles.restore(id);
  },
  import: ({ puts }) =>
    keywatch.transfer.import({
      content: JSON.stringify(puts.map(({ id, secret }) => ({ id, provider: 'openai', name: id, secret }))),
    }),
  rotate: ({ purge }) => keywatch.vault.rotateKey({ purgeBackups: purge }),
  async restore({ id }) {
    await keywatch.backups.restore({ id });
    removed.clear();
  },
  async slot() {
    const keyFile = join(dirname(directory), 'other.key');
    const { slots } = await keywatch.vault.status();
    const extra = slots.find(({ backend }) => backend === keyFile);
    if (extra !== undefined) return keywatch.vault.protect({ act: 'remove', slot: extra.id });
    return keywatch.vault.protect({ act: 'add', slot: 'key-file', keyFile, unprotected: true });
  },
};

/** How often each is wished for. */
const weights: Record<Act['do'], number> = {
  add: 5,
  edit: 5,
  replace: 3,
  remove: 4,
  undo: 2,
  import: 1,
  rotate: 3,
  restore: 3,
  slot: 1,
};
const wheel = Object.entries(weights).flatMap(([name, weight]) =>
  Array.from({ length: weight }, () => name as Act['do']),
);

say({ open: await generation() });
for (;;) {
  const act = (await wishes[pick.one(wheel) ?? 'edit']()) ?? (await wishes.add());
  if (act === null) continue;
  say({ will: act });
  await (acts[act.do] as (act: Act) => Promise<unknown>)(act);
  say({ done: await generation() });
}
