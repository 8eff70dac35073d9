import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { createAsking } from './asking.ts';
import { createBeliefs } from './beliefs.ts';
import { cleared, cooldownOver } from './cooldown.ts';
import { createJudging } from './judging.ts';
import { createLanes } from './lanes.ts';
import { createPause } from './pause.ts';
import { notThere, refused } from './problems.ts';
import type { Answered, Prober, ProberParts, Tested } from './probing.ts';
import { createQuestions, type Question } from './questions.ts';
import { unseen } from './record.ts';
import { createRoster } from './roster.ts';
import { createRounds } from './rounds.ts';
import { served } from './served.ts';
import { policy } from './schedule.ts';
import { calmSurroundings } from './surroundings.ts';
import { createTimer } from './timer.ts';
import { createTroubles } from './troubles.ts';
import { createWaiting } from './waiting.ts';
import { createWayOut } from './way-out.ts';

/** After sleep the network needs a moment. */
const settleMs = 5_000;

/** Asks every profile on time with one timer, and keeps what it believes. See {@link Prober}. */
export function createProber(parts: ProberParts): Prober {
  const { clock, history, log, online, surroundings = calmSurroundings, neverAsks = false } = parts;
  const beliefs = createBeliefs(parts);
  const pause = createPause(history, beliefs.write);
  const lanes = createLanes();
  const way = createWayOut();
  const waiting = createWaiting();
  const timer = createTimer(clock, pump, resumed);
  const questions = createQuestions({ clock, log, ask: parts.ask, onEnd: end });
  const runs = () => started && !stopped && !neverAsks;
  const roster = createRoster({
    ...parts,
    beliefs,
    lanes,
    runs,
    onBattery: surroundings.onBattery,
    onLeave({ target: { id }, lane }) {
      questions.drop(id);
      waiting.settle(id, gone);
      if (lane.scheduled === 0) troubles.drop(lane);
    },
  });
  const rounds = createRounds({ ...parts, beliefs, roster });
  const troubles = createTroubles({ lanes, history, write: beliefs.write, now: clock.now });
  const asking = createAsking({
    clock,
    online,
    surroundings,
    lanes,
    roster,
    questions,
    way,
    runs,
    paused: () => pause.now(clock.now()),
    concurrency: parts.concurrency,
    onBegin: tellChange,
  });
  const judge = createJudging({ ...parts, beliefs, roster });
  let started = false;
  let stopped = false;
  let rested = false;
  let slow = surroundings.onBattery();
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

  function pump(): void {
    if (stopped) return;
    follow();
    timer.arm(asking.pump());
  }

  /** A rest that is over, or another pace, moves many questions at once. */
  function follow(): void {
    if (pause.isOver(clock.now())) {
      pause.end();
      tellChange();
    }
    const rests = asking.rests();
    if (rested && !rests) rounds.spreadOverdue();
    rested = rests;
    if (slow === surroundings.onBattery()) return;
    slow = !slow;
    rounds.replan();
  }

  function end({ member, askedAt, onDemand, dropped }: Question, answer: Answered | KeywatchError): void {
    if (stopped) return;
    const { target, lane } = member;
    const answered = answer instanceof KeywatchError ? null : answer;
    const opened = way.end(lane, answered, clock.now());
    const current = roster.get(target.id);
    if (current !== null && !dropped) {
      current.soon = false;
      current.notBefore = answered === null ? clock.now() + policy.closeMs : 0;
      if (answered === null) roster.plan(current);
      else {
        if (current.lane === lane) troubles.hear(lane, target, answered);
        judge(current, answered, { from: 'probe', askedAt, onDemand: onDemand || waiting.has(target.id) });
      }
      const problem = answer instanceof KeywatchError ? answer : null;
      waiting.settle(target.id, (id) => ({ id, record: record(id), problem }));
    }
    if (opened) rounds.afterOffline();
    tellChange();
    pump();
  }

  const record = (id: string) => cooldownOver(beliefs.get(id), clock.now());

  const gone = (id: string): Tested => ({ id, record: record(id), problem: notThere(id) });

  const refusal = (id: string): Tested => ({
    id,
    record: record(id),
    problem: refused(neverAsks ? telling('KEYWATCH_OFFLINE is set') : telling('Keywatch is ending')),
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

  function resumed(): void {
    if (!started || stopped) return;
    const now = clock.now();
    lanes.setBack(now);
    way.doubt(now + settleMs);
    rounds.afterSleep(settleMs);
    pump();
  }

  return {
    start() {
      if (started || stopped) return;
      started = true;
      roster.lookAtAll();
      troubles.restore();
      // Whom the process before was asking when it ended, nobody knows any more.
      if (lanes.askedAt() > 0) way.doubt(clock.now() + policy.hostGapMs);
      rested = asking.rests();
      rounds.spreadOverdue();
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
    report(id, answered, seen = {}) {
      const target = parts.profile(id);
      if (target === null || stopped) return null;
      const after = judge(roster.join(target), answered, {
        askedAt: clock.now(),
        ...seen,
        from: 'traffic',
        onDemand: false,
      });
      pump();
      return after;
    },
    served: (id) => beliefs.save(served(beliefs.get(id), clock.now())),
    clear(id) {
      beliefs.save(cleared(beliefs.get(id)));
      const member = roster.get(id);
      if (member !== null) roster.hurry(member);
      pump();
      return record(id);
    },
    renew(id) {
      questions.drop(id);
      // How often it was asked today and when it served are about the profile, not about its secret.
      const { asked, lastUsedAt } = beliefs.get(id);
      beliefs.save({ ...unseen(id), asked, lastUsedAt });
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
      if (id === undefined) rounds.replan();
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
      if (until !== null && until <= clock.now()) pause.end();
      else pause.set(until);
      tellChange();
      pump();
    },
    resume() {
      pause.end();
      tellChange();
      pump();
    },
    paused: () => pause.now(clock.now()),
    due: () => (asking.rests() ? [] : roster.due()),
    resumed,
    surroundingsChanged() {
      tellChange();
      pump();
    },
    isOnline: () => online.isOnline() && !way.isLost(),
    probing: questions.ids,
    troubles: troubles.list,
    stop() {
      stopped = true;
      timer.arm(null);
      waiting.settleAll(refusal);
    },
  };
}
