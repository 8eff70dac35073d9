import type { Difference } from '../../src-shared/contract-keeping.ts';
import type { CallParts } from '../profiles/calls.ts';

/** Changes after which what was believed of a key says nothing about it any more. */
const unsettling: ReadonlySet<string> = new Set(['secret', 'reference', 'baseUrl', 'kind', 'config', 'api']);

/** What is believed follows what was written: many profiles came, went or changed at once. */
export function settle(
  { added, changed, removed }: Difference,
  { prober, linked, lookAgain }: Pick<CallParts, 'prober' | 'linked' | 'lookAgain'>,
): void {
  for (const { id } of [...added, ...removed]) {
    linked.delete(id);
    prober.forget(id);
  }
  for (const { id, fields } of changed) {
    if (!fields.some(({ field }) => unsettling.has(field))) continue;
    linked.delete(id);
    prober.renew(id);
  }
  prober.changed();
  lookAgain();
}
