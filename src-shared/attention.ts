import type { Alert, CoreState, Profile } from './contract-schema.ts';
import { providerName } from './provider-names.ts';
import type { Glyph } from './state-word.ts';
import { age, dayMs, nearMoment, relativeTime, span } from './times.ts';
import { troubledKeys, troubledName, type Trouble } from './trouble.ts';
import { trueNow, type WrongClock } from './wrong-clock.ts';
import { hasEnded, heirsOf, refusal, servesInstead, willEnd, type Heirs } from './wording.ts';
import { language } from './say.ts';

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
  renew: 'Renew…',
  replace: 'Replace key…',
  billing: 'Billing page',
  try: 'Try now',
  open: 'Open',
};

interface Case {
  matter: Matter;
  holds(profile: Profile, now: number): boolean;
  what(profile: Profile, now: number, locale: string): string;
  /** Whether what serves instead belongs to it. */
  heir: boolean;
  /** The moment that orders lines of one kind and stands beside them; epoch ms. */
  at(profile: Profile): number | null;
  when(at: number | null, now: number, locale: string): string;
  brief(profile: Profile, now: number, locale: string): string;
  action(profile: Profile): Alert['action'];
  tone: 'bad' | 'warn';
  /** It is about an end, which is seen from the true time where our clock is wrong. */
  dated?: true;
}

const since = (at: number | null, now: number, locale: string) =>
  at === null ? '' : `since ${nearMoment(at, now, locale)}`;
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
    brief: ({ health }) => health.reason ?? 'refused',
    // What lies elsewhere is mended there, then asked about again.
    action: (profile) => (kept(profile) ? 'replace' : 'try'),
    tone: 'bad',
  },
  {
    matter: 'missing',
    holds: ({ damaged, unavailableReason }) =>
      damaged || unavailableReason === 'missing_credential' || unavailableReason === 'unresolved_ref',
    what: ({ damaged, reference, owner }) => {
      if (damaged) return 'Its record was changed outside Keywatch, so its key is not used.';
      if (owner !== null) return `${providerName(owner)} is not logged in here.`;
      return reference === null ? 'Its key is not in the vault.' : `Nothing is found at ${reference}.`;
    },
    heir: true,
    at: () => null,
    when: since,
    brief: ({ damaged }) => (damaged ? 'damaged' : 'missing'),
    action: (profile) => (kept(profile) ? 'replace' : 'open'),
    tone: 'bad',
  },
  {
    matter: 'expired',
    dated: true,
    holds: ({ expiry, unavailableReason }) =>
      expiry.status === 'expired' || unavailableReason === 'invalid_expires',
    what: (profile, now, locale) =>
      profile.expiry.status === 'expired'
        ? hasEnded(profile, now, locale)
        : 'Its stored end is no date, so it is not used.',
    heir: true,
    at: ({ expiry }) => expiry.expiresAt,
    when: (at, now, locale) => (at === null ? '' : relativeTime(at, now, locale)),
    brief: ({ expiry }, now, locale) =>
      expiry.expiresAt === null ? 'no valid date' : `expired ${relativeTime(expiry.expiresAt, now, locale)}`,
    action: (profile) => (kept(profile) ? 'renew' : 'open'),
    tone: 'bad',
  },
  {
    matter: 'no_credit',
    holds: ({ health }) => health.state === 'cooldown' && health.reason === 'billing',
    what: ({ provider }) => `${providerName(provider)} says no credit is left.`,
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: () => 'no credit',
    action: () => 'billing',
    tone: 'warn',
  },
  {
    matter: 'forbidden',
    holds: ({ health, unavailableReason }) =>
      health.reason === 'forbidden' && unavailableReason === 'disabled',
    what: ({ provider }) => `${providerName(provider)} recognises it and does not let it work.`,
    heir: true,
    at: ({ health }) => health.since,
    when: since,
    brief: () => 'not allowed',
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
    brief: ({ expiry }, now, locale) => `expires ${relativeTime(expiry.expiresAt, now, locale)}`,
    action: (profile) => (kept(profile) ? 'renew' : 'open'),
    tone: 'warn',
  },
  {
    matter: 'rotate',
    holds: (profile, now) => profile.rotateEveryMs !== null && now >= rotateAt(profile),
    what: ({ secretAt, rotateEveryMs }, now, locale) =>
      `${age(secretAt, now, locale)} old; you asked for a new one every ${inDays(rotateEveryMs ?? 0, locale)}.`,
    heir: false,
    at: rotateAt,
    when: since,
    brief: () => 'due for a new key',
    action: (profile) => (kept(profile) ? 'replace' : 'open'),
    tone: 'warn',
  },
];

/** A person who said 90 days reads 90 days. */
function inDays(ms: number, locale: string): string {
  const days = ms / dayMs;
  return locale === 'en' && days >= 2 && Number.isInteger(days) ? `${days} days` : span(ms, locale);
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
  locale: string;
}

function lineOf(profile: Profile, heirs: Heirs, { clock, locale, ...seen }: Beheld): Ranked | null {
  const rank = profile.enabled ? cases.findIndex(({ holds }) => holds(profile, seen.now)) : -1;
  const found = cases[rank];
  if (found === undefined) return null;
  const now = found.dated ? trueNow(seen.now, clock) : seen.now;
  const heir = found.heir ? heirs(profile) : null;
  const at = found.at(profile);
  const action = found.action(profile);
  const what = found.what(profile, now, locale);
  return {
    rank,
    alone: found.heir && heir === null,
    at,
    line: {
      profile: profile.id,
      provider: profile.provider,
      who: profile.name,
      what: found.heir ? `${what} ${servesInstead(heir)}` : what,
      when: found.when(at, now, locale),
      brief: found.brief(profile, now, locale),
      action,
      button: buttons[action],
      tone: found.tone,
      glyph: found.tone === 'bad' ? 'cross' : 'triangle',
      matter: found.matter,
    },
  };
}

function troubleLine(
  trouble: Trouble,
  profiles: readonly Profile[],
  now: number,
  locale: string,
): Ranked | null {
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
      what: `It is in trouble; ${keys === 1 ? 'its key is not blamed and waits' : `its ${keys} keys are not blamed and wait`}.`,
      when: since(from, now, locale),
      brief: 'in trouble',
      action: 'open',
      button: 'Status page',
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
  locale: string = language(),
  clock?: WrongClock | null,
): AttentionLine[] {
  const heirs = heirsOf(profiles);
  return [
    ...profiles.map((profile) => lineOf(profile, heirs, { now, clock, locale })),
    ...troubled.map((trouble) => troubleLine(trouble, profiles, now, locale)),
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
    locale?: string;
    clock?: WrongClock | null;
  } = {},
): Attention {
  const { troubled = [], limit = attentionLimit, locale = language(), clock } = options;
  const all = needsAttention(profiles, now, troubled, locale, clock);
  const lines = all.slice(0, limit);
  return { lines, more: all.length - lines.length, total: all.length };
}
