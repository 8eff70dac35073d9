import type { History } from './history.ts';
import type { Lane, LaneTrouble } from './lane.ts';
import type { Lanes } from './lanes.ts';
import { outcomeClass } from './outcome-class.ts';
import type { Answered, ProbeTarget, Trouble } from './probing.ts';
import { policy, troubleStepMs } from './schedule.ts';

const note = 'troubles';
/** Keys that answer alike within this are one trouble. Milliseconds. */
const alikeMs = 60_000;

/** When a key was first and last answered badly, while nobody there was answered well. Epoch ms. */
interface Unwell {
  firstAt: number;
  lastAt: number;
}

/** Which hosts are unwell: one incident for all their keys, recognised when it is not one key's own. */
export interface Troubles {
  /** Takes in how a probe's answer speaks of the host. */
  hear(lane: Lane, target: ProbeTarget, answered: Answered): void;
  /** Nobody is asked there any more. */
  drop(lane: Lane): void;
  /** Those of the process before, where profiles still go there. */
  restore(): void;
  /** As the header tells them. */
  list(): Trouble[];
}

export function createTroubles(parts: {
  lanes: Lanes;
  history: History;
  write: (act: () => void) => void;
  now: () => number;
}): Troubles {
  const { lanes, history, write, now } = parts;
  const unwell = new Map<Lane, Map<string, Unwell>>();
  const troubled = new Set<Lane>();

  function set(lane: Lane, trouble: LaneTrouble | null): void {
    if (trouble === null && lane.trouble === null) return;
    lane.setTrouble(trouble);
    if (trouble === null) troubled.delete(lane);
    else troubled.add(lane);
    write(() =>
      history.setNote(note, Object.fromEntries([...troubled].map((one) => [one.key, one.trouble]))),
    );
  }

  function drop(lane: Lane): void {
    unwell.delete(lane);
    set(lane, null);
  }

  return {
    hear(lane, { id, provider }, answered) {
      const kind = outcomeClass[answered.outcome];
      if (kind === 'unreached') return;
      if (kind !== 'trouble') return drop(lane);
      const at = now();
      const keys = unwell.get(lane) ?? new Map<string, Unwell>();
      unwell.set(lane, keys.set(id, { firstAt: keys.get(id)?.firstAt ?? at, lastAt: at }));
      const since = lane.trouble?.since ?? beganAt(keys, lane.ids.size, at);
      if (since === null) return;
      const stated = Math.min(answered.retryAt ?? 0, at + policy.farthestMs);
      set(lane, {
        provider: lane.trouble?.provider ?? provider.id,
        host: lane.trouble === null ? otherHost(lane, provider) : lane.trouble.host,
        since,
        seenAt: at,
        until: Math.max(at + troubleStepMs(at - since), stated),
      });
    },
    drop,
    restore() {
      const kept = history.note(note);
      if (typeof kept !== 'object' || kept === null) return;
      for (const [key, trouble] of Object.entries(kept)) {
        const lane = lanes.named(key);
        if (lane === null || !isTrouble(trouble)) continue;
        lane.setTrouble(trouble);
        troubled.add(lane);
      }
    },
    list: () =>
      [...troubled].flatMap(({ trouble, ids }) =>
        trouble === null ? [] : [{ ...trouble, profiles: [...ids] }],
      ),
  };
}

/** A provider whose profiles bring their own hosts is not to blame as a whole. */
function otherHost({ host }: Lane, { baseUrl }: ProbeTarget['provider']): string | null {
  return baseUrl !== null && URL.parse(baseUrl)?.host === host ? null : host;
}

/**
 * Since when a host is in trouble: two of its keys, or at least half of those that are asked there, were answered badly
 * within a minute. Null where it may be one key's own.
 */
function beganAt(keys: ReadonlyMap<string, Unwell>, asked: number, now: number): number | null {
  const alike = [...keys.values()].filter(({ lastAt }) => now - lastAt <= alikeMs);
  if (alike.length < 2 && 2 * alike.length < asked) return null;
  return Math.min(...alike.map(({ firstAt }) => firstAt));
}

function isTrouble(value: unknown): value is LaneTrouble {
  return (
    typeof value === 'object' &&
    value !== null &&
    'provider' in value &&
    typeof value.provider === 'string' &&
    'host' in value &&
    (value.host === null || typeof value.host === 'string') &&
    ['since', 'seenAt', 'until'].every((name) => Number.isFinite(Reflect.get(value, name)))
  );
}
