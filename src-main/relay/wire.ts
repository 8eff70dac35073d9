import type { RelayRefusal } from '../../src-shared/words.ts';
import type { Env, TransportReason } from '../ports.ts';

/** Where a client put its token, and where a key may stand in its place. */
export type KeyPlace = 'bearer' | 'x-api-key' | 'x-goog-api-key' | 'api-key' | 'query';

/** Which answers send a request to the next key: all that it could mend, or a limit that is reached alone (D-B31). */
export type Failover = 'mend' | 'limits';

/** What a request needs a key for. */
export interface Wish {
  /** The name of the access token. */
  token: string;
  /** As the path names it. */
  provider: string;
  agent: string | null;
  /** As far as the request tells. */
  model: string | null;
  /** What follows the provider in the path, with its query. */
  path: string;
  place: KeyPlace;
  failover: Failover;
}

/** A profile's key for one request: where that is sent, and what stands in its headers there. */
export interface Lease {
  /** The profile. */
  id: string;
  /** `https://host:port`; nothing of a request changes it. */
  origin: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Its successes may be failures by what they say, so they are read before they are passed on. */
  reads: boolean;
  /** The proxy that leads there; null for none, absent where the variables say which. */
  proxy?: string | null;
  /** Whether another key could take its place. */
  hasNext: boolean;
}

/** A key that was used, for the access log. */
export interface Use {
  /** Epoch ms. */
  at: number;
  id: string;
  token: string;
}

/** What the relay answers by itself: the sentence is for the person behind the client. */
export interface OwnAnswer {
  status: number;
  message: string;
  /** In how many ms another try may do; null where none is known. */
  retryAfterMs: number | null;
}

/** Such an answer to what is turned away: nothing of it was sent anywhere. */
export interface Declined extends OwnAnswer {
  why: RelayRefusal;
}

export type Given = { lease: Lease } | { declined: Declined };

/** What one try met. */
export interface Heard {
  wish: Wish;
  /** The profiles tried for this request, this one last. */
  tried: readonly string[];
  origin: string;
  method: string;
  /** Until its headers were there. */
  latencyMs: number | null;
  answer:
    | { status: number; headers: Readonly<Record<string, string>>; body: string; truncated: boolean }
    | { failure: TransportReason };
}

/** What becomes of an answer: another try in its place, or it is passed on. */
export interface Verdict {
  next: Lease | null;
  /** Until the first key is free again; null where the answer's own word stands. Milliseconds. */
  retryAfterMs: number | null;
}

/** One request, as it ended. Never a key, a token or what was said. */
export interface Passed {
  /** When it came; epoch ms. */
  at: number;
  /** Its name; null where none was shown that is known. */
  token: string | null;
  provider: string;
  /** The profile whose answer was passed on; null where none was. */
  id: string | null;
  method: string;
  model: string | null;
  status: number;
  /** How many keys it took. */
  tries: number;
  /** From its first byte to its answer's last. */
  tookMs: number;
  /** Why it was turned away; null where a key was found for it. */
  refused: RelayRefusal | null;
}

/** Requests that were turned away. */
export interface Turned {
  counts: Partial<Record<RelayRefusal, number>>;
  /** The newest of them, the oldest first. */
  last: readonly Passed[];
}

/** An access token as the relay's thread knows it: by its hash alone. */
export interface TokenRule {
  name: string;
  /** SHA-256, hex. */
  hash: string;
  /** Null: every provider. */
  providers: readonly string[] | null;
  /** The agents it may name; without any it names none. */
  agents: readonly string[];
  /** Web pages that may use it, by their origin. */
  origins: readonly string[];
  perMinute: number | null;
  perDay: number | null;
  failover: Failover;
  /** Epoch ms. */
  expiresAt: number | null;
}

/** The same with how often it was used since the day (UTC) began. */
export type CountedRule = TokenRule & { usedToday: number };

/** The time-outs of the relay, in ms. */
export interface Patience {
  /** Until a provider's server took the connection, TLS included. */
  connectMs: number;
  /** Without a byte from the provider; models think long before they begin. */
  idleMs: number;
  /** Without a byte of a request that is not whole. */
  bodyMs: number;
}

/** What a relay is opened with. */
export interface Opening {
  /** 0 lets the system choose. */
  port: number;
  rules: readonly CountedRule[];
  /** Other names of providers, and their ids. */
  aliases: Readonly<Record<string, string>>;
  /** Where bodies that are too long for memory are kept, without a name. */
  spool: string;
  /** The variables that name a proxy. */
  proxies: Env;
  patience?: Patience;
}

/** What the core says to the relay's thread. */
export type ToRelay =
  | ({ type: 'open' } & Opening)
  | { type: 'rules'; rules: readonly CountedRule[] }
  | { type: 'given'; n: number; given: Given }
  | { type: 'verdict'; n: number; verdict: Verdict }
  /** Whoever serves next may be another: no lease holds any more. */
  | { type: 'forget' }
  | { type: 'close' };

/** What the relay's thread says to the core. */
export type FromRelay =
  | { type: 'listening'; port: number }
  /** The port could not be had. */
  | { type: 'refused'; code: string }
  | { type: 'wish'; n: number; wish: Wish }
  /** With a number, somebody waits for a verdict. */
  | { type: 'heard'; n: number | null; heard: Heard }
  /** Uses of leases that were held. */
  | { type: 'used'; uses: readonly Use[] }
  | { type: 'passed'; passed: readonly Passed[] }
  | ({ type: 'turned' } & Turned)
  /** A mistake of its own, by its kind: what such an error says may hold what was sent. */
  | { type: 'fault'; error: string };
