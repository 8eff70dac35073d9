import type { History } from './history.ts';
import type { Lane, Lanes } from './lanes.ts';
import type { Trouble } from './probing.ts';

const note = 'troubles';

type LaneTrouble = NonNullable<Lane['trouble']>;

/** Keeps which lanes are unwell, so that a restart does not ask them all at once. */
export function keepTroubles(lanes: Lanes, history: History, write: (act: () => void) => void): void {
  const troubles = Object.fromEntries(
    [...lanes.all()].flatMap(({ key, trouble }) => (trouble === null ? [] : [[key, trouble]])),
  );
  write(() => history.setNote(note, troubles));
}

/** The troubles of the process before; `laneNamed` gives the lane, where profiles still use it. */
export function restoreTroubles(history: History, laneNamed: (key: string) => Lane | null): void {
  const kept = history.note(note);
  if (typeof kept !== 'object' || kept === null) return;
  for (const [key, trouble] of Object.entries(kept)) {
    const lane = laneNamed(key);
    if (lane !== null && isTrouble(trouble)) lane.trouble = trouble;
  }
}

function isTrouble(value: unknown): value is LaneTrouble {
  return (
    typeof value === 'object' &&
    value !== null &&
    'provider' in value &&
    typeof value.provider === 'string' &&
    ['since', 'until', 'answers'].every((name) => Number.isFinite(Reflect.get(value, name)))
  );
}

/** The troubles of now, as the header tells them. */
export function troublesOf(lanes: Lanes): Trouble[] {
  return [...lanes.all()].flatMap(({ trouble }) =>
    trouble === null ? [] : [{ provider: trouble.provider, since: trouble.since, until: trouble.until }],
  );
}
