import type { Clock } from '../ports.ts';
import { hashOf } from './access-token.ts';
import type { Target } from './target.ts';
import type { CountedRule, Declined, TokenRule } from './wire.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const dayOf = (at: number) => Math.floor(at / dayMs);

export interface Admission {
  /** The rules that hold from now on; what was counted by name goes on. */
  setRules(rules: readonly CountedRule[]): void;
  /** The token's rule where the request may be served, which counts as a use; else why not. */
  admit(target: Target): { rule: TokenRule; agent: string | null } | Refused;
  /** Whether a page of that origin may ask at all. */
  mayAsk(origin: string): boolean;
}

/** Why not, and whose token it was, where one is known. */
interface Refused {
  declined: Declined;
  token: string | null;
}

interface Known {
  rule: TokenRule;
  counts: { day: number; today: number; recent: number[] };
}

/** Who may use the relay: by the hash of the token, and within its limits. */
export function createAdmission(clock: Clock): Admission {
  let byHash = new Map<string, Known>();
  const letIn = new Map<string, Known>();

  function uses({ rule, counts }: Known, now: number): Declined | null {
    if (counts.day !== dayOf(now)) Object.assign(counts, { day: dayOf(now), today: 0 });
    while ((counts.recent[0] ?? now) <= now - minuteMs) counts.recent.shift();
    if (rule.perDay !== null && counts.today >= rule.perDay)
      return limited('per_day', rule.name, `${rule.perDay} requests a day`, (counts.day + 1) * dayMs - now);
    if (rule.perMinute !== null && counts.recent.length >= rule.perMinute)
      return limited(
        'per_minute',
        rule.name,
        `${rule.perMinute} requests a minute`,
        (counts.recent[0] ?? now) + minuteMs - now,
      );
    counts.today += 1;
    if (rule.perMinute !== null) counts.recent.push(now);
    return null;
  }

  /** What was let in once need not be hashed again until the rules change. */
  function knownBy(token: string): Known | undefined {
    const known = letIn.get(token) ?? byHash.get(hashOf(token));
    if (known !== undefined) letIn.set(token, known);
    return known;
  }

  return {
    setRules(rules) {
      letIn.clear();
      const before = new Map([...byHash.values()].map(({ rule, counts }) => [rule.name, counts]));
      const day = dayOf(clock.now());
      byHash = new Map(
        rules.map(({ usedToday, ...rule }) => {
          const counts = before.get(rule.name) ?? { day, today: usedToday, recent: [] };
          return [rule.hash, { rule, counts }];
        }),
      );
    },
    mayAsk: (origin) => [...byHash.values()].some(({ rule }) => rule.origins.includes(origin)),
    admit(target) {
      const { token, agent } = target;
      const known = token === null ? undefined : knownBy(token);
      const declined = refusalOf(known, target, clock.now());
      if (known === undefined || declined !== null)
        return { declined: declined ?? unknownToken, token: known?.rule.name ?? null };
      const { rule } = known;
      // Who may speak for one agent alone speaks for it.
      return { rule, agent: agent ?? (rule.agents.length === 1 ? (rule.agents[0] ?? null) : null) };
    },
  };

  /** Null counts as a use. */
  function refusalOf(
    known: Known | undefined,
    { provider, origin, agent }: Target,
    now: number,
  ): Declined | null {
    if (known === undefined || (known.rule.expiresAt !== null && known.rule.expiresAt <= now))
      return unknownToken;
    const { rule } = known;
    if (origin !== null && !rule.origins.includes(origin))
      return no(
        'page',
        403,
        'A web page may not use this access token; nothing was sent; keywatch relay token add --origin allows one.',
      );
    if (rule.providers !== null && !rule.providers.includes(provider))
      return no(
        'provider',
        403,
        `The access token ${rule.name} is not for this provider; nothing was sent; make one that is.`,
      );
    if (agent !== null && !rule.agents.includes(agent))
      return no(
        'agent',
        403,
        `The access token ${rule.name} is not for this agent; nothing was sent; make one that is.`,
      );
    return uses(known, now);
  }
}

const no = (why: Declined['why'], status: number, message: string): Declined => ({
  why,
  status,
  message,
  retryAfterMs: null,
});

const unknownToken = no(
  'no_token',
  401,
  'This is no access token of the relay, or one that has ended; nothing was sent; keywatch relay token add makes one.',
);

const limited = (why: Declined['why'], name: string, limit: string, retryAfterMs: number): Declined => ({
  why,
  status: 429,
  message: `The access token ${name} has had its ${limit}; nothing was sent; wait, or give it more.`,
  retryAfterMs,
});
