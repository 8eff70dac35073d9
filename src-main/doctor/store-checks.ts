import type { Profile } from '../../src-shared/contract-schema.ts';
import { isInStore, parseReference, type StoreReference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { troubleOf } from '../secret-stores/trouble.ts';
import type { Found } from './circumstances.ts';

interface Linked {
  id: string;
  reference: StoreReference;
}

function linkedInStores(profiles: readonly Profile[]): Linked[] {
  return profiles.flatMap(({ id, enabled, damaged, reference: text }) => {
    const reference = text === null || !enabled || damaged ? null : parseReference(text);
    return reference !== null && isInStore(reference) ? [{ id, reference }] : [];
  });
}

/** So many profiles are named. */
const shown = 5;

/** What speaks against one secret alone, and not against its store. */
const ofOneAlone: ReadonlySet<string> = new Set(['missing', 'denied', 'unusable']);

/**
 * The stores that profiles' references lead to and that do not give what is asked: each told once, and what it lacks by
 * profile. `look` reads one, or where that might ask a person looks whether it could be read.
 */
export async function storeFindings(
  profiles: readonly Profile[],
  look: (reference: StoreReference) => Promise<void>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const linked of Map.groupBy(linkedInStores(profiles), ({ reference }) => reference.from).values())
    for (const { id, reference } of linked) {
      const trouble = await look(reference).then(
        () => null,
        (error: unknown) => {
          const told = troubleOf(error);
          if (told === null) throw error;
          return told;
        },
      );
      if (trouble === null) continue;
      const isOne = ofOneAlone.has(trouble.trouble);
      found.push({
        id: 'store_silent',
        severity: isOne ? 'warn' : 'bad',
        what: isOne
          ? telling('{id} lies in a store: {what}.', { id, what: trouble.what })
          : telling('{what} (for {profiles}).', {
              what: trouble.what,
              profiles: linked
                .slice(0, shown)
                .map((each) => each.id)
                .join(', '),
            }),
        where: isOne ? id : null,
        remedy: trouble.remedy,
      });
      if (!isOne) break;
    }
  return found;
}
