import type { ImportPlan } from '../../src-shared/contract-keeping.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { CallParts } from '../profiles/calls.ts';
import { fingerprintBehind } from '../profiles/link-fingerprint.ts';
import type { Put } from '../vault/put-all.ts';
import type { PlannedImport } from './plan-import.ts';
import { settle } from './settle.ts';

/** Compares and writes what was compared: all of it, in one write, or nothing. Throws `busy`, or what refuses an entry. */
export async function importPlanned(
  planned: () => Promise<PlannedImport>,
  parts: CallParts,
): Promise<ImportPlan> {
  const { vault } = parts;
  const generation = vault.generation();
  const { plan, puts, serving } = await planned();
  refuseIfAny(plan);
  const known = await withSources(puts, parts);
  // Others were served meanwhile: what was compared must be what is written.
  if (vault.generation() !== generation)
    throw new KeywatchError(
      'busy',
      telling('The vault was changed while it was compared; nothing was imported; try again.'),
    );
  if ((plan.counts.new ?? 0) + (plan.counts.changed ?? 0) + plan.difference.order.length > 0) {
    vault.putAll(known, serving);
    settle(plan.difference, parts);
  }
  return plan;
}

/** What comes in as a reference knows what it led to, so that a change of its source is noticed (D-B33). */
async function withSources(puts: readonly Put[], parts: CallParts): Promise<readonly Put[]> {
  const known: Put[] = [];
  for (const put of puts) {
    const { reference } = put.profile;
    const isNewLink = put.secret === null && reference !== null;
    const fingerprint = isNewLink ? await fingerprintBehind(reference, parts) : put.profile.fingerprint;
    known.push({ ...put, profile: { ...put.profile, fingerprint } });
  }
  return known;
}

const mostNamed = 5;

/** All or nothing: an entry that is refused stops the others, and says where it stands. */
function refuseIfAny({ entries }: ImportPlan): void {
  const refused = entries.filter(({ state }) => state === 'refused');
  const [first] = refused;
  if (first === undefined) return;
  const shown = refused.slice(0, mostNamed).map(({ where, why }) => `${where}: ${why}`);
  const more =
    refused.length > mostNamed
      ? ` ${telling('And {count} more.', { count: refused.length - mostNamed })}`
      : '';
  const onlyPolicy = refused.every(({ code }) => code === 'policy_not_agreed');
  throw new KeywatchError(
    onlyPolicy ? 'policy_not_agreed' : 'invalid_input',
    telling('Nothing was imported, for {which} refused. {what}{next}', {
      which:
        refused.length === 1
          ? telling('one entry is')
          : telling('{count} entries are', { count: refused.length }),
      what: shown.join(' '),
      next: more,
    }),
    { refused: refused.length, where: first.where },
  );
}
