import { listed, listedWithAnd } from '../../src-shared/list.ts';
import { say } from '../../src-shared/say.ts';
import { shortName } from '../../src-shared/wording.ts';

/** Keys of one provider that change within this tell of one incident (D-B12). */
const togetherMs = 10 * 60_000;

/** Splits what happened, by provider, into incidents: each begins with its first and lasts ten minutes. Epoch ms. */
export function incidentsOf<E extends { at: number; provider: string }>(events: readonly E[]): E[][] {
  const incidents: E[][] = [];
  for (const own of Map.groupBy(events, ({ provider }) => provider).values()) {
    let current: E[] = [];
    for (const event of own.toSorted((a, b) => a.at - b.at)) {
      const [first] = current;
      if (first === undefined || event.at - first.at > togetherMs) incidents.push((current = []));
      current.push(event);
    }
  }
  return incidents;
}

/** "Work and Home", "Work, Home and 3 more" */
export function namesOf(names: readonly string[]): string {
  const short = names.map((name) => shortName(name));
  if (short.length <= 3) return listedWithAnd(short);
  return say('{some} and {count} more', { some: listed(short.slice(0, 2)), count: short.length - 2 });
}
