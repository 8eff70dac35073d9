import type { Rotated, VaultReport, VaultSlot } from '../../src-shared/contract-vault.ts';
import { shortDate } from '../../src-shared/times.ts';
import { ledger, table, wrapped, type Cell, type Look } from '../page.ts';
import { plain } from '../plain-text.ts';

const opens: Record<VaultSlot['opens'], Cell> = {
  yes: { text: 'yes', tone: 'good' },
  no: { text: 'no', tone: 'bad' },
  unavailable: { text: 'not asked', tone: 'soft' },
};

/** The vault as `vault status` shows it: its state, its slots, and what stays possible. */
export function vaultLines(vault: VaultReport, look: Look): string[] {
  const count = vault.backups.count;
  return [
    ...ledger(
      [
        ['Vault', vault.path],
        ['State', stateOf(vault)],
        ['Protected', protectedCell(vault)],
        ['Advice', vault.advice],
        ['Backups', count === 0 ? 'none yet' : String(count)],
        [
          'Recovery',
          vault.recovery ? 'a code was printed' : 'none; keywatch vault protect --add recovery prints a code',
        ],
      ],
      look,
    ),
    '',
    ...slotTable(vault.slots, look),
    '',
    ...wrapped(plain(vault.remains), look.width, 0),
  ];
}

/** Slots may all protect while what was removed opens older backups. */
function protectedCell({ protected: isProtected, slots, backups: { formerWays } }: VaultReport): Cell {
  if (isProtected) return { text: 'yes', tone: 'good' };
  const byBackups = formerWays !== null && !formerWays.protected && slots.every((slot) => slot.protected);
  return { text: byBackups ? 'no: its slots protect it, older backups do not' : 'no', tone: 'warn' };
}

function stateOf({ state, reason }: VaultReport): Cell {
  const said = reason === null ? '' : `: ${reason}`;
  return {
    text: `${state.replace('_', ' ')}${said}`,
    tone: state === 'open' && reason === null ? 'good' : 'warn',
  };
}

function slotTable(slots: readonly VaultSlot[], look: Look): string[] {
  return table(
    slots,
    [
      { head: 'Slot', cell: ({ id }) => ({ text: id, tone: 'strong' }) },
      { head: 'Opens', cell: (slot) => opens[slot.opens] },
      { head: 'Protects', cell: (slot) => (slot.protected ? 'yes' : { text: 'no', tone: 'warn' }) },
      { head: 'Keeper', cell: ({ backend }) => backend ?? '–', least: 10, leaves: 2 },
      { head: 'Added', cell: ({ addedAt }) => (addedAt === null ? '–' : shortDate(addedAt)), leaves: 1 },
      { head: 'Says', cell: ({ why, advice }) => why ?? advice ?? '', least: 16, leaves: 3 },
    ],
    look,
  );
}

/** What rotating the key does to each slot. */
export function planLines({ slots }: Pick<Rotated, 'slots'>, look: Look): string[] {
  return table(
    slots,
    [
      { head: 'Slot', cell: ({ id }) => ({ text: id, tone: 'strong' }) },
      { head: 'New key', cell: ({ fate }) => ({ text: fate, tone: fate === 'undecided' ? 'warn' : null }) },
      { head: 'Says', cell: ({ why }) => why ?? '', least: 16 },
    ],
    look,
  );
}

/** What is said of backups that something opens which no longer opens the vault (D-A15). */
export function backupsSaid({ opened, deleted }: { opened: number; deleted: number }): string {
  if (opened === 0) return 'No older backup is opened by what no longer opens the vault.';
  const which = opened === 1 ? '1 older backup is' : `${opened} older backups are`;
  if (deleted === opened)
    return `${deleted === 1 ? '1 older backup was' : `${deleted} older backups were`} deleted.`;
  const left = deleted === 0 ? '' : ` ${deleted} were deleted, the others could not be.`;
  return `${which} still opened by what no longer opens the vault;${left} --purge-backups deletes them.`;
}
