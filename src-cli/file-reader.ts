import { dirname, join } from 'node:path';
import type { Profile, VaultState } from '../src-shared/contract-schema.ts';
import { KeywatchError } from '../src-shared/errors.ts';
import type { SlotType } from '../src-shared/words.ts';
import type { WrongClock } from '../src-shared/wrong-clock.ts';
import { clockNote, judgeClock, readEvidence } from '../src-main/health/clock-offset.ts';
import { shownIncidents } from '../src-main/health/history-rows.ts';
import {
  readAccesses,
  readAnswers,
  readDays,
  readIncidents,
  readNote,
  readRecords,
} from '../src-main/health/open-history-readonly.ts';
import { explainOrder, preferring, servingFor } from '../src-main/selection/in-force.ts';
import { viewProfiles } from '../src-main/selection/profile-view.ts';
import { statusOf } from '../src-main/selection/status.ts';
import { listBackups } from '../src-main/vault/backup-names.ts';
import { isNewer, isProblem, readDocument, type Document } from '../src-main/vault/document.ts';
import { findFormerWays, protectionWith } from '../src-main/vault/former-ways.ts';
import { parseVault } from '../src-main/vault/parse-vault.ts';
import { readPlainFile } from '../src-main/vault/plain-file.ts';
import { readSettings } from '../src-main/vault/read-settings.ts';
import { grantsOf } from '../src-main/vault/grants.ts';
import { servingOf } from '../src-main/vault/serving.ts';
import { listSlots } from '../src-main/vault/slot-list.ts';
import { vaultErrors, whyNotWritten } from '../src-main/vault/vault-errors.ts';
import type { Reader } from './reader.ts';

/**
 * What the files of a data directory say, without its owner, its key or anything that writes (D-A5, D-C1). Marks are
 * not proven here: that takes the data key, and a command that only looks does not open it. Throws `vault_unreadable`.
 */
export function readerOfFiles({ directory, now }: { directory: string; now(): number }): Reader {
  const path = join(directory, 'vault.json');
  const historyPath = join(directory, 'history.sqlite');
  let read: { document: Document | null } | null = null;

  const document = () => {
    read ??= { document: documentAt(path, directory) };
    return read.document;
  };
  const wrongClock = () => judgeClock(readEvidence(readNote(historyPath, clockNote)), now());
  const serving = () => servingOf(document() ?? { order: {}, rest: {} });
  const grants = () => grantsOf(document() ?? { rest: {} });
  const profiles = (
    clock: WrongClock | null = wrongClock(),
    set = servingFor(serving(), null, grants()),
  ): Profile[] => {
    const vault = document();
    if (vault === null) return [];
    const records = readRecords(historyPath);
    const { probesPerDay } = readSettings(vault.settings);
    return viewProfiles({
      profiles: [...vault.profiles.values()].map(({ profile }) => profile),
      record: (id) => records.get(id),
      ...set,
      damaged: new Set([...vault.profiles].filter(([, each]) => each.problem !== null).map(([id]) => id)),
      now: now(),
      wrongClock: clock,
      ...(probesPerDay === undefined ? {} : { probesPerDay }),
    });
  };

  return {
    status: async ({ within, provider, profile, agent }) => {
      const clock = wrongClock();
      return statusOf(
        profiles(clock, servingFor(serving(), agent ?? null, grants())),
        await vaultStateOf(path, document()),
        now(),
        {
          circumstances: { clock },
          ...(within === undefined ? {} : { withinMs: within }),
          ...(provider === undefined ? {} : { provider }),
          ...(profile === undefined ? {} : { profile }),
        },
      );
    },
    profiles: () => Promise.resolve(profiles()),
    // What knows all providers is loaded for this question alone.
    order: async ({ provider: typed, agent, prefer }) => {
      const { providerMeant } = await import('../src-main/selection/provider-meant.ts');
      const stored = [...(document()?.profiles.values() ?? [])].map(({ profile }) => profile);
      const provider = providerMeant(typed, stored);
      const preferred = preferring(serving(), provider, prefer);
      const views = profiles(wrongClock(), servingFor(preferred, agent, grants()));
      return explainOrder(
        views.filter((each) => each.provider === provider),
        preferred,
        { provider, agent },
      );
    },
    history: (id, since, limit) =>
      Promise.resolve({
        id,
        rows: readAnswers(historyPath, id, since, limit),
        incidents: readIncidents(historyPath, id, since, shownIncidents),
        days: readDays(historyPath, id, since),
        chart: null,
      }),
    accesses: (limit) => Promise.resolve(readAccesses(historyPath, null, limit)),
    close: () => Promise.resolve(),
  };
}

/** The vault's document, null where there is none yet. */
function documentAt(path: string, directory: string): Document | null {
  const backups = join(directory, 'backups');
  let text: string;
  try {
    text = readPlainFile(path).toString();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      if (code === 'ENOENT' && listBackups(backups).length > 0) throw vaultErrors.missing(path, backups);
      return null;
    }
    if (code === 'EACCES' || code === 'EPERM')
      throw new KeywatchError(
        'not_permitted',
        `the vault ${path} may not be read by this user; nothing was changed; run this as the user Keywatch runs as, or give yourself access: chmod 600 '${path}'`,
        {},
        { cause },
      );
    throw vaultErrors.unreadable(path, whyNotWritten(cause), backups, cause);
  }
  let json: unknown;
  try {
    json = parseVault(text);
  } catch (cause) {
    throw vaultErrors.unreadable(path, 'it is cut off or no JSON', backups, cause);
  }
  const found = readDocument(json);
  if (isProblem(found)) throw vaultErrors.unreadable(path, found.problem, backups);
  return found;
}

/** Slots from the one asked first to the last (D-B40). */
const preference: readonly SlotType[] = ['safe-storage', 'os-keyring', 'passphrase', 'key-file'];

/** What can be said of the vault's protection without asking any keeper: each slot as it was described when made. */
async function vaultStateOf(path: string, document: Document | null): Promise<VaultState> {
  const slots = listSlots(document?.key.slots ?? []);
  const slot = preference.find((type) => slots.some((each) => each.type === type)) ?? null;
  const newer = document !== null && isNewer(document);
  const bySlots = {
    protected: slot !== null && slots.every(({ json }) => json['protected'] === true),
    slot,
    backend: null,
    advice: null,
  };
  // Looked into only where nothing else leaves the vault unprotected; a directory that may not be read opens nothing.
  const former =
    bySlots.protected && document !== null
      ? await findFormerWays(join(dirname(path), 'backups'), document.key).catch(() => null)
      : null;
  return {
    ...protectionWith(bySlots, former),
    state: newer ? 'read_only' : 'open',
    path,
    reason: newer ? vaultErrors.newer(path, document.version).message : null,
    recovery: slots.some(({ recovery }) => recovery),
  };
}
