import type { Backup, RestorePlan } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { exactMoment } from '../../src-shared/times.ts';
import type { BackupReason } from '../../src-shared/words.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import { failureOf } from '../failure.ts';
import { table, type Cell, type Look } from '../page.ts';
import { differenceDocument, differenceLines } from './difference-lines.ts';
import { lookHere } from './look-here.ts';
import { allGivenBy, givenOptions } from './vault-given.ts';
import { needsYes } from './vault-protect.ts';

const reasons: Readonly<Record<BackupReason, string>> = {
  edit: 'edits',
  migration: 'a newer version',
  slots: 'a change of slots',
  key: 'another key',
  import: 'an import',
  restore: 'a restore',
};

export const backupList: Command = {
  name: 'backup list',
  says: 'Earlier vaults, the newest first',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run(_, host) {
    const backups = await listed(host);
    return {
      document: documentOf('backups', { backups }),
      lines: (look) =>
        backups.length === 0
          ? ['There is no backup yet: the first is made before the vault is changed the next time.']
          : backupTable(backups, look),
    };
  },
};

async function listed(host: Host): Promise<Backup[]> {
  const owner = await host.owner();
  if (owner !== null) return (await owner.backups.list({})).backups;
  const { listBackupFiles } = await import('../../src-main/headless/look-after.ts');
  return listBackupFiles(host.directory);
}

function backupTable(backups: readonly Backup[], look: Look): string[] {
  return table(
    backups,
    [
      { head: 'Backup', cell: ({ id }) => ({ text: id, tone: 'strong' }), least: 24 },
      { head: 'Made', cell: ({ at }) => exactMoment(at), least: 16, leaves: 1 },
      { head: 'Before', cell: ({ why }) => (why === null ? 'a change' : reasons[why]), leaves: 3 },
      {
        head: 'Profiles',
        cell: ({ profiles }) => (profiles === null ? '–' : String(profiles)),
        flush: 'right',
      },
      { head: 'Size', cell: ({ size }) => `${Math.ceil(size / 1024)} kB`, flush: 'right', leaves: 2 },
      { head: 'Opens', cell: opens, least: 12 },
    ],
    look,
  );
}

function opens({ problem, presentKey, slots, damaged }: Backup): Cell {
  if (problem !== null) return { text: `no: ${problem}`, tone: 'bad' };
  const hurt = damaged.length === 0 ? '' : `; ${damaged.length} damaged`;
  if (presentKey) return { text: `by the present key${hurt}`, tone: hurt === '' ? 'good' : 'warn' };
  if (presentKey === null)
    return { text: `through ${slots.map(({ id }) => id).join(', ')}${hurt}`, tone: null };
  const names = slots.map(({ id, present }) => (present ? id : `${id} (a former one)`)).join(', ');
  return { text: `by an earlier key, through ${names}${hurt}`, tone: 'warn' };
}

export const backupRestore: Command = {
  name: 'backup restore',
  says: 'Put profiles, order and settings of an earlier vault in place; shows the difference first',
  takes: 'ID',
  words: { least: 1, most: 1 },
  options: {
    ...givenOptions,
    yes: { type: 'boolean', says: 'Do not ask.' },
    'dry-run': { type: 'boolean', says: 'Show the difference and change nothing.' },
  },
  notes: [
    'ID is an id of keywatch backup list, or the beginning of one, or its generation: g412.',
    'The present vault is backed up first, and its slots stay. A vault that cannot be read is replaced whole.',
  ],
  async run(asked, host) {
    needsYes(asked, host, 'restoring');
    const named = allGivenBy(asked, host);
    const input = { id: asked.words[0] ?? '', ...named[0] };
    try {
      const client = await host.client({ opensBy: named });
      const plan = await client.backups.preview(input);
      if (asked.has('dry-run')) return restoredDone(plan, false);
      if (!asked.has('yes')) {
        host.write(`${planLines(plan, lookHere(host)).join('\n')}\n`);
        await agreed(host, 'Restore this backup?');
      }
      return restoredDone(await client.backups.restore({ ...input, id: plan.backup.id }), true);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.code !== 'vault_unreadable') throw thrown;
      return recovered(asked, host, input, failure);
    }
  },
};

async function agreed(host: Host, question: string): Promise<void> {
  if (await host.askYes(question)) return;
  throw new KeywatchError('bad_usage', 'nothing was restored; everything is as before; answer y to restore');
}

/** There is nothing to compare with: the backup is put in place whole. */
async function recovered(
  asked: Asked,
  host: Host,
  { id, ...given }: { id: string; passphrase?: string; keyFile?: string },
  unreadable: KeywatchError,
): Promise<Done> {
  const { listBackupFiles, recover } = await import('../../src-main/headless/look-after.ts');
  const { selectBackup } = await import('../../src-main/vault/backup-files.ts');
  const { join } = await import('node:path');
  const chosen = selectBackup(join(host.directory, 'backups'), id);
  const backup = (await listBackupFiles(host.directory)).find((each) => each.id === chosen.id);
  host.warn(unreadable.message);
  if (asked.has('dry-run'))
    return {
      document: documentOf('restored', {
        restored: false,
        backup,
        difference: null,
        leftOut: [],
        setAside: null,
      }),
      lines: () => [
        `Would put the backup ${chosen.id} (${backup?.profiles ?? 0} profiles) in the place of the vault; nothing was changed.`,
      ],
    };
  if (!asked.has('yes'))
    await agreed(host, `Put the backup ${chosen.id} (${backup?.profiles ?? 0} profiles) in its place?`);
  const { createLog, logLevel } = await import('../../src-main/machine/log.ts');
  const done = await recover({
    env: host.env,
    directory: host.directory,
    selector: chosen.id,
    given,
    log: createLog(logLevel(host.env['KEYWATCH_LOG'], 'error'), host.write),
  });
  const leftOut = done.damaged.map((each) => ({ id: each, reason: 'its record is damaged', kept: true }));
  return {
    document: documentOf('restored', {
      restored: true,
      backup,
      difference: null,
      leftOut,
      setAside: done.setAside,
    }),
    lines: () => [
      `Restored ${done.profiles} profiles from ${done.id}.`,
      ...(done.setAside === null ? [] : [`What could not be read lies in ${done.setAside}.`]),
      ...(done.damaged.length === 0
        ? []
        : [`Damaged in the backup already, and not used: ${done.damaged.join(', ')}.`]),
    ],
  };
}

function restoredDone(plan: RestorePlan, isDone: boolean): Done {
  const { difference, ...rest } = plan;
  return {
    document: documentOf('restored', {
      restored: isDone,
      ...rest,
      difference: differenceDocument(difference),
      setAside: null,
    }),
    lines: (look) => [
      ...planLines(plan, look),
      '',
      isDone
        ? `Restored ${plan.backup.id}. The vault from before is in keywatch backup list.`
        : 'Nothing was changed.',
    ],
  };
}

function planLines({ difference, leftOut, resealed, arrangementKept }: RestorePlan, look: Look): string[] {
  const notes = [
    ...leftOut.map(({ id, reason, kept }) =>
      kept
        ? `${id} is damaged in the backup (${reason}); the present one stays.`
        : `${id} is damaged in the backup (${reason}) and is left out.`,
    ),
    ...(resealed ? ['The backup is under an earlier key: its secrets are sealed anew.'] : []),
    ...(arrangementKept
      ? ['Its order and settings were changed outside Keywatch: the present ones stay.']
      : []),
  ];
  return [...differenceLines(difference, look), ...(notes.length === 0 ? [] : ['', ...notes])];
}
