import type { Clock, Online } from '../ports.ts';
import type { Lane } from './lane.ts';
import type { Lanes } from './lanes.ts';
import type { Questions } from './questions.ts';
import type { Roster } from './roster.ts';
import { outwardGapMs, policy } from './schedule.ts';
import type { Surroundings } from './surroundings.ts';
import type { WayOut } from './way-out.ts';

/** Who is asked next, and when to look again. */
export interface Asking {
  /** Puts every question that may be put now; gives the moment to look again, null when there is none. Epoch ms. */
  pump(): number | null;
  /** Whether nobody is asked on schedule for now: by a person's wish, or by the machine's. */
  rests(): boolean;
}

export function createAsking(parts: {
  clock: Clock;
  online: Online;
  surroundings: Surroundings;
  lanes: Lanes;
  roster: Roster;
  questions: Questions;
  way: WayOut;
  /** Whether anybody is asked on schedule at all. */
  runs(): boolean;
  paused(): { until: number | null } | null;
  /** How many are asked at once; without it, as many as the policy says. */
  concurrency: number | undefined;
  onBegin(): void;
}): Asking {
  const { clock, lanes, questions, roster, surroundings, way, concurrency = policy.concurrency } = parts;

  const restNow = () => parts.paused() ?? surroundings.rest();

  /** What leaves this machine does so one after the other, and not where it costs or leads nowhere. Epoch ms. */
  function outwardAt(): number {
    if (surroundings.isMetered()) return Number.POSITIVE_INFINITY;
    return Math.max(way.opensAt(), lanes.askedAt() + outwardGapMs(roster.size));
  }

  function begin(lane: Lane, id: string, onDemand: boolean): boolean {
    const member = roster.get(id);
    if (member === null) return false;
    if (!onDemand && !lane.loopback) way.begin(lane);
    questions.put(member, onDemand);
    parts.onBegin();
    return true;
  }

  /** False when there is nothing to do for now. */
  function beginNext(): boolean {
    const wanted = lanes.firstWanted();
    const [id] = wanted?.wanted ?? [];
    if (wanted !== null && id !== undefined) {
      lanes.unwant(wanted, id);
      return begin(wanted, id, true);
    }
    const now = clock.now();
    const due = parts.runs() && restNow() === null ? lanes.nextDue(outwardAt()) : null;
    if (due === null || due.at > now) return false;
    if (!due.lane.loopback && !parts.online.isOnline()) {
      way.close(now);
      return true;
    }
    const first = due.lane.firstDue();
    return first !== null && begin(due.lane, first, false);
  }

  return {
    pump() {
      while (questions.size < concurrency && beginNext());
      if (!parts.runs() || questions.size >= concurrency) return null;
      const next = lanes.nextDue(outwardAt())?.at ?? null;
      const rest = restNow();
      return rest === null || next === null ? next : rest.until;
    },
    rests: () => restNow() !== null || surroundings.isMetered(),
  };
}
