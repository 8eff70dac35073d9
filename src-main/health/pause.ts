import type { History } from './history.ts';

const note = 'paused';

export interface Pause {
  /** Until when nobody is asked on schedule (`until: null`: until a person says so); null when it runs. */
  now(now: number): { until: number | null } | null;
  /** Whether one has just run out and is still noted. */
  isOver(now: number): boolean;
  set(until: number | null): void;
  end(): void;
}

function isPause(value: unknown): value is { until: number | null } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'until' in value &&
    (value.until === null || typeof value.until === 'number')
  );
}

/** A pause that outlives the process. `write` keeps a note as well as it can. */
export function createPause(history: History, write: (act: () => void) => void): Pause {
  const kept = history.note(note);
  let pause = isPause(kept) ? kept : null;
  const set = (value: typeof pause) => {
    pause = value;
    write(() => history.setNote(note, value));
  };
  const rests = (now: number) => pause !== null && (pause.until === null || pause.until > now);
  return {
    now: (now) => (rests(now) ? pause : null),
    isOver: (now) => pause !== null && !rests(now),
    set: (until) => set({ until }),
    end: () => {
      if (pause !== null) set(null);
    },
  };
}
