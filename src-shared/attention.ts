import type { Alert, CoreState, Profile } from './contract-schema.ts';
import { providerName } from './provider-names.ts';
import type { Glyph } from './state-word.ts';
import { age, dayMs, nearMoment, relativeTime, span } from './times.ts';
import { troubledKeys, troubledName, type Trouble } from './trouble.ts';
import { trueNow, type WrongClock } from './wrong-clock.ts';
import {
  hasEnded,
  healthReasonWord,
  heirsOf,
  refusal,
  servesInstead,
  willEnd,
  type Heirs,
} from './wording.ts';
import { say, saying } from './say.ts';

/** One line of what needs a person: who, what happened and what serves instead, since or until when, one button. */
export interface AttentionLine {
  /** The profile to open; null for a provider. */
  profile: string | null;
  provider: string;
  who: string;
  what: string;
  when: string;
  /** The whole of it in few words, for a menu: "expires in 5 days". */
  brief: string;
  action: Alert['action'];
  button: string;
  tone: 'bad' | 'warn';
  glyph: Extract<Glyph, 'cross' | 'triangle'>;
  /** What it is about, so that a sentence can tell dates from the rest. */
  matter: Matter;
}

export type Matter =
  | 'refused'
  | 'missing'
  | 'expired'
  | 'no_credit'
  | 'forbidden'
  | 'trouble'
  | 'expiring'
  | 'rotate';

/** At most this many lines, in the window, the tray and the command line; the rest is a count. */
export const attentionLimit = 5;

export interface Attention {
  lines: AttentionLine[];
  /** How many did not fit. */
  more: number;
  total: number;
}

const buttons: Record<Alert['action'], string> = {
  renew: saying('Renew…'),
  replace: saying('Replace key…'),
  billing: saying('Billing page'),
  try: saying('Try now'),
  open: saying('Open'),
};

interface Case {
  matter: Matter;
  holds(profile: Profile, now: number): boolean;
  what(profile: Profile, now: number): string;
  /** Whether what serves instead belongs to it. */
  heir: boolean;
  /** The moment that orders lines of one kind and stands beside them; epoch ms. */
  at(profile: Profile): number | null;
  when(at: number | null, now: number): string;
  brief(profile: Profile, now: number): string;
  action(profile: Profile): Alert['action'];
  tone: 'bad' | 'warn';
  /** It is about an end, which is seen from the true time where our clock is wrong. */
  dated?: true;
}

const since = (at: number | null, now: number) =>
  at === null ? '' : say('since {moment}', { moment: nearMoment(at, now) });
const kept = ({ reference, owner }: Profile) => reference === null && owner === null;
const rotateAt = ({ secretAt, rotateEveryMs }: Profile) => secretAt + (rotateEveryMs ?? 0);

// Most urgent first; the first that holds of a profile is its line.
const cases: readonly Case[] = [
  {
    matter: 'refused',
    holds: ({ expiry, health }) =>
      health.state === 'disabled' && (expiry.status !== 'expired' || health.reason === 'revoked'),
    what: refusal,
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: ({ health }) => (health.reason === null ? say('refused') : healthReasonWord(health.reason)),
    // What lies elsewhere is mended there, then asked about again.
    action: (profile) => (kept(profile) ? 'replace' : 'try'),
    tone: 'bad',
  },
  {
    matter: 'missing',
    holds: ({ damaged, unavailableReason }) =>
      damaged || unavailableReason === 'missing_credential' || unavailableReason === 'unresolved_ref',
    what: ({ damaged, reference, owner }) => {
      if (damaged) return say('Its record was changed outside Keywatch, so its key is not used.');
      if (owner !== null) return say('{owner} is not logged in here.', { owner: providerName(owner) });
      return reference === null
        ? say('Its key is not in the vault.')
        : say('Nothing is found at {reference}.', { reference });
    },
    heir: true,
    at: () => null,
    when: since,
    brief: ({ damaged }) => (damaged ? say('damaged') : say('missing')),
    action: (profile) => (kept(profile) ? 'replace' : 'open'),
    tone: 'bad',
  },
  {
    matter: 'expired',
    dated: true,
    holds: ({ expiry, unavailableReason }) =>
      expiry.status === 'expired' || unavailableReason === 'invalid_expires',
    what: (profile, now) =>
      profile.expiry.status === 'expired'
        ? hasEnded(profile, now)
        : say('Its stored end is no date, so it is not used.'),
    heir: true,
    at: ({ expiry }) => expiry.expiresAt,
    when: (at, now) => (at === null ? '' : relativeTime(at, now)),
    brief: ({ expiry }, now) =>
      expiry.expiresAt === null
        ? say('no valid date')
        : say('expired {when}', { when: relativeTime(expiry.expiresAt, now) }),
    action: (profile) => (kept(profile) ? 'renew' : 'open'),
    tone: 'bad',
  },
  {
    matter: 'no_credit',
    holds: ({ health }) => health.state === 'cooldown' && health.reason === 'billing',
    what: ({ provider }) => say('{provider} says no credit is left.', { provider: providerName(provider) }),
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: () => say('no credit'),
    action: () => 'billing',
    tone: 'warn',
  },
  {
    matter: 'forbidden',
    holds: ({ health, unavailableReason }) =>
      health.reason === 'forbidden' && unavailableReason === 'disabled',
    what: ({ provider }) =>
      say('{provider} recognises it and does not let it work.', { provider: providerName(provider) }),
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: () => say('not allowed'),
    action: () => 'open',
    tone: 'warn',
  },
  {
    matter: 'expiring',
    dated: true,
    holds: ({ expiry }) => expiry.status === 'expiring',
    what: willEnd,
    heir: false,
    at: ({ expiry }) => expiry.expiresAt,
    when: relativeTime,
    brief: ({ expiry }, now) => say('expires {when}', { when: relativeTime(expiry.expiresAt, now) }),
    action: (profile) => (kept(profile) ? 'renew' : 'open'),
    tone: 'warn',
  },
  {
    matter: 'rotate',
    holds: (profile, now) => profile.rotateEveryMs !== null && now >= rotateAt(profile),
    what: ({ secretAt, rotateEveryMs }, now) =>
      say('{age} old; you asked for a new one every {interval}.', {
        age: age(secretAt, now),
        interval: inDays(rotateEveryMs ?? 0),
      }),
    heir: false,
    at: rotateAt,
    when: since,
    brief: () => say('due for a new key'),
    action: (profile) => (kept(profile) ? 'replace' : 'open'),
    tone: 'warn',
  },
];

