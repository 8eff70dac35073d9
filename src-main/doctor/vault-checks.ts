import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import { isNewer, isProblem, type Document } from '../vault/document.ts';
import { formerWaysOf, formerWaysRemedy, formerWaysSaid } from '../vault/former-ways.ts';
import { listSlots } from '../vault/slot-list.ts';
import type { Check, Circumstances } from './circumstances.ts';

const vaultPath = ({ premises }: Circumstances) => join(premises.directory, 'vault.json');

/** The document, where it can be read. */
function readable({ document }: Circumstances): Document | null {
  return document === null || isProblem(document) ? null : document;
}

/** The newest backup that may be restored. */
const bestBackup = ({ backups }: Circumstances) =>
  backups.find(({ problem }) => problem === null)?.id ?? null;

/** What gives us a file that only its mode or owner keeps from us; null where reading it is not refused by those. */
function accessTo({ premises: { uid, look } }: Circumstances, path: string): string | null {
  const found = look(path);
  // Root reads whatever lies there, and where files have no mode in numbers there is none to change.
  if (found === null || uid === null || uid === 0) return null;
  if (found.uid !== uid)
    return (found.mode & 0o004) === 0
      ? telling("Give it back to yourself: sudo chown {uid} ''{path}''", { uid, path })
      : null;
  return (found.mode & 0o400) === 0
    ? telling("Give yourself access to it again: chmod 600 ''{path}''", { path })
    : null;
}

export const vaultUnreadable: Check = (circumstances) => {
  const { document } = circumstances;
  const best = bestBackup(circumstances);
  const restore =
    best === null
      ? telling('Put a sound copy in its place.')
      : telling('Put the newest backup in its place: keywatch backup restore {best}', { best });
  if (document === null)
    return best === null
      ? []
      : [
          {
            id: 'vault_missing',
            severity: 'bad',
            what: telling('There are backups and no vault: its file was taken away.'),
            where: vaultPath(circumstances),
            remedy: restore,
          },
        ];
  if (!isProblem(document)) return [];
  return [
    {
      id: 'vault_unreadable',
      severity: 'bad',
      what: telling('The vault cannot be read: {problem}.', { problem: document.problem }),
      where: vaultPath(circumstances),
      remedy: accessTo(circumstances, vaultPath(circumstances)) ?? restore,
    },
  ];
};

export const vaultNewer: Check = (circumstances) => {
  const document = readable(circumstances);
  if (document === null || !isNewer(document)) return [];
  return [
    {
      id: 'vault_newer',
      severity: 'bad',
      what: telling(
        'A newer Keywatch wrote the vault (version {version}): it can be listed, and is not used or changed.',
        { version: document.version },
      ),
      where: vaultPath(circumstances),
      remedy: telling('Update Keywatch.'),
    },
  ];
};

export const notProtected: Check = (circumstances) => {
  const document = readable(circumstances);
  const slots = listSlots(document?.key.slots ?? []);
  const weak = slots.filter(({ json }) => json['protected'] !== true).map(({ id }) => id);
  const isProtected = circumstances.live?.vault.protected ?? weak.length === 0;
  if (document === null || isProtected) return [];
  return [
    {
      id: 'not_protected',
      severity: 'warn',
      what: telling('The vault is not protected: whoever can read the data directory can open it{how}.', {
        how: weak.length === 0 ? '' : telling(' (slot {weak})', { weak: weak.join(', ') }),
      }),
      where: vaultPath(circumstances),
      remedy:
        circumstances.live?.vault.advice ??
        telling('Add a slot that protects (keywatch vault protect --add passphrase), then remove this one.'),
    },
  ];
};

/** A slot that was removed still opens the vault of now through a backup under the same key, or a backup for everybody. */
export const formerWaysIn: Check = (circumstances) => {
  // What the vault of now opens by is not known, so neither is what it no longer opens by.
  if (readable(circumstances) === null) return [];
  const former = formerWaysOf(circumstances.backups);
  if (former === null) return [];
  return [
    {
      id: 'former_ways_in',
      severity: 'warn',
      what: formerWaysSaid(former),
      where: join(circumstances.premises.directory, 'backups'),
      remedy: formerWaysRemedy,
    },
  ];
};

