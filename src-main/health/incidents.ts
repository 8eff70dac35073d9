import type { HistoryRow, Incident } from '../../src-shared/contract-schema.ts';
import { outcomeClass } from './outcome-class.ts';

/** Two lanes: what was said of the key, and how the way to the provider was; one may go on while the other does. */
type Lane = 'key' | 'way';

/** What an answer says about incidents, beside when it came. */
export type Telling = Pick<HistoryRow, 'at' | 'outcome' | 'message'> & { host?: string | null };
type Running = Pick<Incident, 'kind' | 'outcome'>;

const laneOf = {
  cooldown: 'key',
  refused: 'key',
  trouble: 'way',
  unreachable: 'way',
} as const satisfies Record<Incident['kind'], Lane>;

/** What a row begins or carries on; null for a row that is well, undefined for one that tells nothing. */
const begins: Readonly<
  Record<(typeof outcomeClass)[HistoryRow['outcome']], Incident['kind'] | null | undefined>
> = {
  proof: null,
  recognition: null,
  throttle: 'cooldown',
  billing: 'cooldown',
  accusation: 'refused',
  trouble: 'trouble',
  unreached: 'unreachable',
  silence: undefined,
};

/** Which of the incidents that are going on end with an answer, and the one that it begins. */
export function turnOf<Open extends Running>(
  running: readonly Open[],
  { at, outcome, message, host = null }: Telling,
): { ended: Open[]; begun: Incident | null } {
  const kind = begins[outcomeClass[outcome]];
  if (kind === undefined) return { ended: [], begun: null };
  if (kind === null) return { ended: [...running], begun: null };
  const lane = laneOf[kind];
  const goesOn = (each: Open) => each.kind === kind && (lane === 'way' || each.outcome === outcome);
  // Whatever is said of the key was said by the provider: the way is free again.
  const ended = running.filter((each) => !goesOn(each) && (laneOf[each.kind] === lane || lane === 'key'));
  const begun = running.some(goesOn) ? null : { from: at, to: null, kind, outcome, message, host };
  return { ended, begun };
}

/** An incident is never over before it began, even where the clock was set back meanwhile. */
export function endOf(incident: Pick<Incident, 'from'>, at: number): number {
  return Math.max(incident.from, at);
}

/**
 * What went wrong and for how long, out of answers in the order they came; oldest first. `to` is when the first answer
 * told otherwise, null while none has.
 */
export function incidentsOf(rows: readonly Telling[]): Incident[] {
  const found: Incident[] = [];
  for (const row of rows) {
    const { ended, begun } = turnOf(
      found.filter(({ to }) => to === null),
      row,
    );
    for (const incident of ended) incident.to = endOf(incident, row.at);
    if (begun) found.push(begun);
  }
  return found;
}
