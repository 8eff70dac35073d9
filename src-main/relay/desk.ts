import type { ReportInput } from '../../src-shared/contract-input.ts';
import type { Profile, Reported } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Outcome, RelayRefusal } from '../../src-shared/words.ts';
import type { Clock, ProxyFor } from '../ports.ts';
import { providerById } from '../providers/index.ts';
import type { Provider } from '../providers/provider.ts';
import { parseReference } from '../references/reference.ts';
import type { StoredProfile } from '../vault/profile.ts';
import { nobodyServes, type StoredInstead } from './nobody.ts';
import type { Declined, Failover, Given, Heard, Lease, Verdict, Wish } from './wire.ts';
import { isClaudeLogin, keyHeaders, whyUnserved, workPlace } from './work-place.ts';

/** What keys are given from, and what is told of them. */
export interface DeskParts {
  clock: Clock;
  /** A provider's profiles by place, as one agent's order or everybody's has them. */
  inOrder(provider: string, agent: string | null): readonly Profile[];
  stored(id: string): StoredProfile | undefined;
  isLocked(): boolean;
  secretOf(profile: StoredProfile): Promise<string | null>;
  proxyFor?: ProxyFor | undefined;
  /** Throws where it cannot be written down that this key is used. */
  writeDown(use: { id: string; token: string }): void;
  report(input: ReportInput): Promise<Reported>;
}

/** Answers whoever asks for the relay's next key. */
export interface RelayDesk {
  give(wish: Wish): Promise<Given>;
  judge(heard: Heard): Promise<Verdict>;
  note(heard: Heard): void;
  /** Whose key would serve that provider's next request, or why none would; null where none of its credentials is a key. */
  foresee(provider: string): { id: string } | { why: RelayRefusal } | null;
}

/** The answers that another key could mend (D-B31). */
const mended: Readonly<Record<Failover, ReadonlySet<Outcome>>> = {
  mend: new Set(['rate_limited', 'no_credit', 'invalid', 'expired', 'revoked']),
  limits: new Set(['rate_limited', 'no_credit']),
};

/** Providers that say under a 200 that they did nothing (providers.md §4.2). */
const failsUnderSuccess: ReadonlySet<string> = new Set(['minimax', 'zai', 'cloudflare-ai-gateway']);

/** Successes of one key are told so often at the most: each says the same. Milliseconds. */
const successEveryMs = 1_000;

