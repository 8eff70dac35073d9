import type { KeywatchError } from '../../src-shared/errors.ts';
import type { Clock, Log, Online, TransportReason } from '../ports.ts';
import type { Provider, Reading } from '../providers/provider.ts';
import type { History } from './history.ts';
import type { AnswerFrom, HealthRecord } from './record.ts';
import type { Surroundings } from './surroundings.ts';

/** One answer, read, with what was seen of the way there. */
export interface Answered extends Reading {
  /** `host[:port]`; null where a program was asked. */
  host: string | null;
  httpStatus: number | null;
  /** Until the first byte of the answer; null when none came. */
  latencyMs: number | null;
  /** Why nobody answered; null or absent when somebody did. */
  failure?: TransportReason | null;
}

/** What the prober needs to know of a profile to decide when to ask. */
export interface ProbeTarget {
  id: string;
  provider: Provider;
  /** `host[:port]` the question goes to; null where a program is asked. */
  host: string | null;
  /** When the credential ends, as best known; epoch ms. Null for a login that its owner renews (D-A11). */
  expiresAt: number | null;
  /** False for one that is asked on demand only: disabled by its person, or without a secret at hand. */
  scheduled: boolean;
  /** When the owner of a linked login last renewed it: answers from before then do not count against it (D-A11). */
  secretChangedAt?: number | null;
  /** How many questions a day a person lets the schedule put about this one; null or absent: as about all. */
  probesPerDay?: number | null;
}

/** What became of one question on demand. */
export interface Tested {
  id: string;
  /** What we believe now; `lastAnswer` is the answer (the last one, where this one came too soon after it). */
  record: HealthRecord;
  /** Why it could not be asked; null when it was. */
  problem: KeywatchError | null;
}

/** Who saw an answer in real traffic. */
export interface Seen {
  /** When it was seen; epoch ms. */
  askedAt?: number;
  program?: string | null;
  /** Which model it worked with, as far as it says. */
  model?: string | null;
  /** Whether the work itself was asked for, rather than a list or an account; true unless told. */
  atWork?: boolean;
}

/** One provider in trouble, for all its keys there. Epoch ms. */
export interface Trouble {
  provider: string;
  /** Which of its hosts, where that is not the one its keys usually go to. */
  host: string | null;
  /** Whose questions go there. */
  profiles: string[];
  /** The first and the newest bad answer. */
  since: number;
  seenAt: number;
  /** When it is asked again at the earliest. */
  until: number;
}

export interface ProberParts {
  clock: Clock;
  /** A number in [0, 1). */
  jitter: () => number;
  history: History;
  online: Online;
  /** What slows or stops scheduled questions; without it, nothing does. */
  surroundings?: Surroundings;
  log: Log;
  /** Asks about one profile. Throws a KeywatchError when it cannot be asked (no secret, facts missing). */
  ask(id: string): Promise<Answered>;
  profiles(): Iterable<ProbeTarget>;
  /** One of them, by id; null when there is none (any more). */
  profile(id: string): ProbeTarget | null;
  /** Milliseconds between scheduled probes of a healthy key; read whenever a probe is scheduled. */
  probeIntervalMs(): number;
  /** How many questions a day the schedule may put about one profile; without it, as the policy says. */
  probesPerDay?(): number;
  /** KEYWATCH_CONFIRM_AFTER; honoured for loopback hosts only (D-B7). Without it, 60 s. */
  confirmAfterMs?: number;
  /** KEYWATCH_OFFLINE: no provider is ever asked. */
  neverAsks?: boolean;
  /** How many are asked at once, for the bench; without it, as many as the policy says. */
  concurrency?: number;
  /** An answer was kept. `before` is what we believed until then, `from` says whose question it answers. */
  onAnswer(after: HealthRecord, before: HealthRecord, from: AnswerFrom): void;
  /** What `probing`, `paused` or `troubles` tell has changed. */
  onChange(): void;
}

/** Asks on time and keeps what we believe of every profile, in memory and in the history. */
export interface Prober {
  /** Begins to ask on schedule; before that only on demand. */
  start(): void;
  /** What we believe of a profile. Cooldowns that are over read as over. */
  record(id: string): HealthRecord;
  /** Ask now, whatever the schedule or a pause; without ids every scheduled profile. Answers when all were asked. */
  testNow(ids?: readonly string[]): Promise<Tested[]>;
  /** Takes in what real traffic saw of a key; null when there is no such profile or the watch has ended. */
  report(id: string, answered: Answered, seen?: Seen): HealthRecord | null;
  /** Its secret was given to a program that works with it: the next one's turn comes first (D-B16). */
  served(id: string): void;
  /** Enable and Reset: cooldown, count and verdict are cleared, and it is asked again soon. */
  clear(id: string): HealthRecord;
  /** The secret is another one: what was believed of the old one is forgotten, an answer under way is dropped. */
  renew(id: string): void;
  /** Profiles came, went or changed, or the settings did: without an id, all are looked at again. */
  changed(id?: string): void;
  /** The profile is gone for good: drops what is known of it. */
  forget(id: string): void;
  /** Stops asking on schedule until then; null: until `resume`. Outlives the process. */
  pause(until: number | null): void;
  resume(): void;
  paused(): { until: number | null } | null;
  /** Whose turn it is by the schedule, where nobody keeps it; nobody's while it rests. */
  due(): string[];
  /** After sleep or a jump of the clock: waits a few seconds, then one jittered round. */
  resumed(): void;
  /** The power, the screen's lock or the network changed: looks again at who is due. */
  surroundingsChanged(): void;
  /** Whether questions find a way out, as far as is known. */
  isOnline(): boolean;
  /** Ids asked about right now. */
  probing(): string[];
  troubles(): Trouble[];
  /** Ends asking; answers under way are dropped. */
  stop(): void;
}