/** A person who said 90 days reads 90 days. */
function inDays(ms: number): string {
  const count = ms / dayMs;
  if (count < 2 || !Number.isInteger(count)) return span(ms);
  return say('{count, plural, one {# day} other {# days}}', { count });
}

interface Ranked {
  rank: number;
  /** Nothing serves instead: more urgent than the same with an heir. */
  alone: boolean;
  at: number | null;
  line: AttentionLine;
}

interface Beheld {
  /** By our own clock. */
  now: number;
  clock: WrongClock | null | undefined;
}

function lineOf(profile: Profile, heirs: Heirs, { clock, ...seen }: Beheld): Ranked | null {
  const rank = profile.enabled ? cases.findIndex(({ holds }) => holds(profile, seen.now)) : -1;
  const found = cases[rank];
  if (found === undefined) return null;
  const now = found.dated ? trueNow(seen.now, clock) : seen.now;
  const heir = found.heir ? heirs(profile) : null;
  const at = found.at(profile);
  const action = found.action(profile);
  const what = found.what(profile, now);
  return {
    rank,
    alone: found.heir && heir === null,
    at,
    line: {
      profile: profile.id,
      provider: profile.provider,
      who: profile.name,
      what: found.heir ? say('{what} {instead}', { what, instead: servesInstead(heir) }) : what,
      when: found.when(at, now),
      brief: found.brief(profile, now),
      action,
      button: say(buttons[action]),
      tone: found.tone,
      glyph: found.tone === 'bad' ? 'cross' : 'triangle',
      matter: found.matter,
    },
  };
}

function troubleLine(trouble: Trouble, profiles: readonly Profile[], now: number): Ranked | null {
  const { provider, since: from } = trouble;
  const keys = troubledKeys(trouble, profiles).length;
  if (keys === 0) return null;
  return {
    rank: cases.findIndex(({ matter }) => matter === 'expiring') - 0.5,
    alone: false,
    at: from,
    line: {
      profile: null,
      provider,
      who: troubledName(trouble),
      what: say(
        '{count, plural, one {It is in trouble; its key is not blamed and waits.} other {It is in trouble; its # keys are not blamed and wait.}}',
        { count: keys },
      ),
      when: since(from, now),
      brief: say('in trouble'),
      action: 'open',
      button: say('Status page'),
      tone: 'warn',
      glyph: 'triangle',
      matter: 'trouble',
    },
  };
}

function byUrgency(a: Ranked, b: Ranked): number {
  return (
    a.rank - b.rank ||
    Number(b.alone) - Number(a.alone) ||
    (a.at ?? 0) - (b.at ?? 0) ||
    (a.line.who < b.line.who ? -1 : 1)
  );
}

/** Everything that needs a person, most urgent first, without a limit. */
export function needsAttention(
  profiles: readonly Profile[],
  now: number,
  troubled: CoreState['troubledProviders'] = [],
  clock?: WrongClock | null,
): AttentionLine[] {
  const heirs = heirsOf(profiles);
  return [
    ...profiles.map((profile) => lineOf(profile, heirs, { now, clock })),
    ...troubled.map((trouble) => troubleLine(trouble, profiles, now)),
  ]
    .filter((ranked) => ranked !== null)
    .sort(byUrgency)
    .map(({ line }) => line);
}

/** What needs a person: the most urgent lines and how many more there are. */
export function attentionOf(
  profiles: readonly Profile[],
  now: number,
  options: {
    troubled?: CoreState['troubledProviders'];
    limit?: number;
    clock?: WrongClock | null;
  } = {},
): Attention {
  const { troubled = [], limit = attentionLimit, clock } = options;
  const all = needsAttention(profiles, now, troubled, clock);
  const lines = all.slice(0, limit);
  return { lines, more: all.length - lines.length, total: all.length };
}