/** Who serves by the selection rules, one request at a time; what its answer says of the key goes where a probe's goes. */
export function createRelayDesk(parts: DeskParts): RelayDesk {
  const { clock } = parts;
  const toldAt = new Map<string, { success: number; failure: number }>();

  async function give(
    wish: Wish,
    tried: readonly string[] = [],
    origin: string | null = null,
  ): Promise<Given> {
    const provider = providerById(wish.provider);
    const reason = provider === undefined ? null : whyUnserved(provider.id);
    if (reason !== null) return declined('login', 403, reason);
    if (provider === undefined) return noSuchProvider;
    if (parts.isLocked())
      return declined('locked', 503, 'The vault is locked; nothing was sent; unlock it, then try again.');
    const ready = readyOf(keysOf(provider, wish.agent), wish.model).filter(({ id }) => !tried.includes(id));
    for (const [index, { id }] of ready.entries()) {
      const lease = await leaseOf(provider, id, wish, origin);
      if (lease === 'no way') return noWayOut;
      if (lease !== null) return { lease: { ...lease, hasNext: index + 1 < ready.length } };
    }
    const instead = storedInstead(provider, wish);
    // What was tried may not be what it was: a store did not give its key.
    const profiles = keysOf(provider, wish.agent);
    return nobodyServes({ provider: provider.id, profiles, model: wish.model, instead }, clock);
  }

  const keysOf = ({ id }: Provider, agent: string | null) =>
    parts.inOrder(id, agent).filter((view) => isKey(parts.stored(view.id)));

  const readyOf = (own: readonly Profile[], model: string | null) =>
    own.filter(({ available, health }) => available && !restsFor(health, model, clock.now()));

  function storedInstead({ id }: Provider, { agent }: Wish): StoredInstead {
    if (parts.inOrder(id, agent).length > 0) return 'logins';
    return id === 'anthropic' && parts.inOrder('claude-code', agent).length > 0 ? 'claude' : null;
  }

  /** Null where this one cannot be sent, which leaves the next one be. */
  async function leaseOf(
    provider: Provider,
    id: string,
    wish: Wish,
    origin: string | null,
  ): Promise<Omit<Lease, 'hasNext'> | 'no way' | null> {
    const profile = parts.stored(id);
    if (profile === undefined) return null;
    try {
      const place = workPlace(provider, profile, wish.path);
      // What was meant for one server is not shown to another.
      if (place === null || (origin !== null && place.origin !== origin)) return null;
      const secret = profile.kind === 'none' ? null : await parts.secretOf(profile);
      if (profile.kind !== 'none' && (secret === null || secret === '')) return null;
      if (secret !== null && isClaudeLogin(secret)) return null;
      const way = (await parts.proxyFor?.(place.origin)) ?? {};
      if ('speaks' in way) return 'no way';
      const headers = keyHeaders(provider, profile, { secret, path: place.path, place: wish.place });
      parts.writeDown({ id, token: wish.token });
      return { id, ...place, ...way, headers, reads: failsUnderSuccess.has(provider.id) };
    } catch (error) {
      if (!(error instanceof KeywatchError) || error.code === 'write_failed') throw error;
      return null;
    }
  }

  /** What an answer says of its key, as the function that reads probes' answers has it. */
  async function report({ wish, tried, method, latencyMs, answer }: Heard): Promise<Reported | null> {
    const id = tried.at(-1) ?? '';
    try {
      return await parts.report({
        id,
        from: 'relay',
        method,
        path: wish.path.slice(0, 2048),
        model: wish.model,
        answer,
        latencyMs,
      });
    } catch (error) {
      // Taken out of the vault meanwhile, or the history is full: the answer is passed on all the same.
      if (error instanceof KeywatchError) return null;
      throw error;
    }
  }

  return {
    async give(wish) {
      try {
        return await give(wish);
      } catch (error) {
        if (error instanceof KeywatchError) return declined('fault', 503, error.message);
        throw error;
      }
    },
    async judge(heard) {
      const { wish, tried, origin } = heard;
      const id = tried.at(-1) ?? '';
      const told = await report(heard);
      if (told === null) return { next: null, retryAfterMs: null };
      if (told.outcome !== 'ok') toldAt.set(id, { success: 0, failure: clock.now() });
      if (!mended[wish.failover].has(told.outcome)) return { next: null, retryAfterMs: null };
      const given = await give(wish, tried, origin).catch(() => null);
      if (given !== null && 'lease' in given) return { next: given.lease, retryAfterMs: null };
      return { next: null, retryAfterMs: given?.declined.retryAfterMs ?? null };
    },
    note(heard) {
      const id = heard.tried.at(-1) ?? '';
      const now = clock.now();
      const before = toldAt.get(id) ?? { success: 0, failure: 0 };
      if (isSuccess(heard)) {
        // Asked before the key was refused, it says nothing about the time since.
        if (now - (heard.latencyMs ?? 0) <= before.failure || now - before.success < successEveryMs) return;
        toldAt.set(id, { ...before, success: now });
      }
      void report(heard);
    },
    foresee(id) {
      const provider = providerById(id);
      if (provider === undefined || whyUnserved(id) !== null) return null;
      const own = keysOf(provider, null);
      if (own.length === 0) return null;
      if (parts.isLocked()) return { why: 'locked' };
      const [first] = readyOf(own, null);
      if (first !== undefined) return { id: first.id };
      return {
        why: nobodyServes({ provider: id, profiles: own, model: null, instead: null }, clock).declined.why,
      };
    },
  };
}

function declined(why: Declined['why'], status: number, message: string): Given {
  return { declined: { why, status, message, retryAfterMs: null } };
}

const isSuccess = ({ answer }: Heard) => 'status' in answer && answer.status < 400;

const noSuchProvider = declined(
  'address',
  404,
  'There is no provider of that name; nothing was sent; keywatch auth list names those in use.',
);

const noWayOut = declined(
  'fault',
  503,
  'The system leads to this provider through a proxy of a kind that the relay does not speak; nothing was sent; set one that speaks HTTP.',
);

/** A key that works by itself: no login that somebody else renews (D-A11). */
function isKey(profile: StoredProfile | undefined): boolean {
  if (profile === undefined || profile.kind === 'oauth') return false;
  const from = profile.reference === null ? null : parseReference(profile.reference)?.from;
  return from !== 'login' && from !== 'gateway';
}

function restsFor({ restingModel }: Profile['health'], model: string | null, now: number): boolean {
  return restingModel !== null && restingModel.model === model && restingModel.until > now;
}
