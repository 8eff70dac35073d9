import type { Beliefs } from './beliefs.ts';
import type { Lane } from './lane.ts';
import type { Lanes } from './lanes.ts';
import type { ProberParts, ProbeTarget } from './probing.ts';
import type { HealthRecord } from './record.ts';
import { affordableAt, nextProbeAt, paceOf, policy, type ScheduleContext } from './schedule.ts';

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
  readonly size: number;
  get(id: string): Member | null;
  all(): Iterable<Member>;
  join(target: ProbeTarget): Member;
  leave(id: string): void;
  /** Puts a profile where it belongs in its lane; a moment that still fits what we know now is kept. */
  plan(member: Member): void;
  /** Asks for it as soon as its host allows. */
  hurry(member: Member): void;
  /** All profiles anew: those that came, went or changed. */
  lookAtAll(): void;
  /** Whose turn it is by the schedule, where nobody keeps it; one that was never asked waits no longer. */
  due(): string[];
  /** What is believed of the same provider's other keys at the same host. */
  othersOf(member: Member): Iterable<HealthRecord>;
}

export interface RosterParts extends Pick<
  ProberParts,
  'clock' | 'jitter' | 'probeIntervalMs' | 'probesPerDay' | 'profiles'
> {
  beliefs: Beliefs;
  lanes: Lanes;
  /** Whether anybody is asked on schedule at all. */
  runs(): boolean;
  onBattery(): boolean;
  onLeave(member: Member): void;
}

/** Between sooner and later: what is asked when somebody happens to look needs no spreading. */
const evenly = 0.5;

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
    lane.ids.add(id);
    const { lastAnswer } = beliefs.get(id);
    if (lastAnswer !== null && lastAnswer.host === target.host) {
      lane.noteAsked(Math.min(lastAnswer.at, clock.now()));
    }
    // Counted among the lane's keys from now on; `plan` gives the moment.
    if (isScheduled(member) && lane.dueAt(id) === null) lane.plan(id, Number.POSITIVE_INFINITY);
    return member;
  }

  function move(id: string, from: Lane, to: Lane): void {
    from.ids.delete(id);
    from.plan(id, null);
    if (!from.wanted.has(id)) return;
    lanes.unwant(from, id);
    lanes.want(to, id);
  }

  function leave(id: string): void {
    const member = members.get(id);
    if (member === undefined) return;
    const { lane } = member;
    lane.ids.delete(id);
    lane.plan(id, null);
    lanes.unwant(lane, id);
    members.delete(id);
    parts.onLeave(member);
  }

  function plan(member: Member): void {
    const { id } = member.target;
    const record = beliefs.get(id);
    const context = isScheduled(member) ? contextOf(member) : null;
    const at = context === null ? null : plannedAt(member, record, context);
    const pace = context === null ? null : paceOf(context);
    member.lane.plan(id, at);
    const same = record.pace?.everyMs === pace?.everyMs && record.pace?.slowedBy === pace?.slowedBy;
    if (record.nextProbeAt !== at || !same) beliefs.set({ ...record, nextProbeAt: at, pace });
  }

  function plannedAt(member: Member, record: HealthRecord, context: ScheduleContext): number | null {
    const scheduledAt = (part: number) => nextProbeAt(record, { ...context, jitter: part });
    if (member.soon) return affordableAt(member.notBefore, record, context);
    const earliest = scheduledAt(0);
    const latest = scheduledAt(1);
    if (earliest === null || latest === null) return null;
    const current = record.nextProbeAt;
    // The span of one that was never asked begins now, whenever that is: it must not be put off again and again.
    const fits = current !== null && current <= latest && (current >= earliest || record.lastAnswer === null);
    const at = fits ? current : (scheduledAt(jitter()) ?? latest);
    return Math.max(at, member.notBefore);
  }

  function isDue(member: Member): boolean {
    const { target, lane } = member;
    const record = beliefs.get(target.id);
    const context = { ...contextOf(member), jitter: evenly, keysOnHost: lane.ids.size };
    const at =
      record.lastAnswer === null ? affordableAt(context.now, record, context) : nextProbeAt(record, context);
    return target.scheduled && at !== null && at <= context.now;
  }

  function contextOf({ target, lane }: Member): ScheduleContext {
    return {
      now: clock.now(),
      expiresAt: target.expiresAt,
      settings: { probeIntervalMs: parts.probeIntervalMs() },
      provider: target.provider,
      jitter: 0,
      keysOnHost: lane.scheduled,
      loopback: lane.loopback,
      onBattery: parts.onBattery(),
      probesPerDay: target.probesPerDay ?? parts.probesPerDay?.() ?? policy.probesPerDay,
    };
  }

  return {
    get size() {
      return members.size;
    },
    get: (id) => members.get(id) ?? null,
    all: () => members.values(),
    join,
    leave,
    plan,
    hurry(member) {
      member.soon = true;
      member.notBefore = clock.now();
      plan(member);
    },
    lookAtAll() {
      const targets = [...parts.profiles()];
      const ids = new Set(targets.map(({ id }) => id));
      for (const id of members.keys()) if (!ids.has(id)) leave(id);
      for (const target of targets) join(target);
      for (const member of members.values()) plan(member);
    },
    due() {
      for (const target of parts.profiles()) join(target);
      return [...members.values()].filter(isDue).map(({ target }) => target.id);
    },
    *othersOf({ target, lane }) {
      for (const id of lane.ids) {
        const other = members.get(id);
        if (id !== target.id && other?.target.provider.id === target.provider.id) yield beliefs.get(id);
      }
    },
  };
}