/** Where every way in hangs on this machine, losing the machine's keyring loses the vault. */
export const noRecovery: Check = (circumstances) => {
  const slots = listSlots(readable(circumstances)?.key.slots ?? []);
  if (slots.length === 0 || slots.some(({ type, recovery }) => recovery || type === 'passphrase')) return [];
  return [
    {
      id: 'no_recovery',
      severity: 'info',
      what: telling(
        'No recovery code and no passphrase opens the vault: if what keeps its key is lost, so is the vault.',
      ),
      where: vaultPath(circumstances),
      remedy: telling('Print a recovery code: keywatch vault protect --add recovery'),
    },
  ];
};

export const damagedRecords: Check = (circumstances) => {
  const visible = [...(readable(circumstances)?.profiles ?? [])].flatMap(([id, { problem }]) =>
    problem === null ? [] : [{ id, reason: problem }],
  );
  return (circumstances.live?.damage ?? visible).map(({ id, reason }) => ({
    id: 'damaged_record',
    severity: 'bad',
    what: telling('{id} is damaged: {reason}. Its secret is neither used nor shown.', { id, reason }),
    where: id,
    remedy: telling('Restore a backup (keywatch backup list), or remove it and add the key again.'),
  }));
};

/** Somebody put an older file in the place of the vault; an open core says so by itself. */
export const olderVault: Check = (circumstances) => {
  const document = readable(circumstances);
  const { live, lastGeneration } = circumstances;
  if (live !== null || document === null || lastGeneration === null || document.generation >= lastGeneration)
    return [];
  return [
    {
      id: 'older_vault',
      severity: 'bad',
      what: telling('The vault is older than the one last seen here: it was put back from a copy.'),
      where: vaultPath(circumstances),
      remedy: telling(
        'If that was you, nothing need be done. If not, see whether keys are missing, and who can write there.',
      ),
    },
  ];
};

/** What an open vault says of itself: a slot that no longer opens, changes from outside, an older file; or that it is shut. */
export const vaultSays: Check = (circumstances) => {
  const vault = circumstances.live?.vault;
  if (vault === undefined || vault.reason === null || vault.state === 'read_only') return [];
  return vault.state === 'locked'
    ? [
        {
          id: 'vault_locked',
          severity: 'info',
          what: telling('The vault is locked: {reason}. What takes its key was not examined.', {
            reason: vault.reason,
          }),
          where: vault.path,
          remedy: telling('Unlock it and run keywatch doctor again.'),
        },
      ]
    : [
        {
          id: 'vault_odd',
          severity: 'warn',
          what: vault.reason,
          where: vault.path,
          remedy: telling(
            'See whether it was you; keywatch vault status and keywatch backup list tell more.',
          ),
        },
      ];
};

export const backupsMissing: Check = (circumstances) => {
  const { premises, backups } = circumstances;
  const directory = join(premises.directory, 'backups');
  const found = premises.look(directory);
  if (found !== null && found.kind !== 'directory')
    return [
      {
        id: 'backups_unusable',
        severity: 'bad',
        what: telling('Where the backups are to be lies something else: none can be made.'),
        where: directory,
        remedy: telling('Move it away; the directory is made with the next change.'),
      },
    ];
  // The first write has nothing to back up.
  const generation = readable(circumstances)?.generation ?? 0;
  if (backups.length === 0 && generation > 2)
    return [
      {
        id: 'no_backups',
        severity: 'warn',
        what: telling('The vault was changed before, and there is no backup of it.'),
        where: directory,
        remedy: telling('One is made with the next change, if that directory can be written to.'),
      },
    ];
  return backups.flatMap(({ id, problem }) => {
    if (problem === null) return [];
    const path = join(directory, `vault-${id}.json`);
    return {
      id: 'backup_unreadable',
      severity: 'warn' as const,
      what: telling('The backup {id} cannot be restored: {problem}.', { id, problem }),
      where: path,
      remedy:
        accessTo(circumstances, path) ??
        telling('Delete it, or keep it until it rolls off; the others are not touched by it.'),
    };
  });
};

export const clockOff: Check = ({ clock }) => {
  if (clock === null) return [];
  const minutes = Math.max(1, Math.round(Math.abs(clock.offByMs) / 60_000));
  return [
    {
      id: 'clock_off',
      severity: 'warn',
      what: telling('The clock of this machine is {minutes} min {which}, by what providers say.', {
        minutes,
        which: clock.offByMs > 0 ? telling('ahead') : telling('behind'),
      }),
      where: null,
      remedy: telling('Set the clock, or let the system set it (timedatectl set-ntp true).'),
    },
  ];
};
