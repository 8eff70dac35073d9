import type { Clock } from '../ports.ts';
import type { Beliefs } from './beliefs.ts';
import { cooldownOver } from './cooldown.ts';
import type { Lane } from './lane.ts';
import { outcomeClass } from './outcome-class.ts';
import type { Member, Roster } from './roster.ts';
import { policy } from './schedule.ts';

/** A round is spread: 1.5 s a key, to half an hour, and longer where one host has many keys. */
const roundStepMs = 1_500;
const longestRoundMs = 30 * 60_000;
/** A round leaves out keys that were asked about within this. */
const freshMs = 5 * 60_000;

/** Questions that would all come at once, spread over a time that grows with their number. */
export interface Rounds {
  /** Everything overdue: after a start, a pause, a lock. */
  spreadOverdue(): void;
  /** All profiles anew; those that are overdue only now are spread. */
  replan(): void;
  /** After sleep: everything overdue, and every calm key that was not asked about a moment ago, after a wait. */
  afterSleep(waitMs: number): void;
  /** The network is back: everything overdue, and every key that nobody could be reached for. */
  afterOffline(): void;
}

export function createRounds(parts: {
  clock: Clock;
  jitter: () => number;
  beliefs: Beliefs;
  roster: Roster;
}): Rounds {
  const { clock, jitter, beliefs, roster } = parts;

  /** At each host no faster than it may be asked. `soon`: whatever the schedule says. */
  function spread(some: readonly Member[], waitMs: number, soon: boolean): void {
    const now = clock.now();
    const inLane = new Map<Lane, number>();
    for (const { lane } of some) inLane.set(lane, (inLane.get(lane) ?? 0) + 1);
    const round = Math.min(some.length * roundStepMs, longestRoundMs);
    for (const member of some) {
      const gaps = member.lane.loopback ? 0 : ((inLane.get(member.lane) ?? 1) - 1) * policy.hostGapMs;
      member.notBefore = Math.round(now + waitMs + jitter() * Math.max(round, gaps));
      member.soon ||= soon;
      roster.plan(member);
    }
  }

  function overdue(): Member[] {
    const now = clock.now();
    return [...roster.all()].filter(({ lane, target }) => (lane.dueAt(target.id) ?? now + 1) <= now);
  }

  /** May be asked before its time: healthy or not known, and not asked about within `sinceMs`. */
  function isCalm({ target, lane }: Member, sinceMs: number): boolean {
    const now = clock.now();
    const { state, confirming, lastAnswer } = cooldownOver(beliefs.get(target.id), now);
    const calm = (state === 'healthy' || state === 'unknown') && confirming === null;
    const age = now - Math.min(lastAnswer?.at ?? 0, now);
    const fresh = age < Math.max(sinceMs, target.provider.minIntervalMs ?? 0);
    return calm && !fresh && lane.dueAt(target.id) !== null;
  }

  function wasUnreached({ target }: Member): boolean {
    const { lastAnswer } = beliefs.get(target.id);
    return lastAnswer !== null && outcomeClass[lastAnswer.outcome] === 'unreached';
  }

  return {
    spreadOverdue: () => spread(overdue(), 0, false),
    replan() {
      const before = new Set(overdue().map(({ target }) => target.id));
      roster.lookAtAll();
      spread(
        overdue().filter(({ target }) => !before.has(target.id)),
        0,
        false,
      );
    },
    afterSleep(waitMs) {
      for (const member of roster.all()) member.notBefore = 0;
      roster.lookAtAll();
      const due = new Set(overdue());
      for (const member of roster.all()) if (isCalm(member, freshMs)) due.add(member);
      spread([...due], waitMs, true);
    },
    afterOffline() {
      const late = new Set(overdue());
      spread([...late], 0, false);
      spread(
        [...roster.all()].filter((member) => !late.has(member) && wasUnreached(member) && isCalm(member, 0)),
        0,
        true,
      );
    },
  };
}
