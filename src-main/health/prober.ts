import { KeywatchError } from '../../src-shared/errors.ts';
import { keysTurnedRecently } from './accuse.ts';
import { createBeliefs } from './beliefs.ts';
import { cleared, cooldownOver, tried } from './cooldown.ts';
import { createLanes, judgeLane } from './lanes.ts';
import { nextRecord } from './next-record.ts';
import { outcomeClass, speaks } from './outcome-class.ts';
import { createPause } from './pause.ts';
import { notThere, refused } from './problems.ts';
import type { Answered, Prober, ProberParts, Tested } from './probing.ts';
import { createQuestions, type Question } from './questions.ts';
import { unseen, type AnswerFrom, type HealthRecord } from './record.ts';
import { createRoster, type Member } from './roster.ts';
import { policy } from './schedule.ts';
import { createTimer } from './timer.ts';
import { keepTroubles, restoreTroubles, troublesOf } from './troubles.ts';
import { createWaiting } from './waiting.ts';

/** After sleep the network needs a moment. */
const settleMs = 5_000;
/** How often we look whether we are online again, while something is due. */
const onlineCheckMs = 60_000;

/** Asks every profile on time with one timer, and keeps what it believes. See {@link Prober}. */
export function createProber(parts: ProberParts): Prober {
  const { clock, history, log, online, neverAsks = false } = parts;
  const beliefs = createBeliefs(parts);
  const pause = createPause(history, beliefs.write);
  const lanes = createLanes();
  const questions = createQuestions({ clock, log, ask: parts.ask, onEnd: end });
  const waiting = createWaiting();
  const timer = createTimer(clock, pump, resumed);
  const roster = createRoster({
    ...parts,
    beliefs,
    lanes,
    runs: () => started && !stopped && !neverAsks,
    onLeave(id) {
      questions.drop(id);
      waiting.settle(id, gone);
    },
  });
  let started = false;
  let stopped = false;
  let blockedUntil = 0;
  let changeTold = true;

  /** Several changes in one turn are told once. */
  function tellChange(): void {
    if (!changeTold) return;
    changeTold = false;
    queueMicrotask(() => {
      changeTold = true;
      if (!stopped) parts.onChange();
    });
  }

  // ---- asking

  function pump(): void {
    if (stopped) return;
    if (pause.isOver(clock.now())) endPause();
    while (questions.size < policy.concurrency && beginNext());
    timer.arm(nextMoment());
  }

  function beginNext(): boolean {
    const wanted = lanes.firstWanted();
    const [id] = wanted?.wanted ?? [];
    if (wanted !== null && id !== undefined) {
      lanes.unwant(wanted, id);
      return begin(id, true);
    }
    const now = clock.now();
    const due = isResting() ? null : lanes.nextDue(blockedUntil);
    if (due === null || due.at > now) return false;
    if (!due.lane.loopback && !online.isOnline()) {
      blockedUntil = now + onlineCheckMs;
      return true;
    }
    const first = due.lane.queue.first();
    return first !== null && begin(first.id, false);
  }

  const isResting = () => !started || neverAsks || pause.now(clock.now()) !== null;

  function nextMoment(): number | null {
    if (!started || neverAsks || questions.size >= policy.concurrency) return null;
    const rest = pause.now(clock.now());
    const next = lanes.nextDue(blockedUntil);
    if (rest === null || next === null) return next?.at ?? null;
    return rest.until;
  }

  function begin(id: string, onDemand: boolean): boolean {
    const member = roster.get(id);
    if (member === null) return false;
    questions.put(member, onDemand);
    tellChange();
    return true;
  }

  function end({ member, askedAt, onDemand, dropped }: Question, answer: Answered | KeywatchError): void {
    if (stopped) return;
    const { id } = member.target;
    const current = roster.get(id);
    if (current !== null && !dropped) settle(current, answer, askedAt, onDemand || waiting.has(id));
    tellChange();
    pump();
  }

  function settle(
    member: Member,
    answer: Answered | KeywatchError,
    askedAt: number,
    onDemand: boolean,
  ): void {
    const { id, provider } = member.target;
    const now = clock.now();
    member.soon = false;
    if (answer instanceof KeywatchError) {
      member.notBefore = now + policy.closeMs;
      roster.plan(member);
      waiting.settle(id, () => ({ id, record: record(id), problem: answer }));
      return;
    }
    member.notBefore = 0;
    if (judgeLane(member.lane, answer, provider.id, now)) keepTroubles(lanes, history, beliefs.write);
    take(member, answer, { from: 'probe', askedAt, onDemand });
    waiting.settle(id, () => ({ id, record: record(id), problem: null }));
  }

  function take(
    member: Member,
    answered: Answered,
    { from, askedAt, onDemand }: { from: AnswerFrom; askedAt: number; onDemand: boolean },
  ): HealthRecord {
    const { target, lane } = member;
    const now = clock.now();
    const known = beliefs.get(target.id);
    const before = onDemand && speaks(answered.outcome) ? tried(known, now) : known;
    const accusation = outcomeClass[answered.outcome] === 'accusation';
    const judged = nextRecord(before, answered, {
      now,
      askedAt,
      from,
      provider: target.provider,
      expiresAt: target.expiresAt,
      confirmAfterMs: (lane.loopback ? parts.confirmAfterMs : undefined) ?? policy.confirmAfterMs,
      keysTurnedRecently: accusation ? keysTurnedRecently(roster.othersOf(target), now) : 0,
      secretChangedAt: target.secretChangedAt ?? null,
    });
    // The moment of the next question is drawn anew after each answer.
    beliefs.set({ ...judged, nextProbeAt: null });
    roster.plan(member);
    const after = beliefs.get(target.id);
    beliefs.keep(after, answered);
    try {
      parts.onAnswer(after, cooldownOver(known, now));
    } catch (error) {
      log.error('an answer was kept but not told', { profile: target.id, error: String(error) });
    }
    return after;
  }

  // ---- the face

  const record = (id: string) => cooldownOver(beliefs.get(id), clock.now());

  const gone = (id: string): Tested => ({ id, record: record(id), problem: notThere(id) });

  const refusal = (id: string): Tested => ({
    id,
    record: record(id),
    problem: refused(neverAsks ? 'KEYWATCH_OFFLINE is set' : 'Keywatch is ending'),
  });

  function testOne(id: string): Promise<Tested> {
    const target = parts.profile(id);
    if (target === null) return Promise.resolve(gone(id));
    const member = roster.join(target);
    roster.plan(member);
    const { lastAnswer } = beliefs.get(id);
    const age = lastAnswer === null ? policy.demandGapMs : clock.now() - lastAnswer.at;
    if (!member.lane.loopback && !questions.isAbout(id) && age >= 0 && age < policy.demandGapMs) {
      return Promise.resolve({ id, record: record(id), problem: null });
    }
    const tested = waiting.wait(id);
    if (!questions.isAbout(id)) lanes.want(member.lane, id);
    return tested;
  }

  function endPause(): void {
    pause.end();
    roster.spreadOverdue();
    tellChange();
  }

  function resumed(): void {
    if (!started || stopped) return;
    const now = clock.now();
    blockedUntil = now + settleMs;
    for (const lane of lanes.all()) {
      // A clock that was set back must not leave moments that only the old time would reach.
      lane.askedAt = Math.min(lane.askedAt, now);
      if (lane.trouble !== null) lane.trouble.until = Math.min(lane.trouble.until, now + policy.farthestMs);
    }
    roster.round(settleMs);
    pump();
  }

  return {
    start() {
      if (started || stopped) return;
      started = true;
      roster.lookAtAll();
      restoreTroubles(history, lanes.named);
      roster.spreadOverdue();
      pump();
    },
    record,
    testNow(ids) {
      const wanted = ids ?? [...parts.profiles()].filter(({ scheduled }) => scheduled).map(({ id }) => id);
      if (neverAsks || stopped) return Promise.resolve(wanted.map(refusal));
      const tested = Promise.all([...new Set(wanted)].map(testOne));
      pump();
      return tested;
    },
    report(id, answered) {
      const target = parts.profile(id);
      if (target === null || stopped) return null;
      const after = take(roster.join(target), answered, {
        from: 'traffic',
        askedAt: clock.now(),
        onDemand: false,
      });
      pump();
      return after;
    },
    clear(id) {
      beliefs.save(cleared(beliefs.get(id)));
      const member = roster.get(id);
      if (member !== null) roster.hurry(member);
      pump();
      return record(id);
    },
    renew(id) {
      questions.drop(id);
      beliefs.save(unseen(id));
      const member = roster.get(id);
      if (member !== null) {
        roster.plan(member);
        // Whoever waits for the answer that was dropped waits for the next one.
        if (waiting.has(id)) lanes.want(member.lane, id);
      }
      pump();
    },
    changed(id) {
      const target = id === undefined ? null : parts.profile(id);
      if (id === undefined) roster.lookAtAll();
      else if (target === null) roster.leave(id);
      else roster.plan(roster.join(target));
      pump();
    },
    forget(id) {
      roster.leave(id);
      beliefs.forget(id);
      pump();
    },
    pause(until) {
      if (until !== null && until <= clock.now()) endPause();
      else pause.set(until);
      tellChange();
      pump();
    },
    resume() {
      endPause();
      pump();
    },
    paused: () => pause.now(clock.now()),
    resumed,
    probing: questions.ids,
    troubles: () => troublesOf(lanes),
    stop() {
      stopped = true;
      timer.arm(null);
      waiting.settleAll(refusal);
    },
  };
}
