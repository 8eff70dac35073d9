import type { HistoryRow, Incident } from '../../src-shared/contract-schema.ts';
import { outcomeClass } from './outcome-class.ts';

/** Two lanes: what was said of the key, and how the way to the provider was; one may go on while the other does. */
type Lane = 'key' | 'way';
type Begins = { lane: Lane; kind: Incident['kind'] };

/** What a row begins or carries on; null for a row that is well, undefined for one that tells nothing. */
const begins: Readonly<Record<(typeof outcomeClass)[HistoryRow['outcome']], Begins | null | undefined>> = {
  proof: null,
  recognition: null,
  throttle: { lane: 'key', kind: 'cooldown' },
  billing: { lane: 'key', kind: 'cooldown' },
  accusation: { lane: 'key', kind: 'refused' },
  trouble: { lane: 'way', kind: 'trouble' },
  unreached: { lane: 'way', kind: 'unreachable' },
  silence: undefined,
};

/**
 * What went wrong and for how long, out of answers in the order they came; oldest first. `to` is when the first answer
 * told otherwise, null while none has.
 */
export function incidentsOf(rows: readonly HistoryRow[]): Incident[] {
  const found: Incident[] = [];
  const open: Partial<Record<Lane, Incident>> = {};
  const end = (lane: Lane, at: number) => {
    const incident = open[lane];
    if (incident) incident.to = at;
    delete open[lane];
  };
  for (const { at, outcome } of rows) {
    const next = begins[outcomeClass[outcome]];
    if (next === undefined) continue;
    // Whatever is said of the key was said by the provider: the way is free again.
    if (next?.lane !== 'way') end('way', at);
    if (next === null) {
      end('key', at);
      continue;
    }
    const running = open[next.lane];
    const same = running?.kind === next.kind && (next.lane === 'way' || running.outcome === outcome);
    if (same) continue;
    end(next.lane, at);
    const incident: Incident = { from: at, to: null, kind: next.kind, outcome };
    open[next.lane] = incident;
    found.push(incident);
  }
  return found;
}
