import { attentionCases, since, type Matter } from './attention-cases.ts';
import type { Alert, CoreState, Profile } from './contract-schema.ts';
import type { Glyph } from './state-word.ts';
import { troubledKeys, troubledName, type Trouble } from './trouble.ts';
import { trueNow, type WrongClock } from './wrong-clock.ts';
import { heirsOf, servesInstead, type Heirs } from './wording.ts';
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

export type { Matter };

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

/** What stands on the button that leads to a remedy. */
export const buttonOf = (action: Alert['action']): string => say(buttons[action]);

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
  const rank = profile.enabled ? attentionCases.findIndex(({ holds }) => holds(profile, seen.now)) : -1;
  const found = attentionCases[rank];
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
      button: buttonOf(action),
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
    rank: attentionCases.findIndex(({ matter }) => matter === 'expiring') - 0.5,
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
