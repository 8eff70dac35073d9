import type { Clock, Log } from '../ports.ts';
import { keysTurnedRecently } from './accuse.ts';
import type { Beliefs } from './beliefs.ts';
import { withQuestion } from './budget.ts';
import { cooldownOver, tried } from './cooldown.ts';
import { nextRecord } from './next-record.ts';
import { outcomeClass, speaks } from './outcome-class.ts';
import type { Answered, ProberParts } from './probing.ts';
import type { AnswerFrom, HealthRecord } from './record.ts';
import type { Member, Roster } from './roster.ts';
import { policy } from './schedule.ts';
import { served } from './served.ts';
import { foundNoWay } from './way-out.ts';

/** Where an answer comes from. */
export interface Origin {
  from: AnswerFrom;
  /** When the question was put; epoch ms. */
  askedAt: number;
  /** A person wished for it. */
  onDemand: boolean;
  /** Which program's traffic it was, as that program says. */
  program?: string | null;
  /** Which model that traffic worked with, as far as it says. */
  model?: string | null;
  /** False for traffic that asked for a list or an account: like a probe's, its answer binds no work (D-B10). */
  atWork?: boolean;
}

/** Takes an answer in: what we believe since is kept, planned by, and told. */
export function createJudging(
  parts: {
    clock: Clock;
    log: Log;
    beliefs: Beliefs;
    roster: Roster;
  } & Pick<ProberParts, 'confirmAfterMs' | 'onAnswer'>,
): (member: Member, answered: Answered, origin: Origin) => HealthRecord {
  const { clock, log, beliefs, roster } = parts;

  /** With the question counted: one that found no way to anybody asked nobody, and traffic at work is use. */
  function counted(id: string, answered: Answered, { from, askedAt, atWork }: Origin): HealthRecord {
    const known = beliefs.get(id);
    if (foundNoWay(answered)) return known;
    if (from === 'traffic') return atWork === false ? known : served(known, askedAt);
    return { ...known, asked: withQuestion(known.asked, askedAt) };
  }

  return (member, answered, origin) => {
    const { target, lane } = member;
    const now = clock.now();
    const known = counted(target.id, answered, origin);
    const before = origin.onDemand && speaks(answered.outcome) ? tried(known, now) : known;
    const accusation = outcomeClass[answered.outcome] === 'accusation';
    const judged = nextRecord(before, answered, {
      now,
      askedAt: origin.askedAt,
      from: origin.atWork === false ? 'probe' : origin.from,
      model: origin.model ?? null,
      provider: target.provider,
      expiresAt: target.expiresAt,
      confirmAfterMs: (lane.loopback ? parts.confirmAfterMs : undefined) ?? policy.confirmAfterMs,
      keysTurnedRecently: accusation ? keysTurnedRecently(roster.othersOf(member), now) : 0,
      secretChangedAt: target.secretChangedAt ?? null,
    });
    // The moment of the next question is drawn anew after each answer.
    beliefs.set({ ...judged, nextProbeAt: null });
    roster.plan(member);
    const after = beliefs.get(target.id);
    beliefs.keep(after, answered, origin);
    try {
      parts.onAnswer(after, cooldownOver(known, now), origin.from);
    } catch (error) {
      log.error('an answer was kept but not told', { profile: target.id, error: String(error) });
    }
    return after;
  };
}
