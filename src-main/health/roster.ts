import type { Beliefs } from './beliefs.ts';
import { cooldownOver } from './cooldown.ts';
import type { Lane, Lanes } from './lanes.ts';
import type { ProberParts, ProbeTarget } from './probing.ts';
import type { HealthRecord } from './record.ts';
import { nextProbeAt, policy } from './schedule.ts';

/** A round is spread: 1.5 s a key, to half an hour, and longer where one host has many keys. */
const roundStepMs = 1_500;
const longestRoundMs = 30 * 60_000;
/** A round leaves out keys that were asked about within this. */
const freshMs = 5 * 60_000;

/** A profile the prober knows, and the lane it is asked in. */
export interface Member {
  readonly target: ProbeTarget;
  readonly lane: Lane;
  /** Not asked on schedule before; spreads rounds and spaces questions that could not be put. Epoch ms. */
  notBefore: number;
  /** Asked at `notBefore`, whatever the schedule. */
  soon: boolean;
}

/** Who is asked, and when. */
export interface Roster {
  get(id: string): Member | null;
  join(target: ProbeTarget): Member;
  leave(id: string): void;
  /** Puts a profile where it belongs in its lane; a moment that still fits what we know now is kept. */
  plan(member: Member): void;
  /** Asks for it as soon as its host allows. */
  hurry(member: Member): void;
  /** All profiles anew: those that came, went or changed. */
  lookAtAll(): void;
  /** Spreads questions that would all come at once. */
  spreadOverdue(): void;
  /** After sleep: everything overdue, and every calm key that was not asked about a moment ago, after a wait. */
  round(waitMs: number): void;
  /** What is believed of the same provider's other keys. */
  othersOf(target: ProbeTarget): Iterable<HealthRecord>;
}

export interface RosterParts extends Pick<ProberParts, 'clock' | 'jitter' | 'probeIntervalMs' | 'profiles'> {
  beliefs: Beliefs;
  lanes: Lanes;
  /** Whether anybody is asked on schedule at all. */
  runs(): boolean;
  onLeave(id: string): void;
}

export function createRoster(parts: RosterParts): Roster {
  const { clock, jitter, beliefs, lanes } = parts;
  const members = new Map<string, Member>();

  const isScheduled = ({ target }: Member) => parts.runs() && target.scheduled;

  function join(target: ProbeTarget): Member {
    const { id } = target;
    const lane = lanes.of(target);
    const known = members.get(id);
    if (known !== undefined && known.lane !== lane) move(id, known.lane, lane);
    const member: Member = { notBefore: 0, soon: false, ...known, target, lane };
    members.set(id, member);
    const { lastAnswer } = beliefs.get(id);
    if (lastAnswer !== null && lastAnswer.host === target.host) {
      lane.askedAt = Math.max(lane.askedAt, Math.min(lastAnswer.at, clock.now()));
    }
    // Counted among the lane's keys from now on; `plan` gives the moment.
    if (isScheduled(member) && lane.queue.at(id) === null) lane.queue.set(id, Number.POSITIVE_INFINITY);
    return member;
  }

  function move(id: string, from: Lane, to: Lane): void {
    from.queue.delete(id);
    if (!from.wanted.has(id)) return;
    lanes.unwant(from, id);
    lanes.want(to, id);
  }

  function leave(id: string): void {
    const member = members.get(id);
    if (member === undefined) return;
    member.lane.queue.delete(id);
    lanes.unwant(member.lane, id);
    if (member.lane.queue.size === 0) member.lane.trouble = null;
    members.delete(id);
    parts.onLeave(id);
  }

  function plan(member: Member): void {
    const { id } = member.target;
    const record = beliefs.get(id);
    const at = isScheduled(member) ? plannedAt(member, record) : null;
    if (at === null) member.lane.queue.delete(id);
    else member.lane.queue.set(id, at);
    if (record.nextProbeAt !== at) beliefs.set({ ...record, nextProbeAt: at });
  }

  function plannedAt(member: Member, record: HealthRecord): number | null {
    if (member.soon) return member.notBefore;
    const earliest = scheduledAt(member, record, 0);
    const latest = scheduledAt(member, record, 1);
    if (earliest === null || latest === null) return null;
    const current = record.nextProbeAt;
    // The span of one that was never asked begins now, whenever that is: it must not be put off again and again.
    const fits = current !== null && current <= latest && (current >= earliest || record.lastAnswer === null);
    const at = fits ? current : (scheduledAt(member, record, jitter()) ?? latest);
    return Math.max(at, member.notBefore);
  }

  function scheduledAt({ target, lane }: Member, record: HealthRecord, part: number): number | null {
    return nextProbeAt(record, {
      now: clock.now(),
      expiresAt: target.expiresAt,
      settings: { probeIntervalMs: parts.probeIntervalMs() },
      provider: target.provider,
      jitter: part,
      keysOnHost: lane.queue.size,
      loopback: lane.loopback,
    });
  }

  function lookAtAll(): void {
    const targets = [...parts.profiles()];
    const ids = new Set(targets.map(({ id }) => id));
    for (const id of members.keys()) if (!ids.has(id)) leave(id);
    for (const target of targets) join(target);
    for (const member of members.values()) plan(member);
  }

  /** Over a time that grows with their number, and at each host no faster than it may be asked. */
  function spread(some: readonly Member[], waitMs: number, soon: boolean): void {
    const now = clock.now();
    const inLane = new Map<Lane, number>();
    for (const { lane } of some) inLane.set(lane, (inLane.get(lane) ?? 0) + 1);
    const round = Math.min(some.length * roundStepMs, longestRoundMs);
    for (const member of some) {
      const gaps = member.lane.loopback ? 0 : ((inLane.get(member.lane) ?? 1) - 1) * policy.hostGapMs;
      member.notBefore = Math.round(now + waitMs + jitter() * Math.max(round, gaps));
      member.soon ||= soon;
      plan(member);
    }
  }

  function overdue(): Member[] {
    const now = clock.now();
    return [...members.values()].filter(({ lane, target }) => (lane.queue.at(target.id) ?? now + 1) <= now);
  }

  /** Worth a look after sleep: healthy or not known, and not asked about a moment ago. */
  function isRoundDue({ target, lane }: Member): boolean {
    const now = clock.now();
    const { state, confirming, lastAnswer } = cooldownOver(beliefs.get(target.id), now);
    const calm = (state === 'healthy' || state === 'unknown') && confirming === null;
    const age = now - Math.min(lastAnswer?.at ?? 0, now);
    const fresh = age < Math.max(freshMs, target.provider.minIntervalMs ?? 0);
    return calm && !fresh && lane.queue.at(target.id) !== null;
  }

  return {
    get: (id) => members.get(id) ?? null,
    join,
    leave,
    plan,
    hurry(member) {
      member.soon = true;
      member.notBefore = clock.now();
      plan(member);
    },
    lookAtAll,
    spreadOverdue: () => spread(overdue(), 0, false),
    round(waitMs) {
      for (const member of members.values()) member.notBefore = 0;
      lookAtAll();
      const due = new Set(overdue());
      for (const member of members.values()) if (isRoundDue(member)) due.add(member);
      spread([...due], waitMs, true);
    },
    *othersOf({ id, provider }) {
      for (const { target } of members.values()) {
        if (target.id !== id && target.provider.id === provider.id) yield beliefs.get(target.id);
      }
    },
  };
}
