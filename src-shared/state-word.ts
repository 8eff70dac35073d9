import type { Profile } from './contract-schema.ts';
import { leavesVerdict } from './meaning.ts';
import { countdown, relativeTime } from './times.ts';
import { say, saying } from './say.ts';
import { healthReasonWord } from './wording.ts';

/** The glyphs of a row; each is a shape of its own. */
export const glyphs = ['check', 'limited', 'confirm', 'pause', 'triangle', 'cross', 'off', 'hollow'] as const;
export type Glyph = (typeof glyphs)[number];

/** Good means usable, warn a date or a doubt, bad needs a person, wait ends by itself, none is no verdict. */
export const tones = ['good', 'warn', 'bad', 'wait', 'none'] as const;
export type Tone = (typeof tones)[number];

/** A state as it is told: word, softer second word, shape, colour. */
export interface StateWord {
  word: string;
  second: string | null;
  glyph: Glyph;
  tone: Tone;
}

interface StateRule {
  holds(profile: Profile): boolean;
  word: string;
  second?(profile: Profile, now: number): string | null;
  glyph: Glyph;
  tone: Tone;
}

function isMissing({ unavailableReason }: Profile): boolean {
  return unavailableReason === 'missing_credential' || unavailableReason === 'unresolved_ref';
}

/** Nobody could be asked since the verdict, so it is shown with its age. */
function isAged({ lastAnswer, verdictAt }: Profile): boolean {
  return lastAnswer !== null && verdictAt !== null && leavesVerdict(lastAnswer.outcome);
}

/** There, and nothing more can be shown of it: its owner says so, or the answer could not tell. */
function isPresent({ lastAnswer }: Profile): boolean {
  return lastAnswer?.outcome === 'ok' || lastAnswer?.outcome === 'unverifiable';
}

// The first that holds is the state; a person's decision first, then what is worse.
const rules: readonly StateRule[] = [
  {
    holds: ({ enabled }) => !enabled,
    word: saying('Disabled'),
    second: () => say('by you'),
    glyph: 'off',
    tone: 'none',
  },
  { holds: ({ damaged }) => damaged, word: saying('Damaged'), glyph: 'cross', tone: 'bad' },
  { holds: isMissing, word: saying('Missing'), glyph: 'cross', tone: 'bad' },
  {
    // What was believed of the key still holds; only nobody can have it now.
    holds: ({ unavailableReason }) => unavailableReason === 'unread_ref',
    word: saying('Unread'),
    second: () => say('store'),
    glyph: 'triangle',
    tone: 'warn',
  },
  {
    // A revoked key is told as such, whatever its date says.
    holds: ({ expiry, health }) =>
      expiry.status === 'expired' && !(health.state === 'disabled' && health.reason === 'revoked'),
    word: saying('Expired'),
    glyph: 'cross',
    tone: 'bad',
  },
  {
    holds: ({ health }) => health.state === 'disabled',
    word: saying('Disabled'),
    second: ({ health }) => (health.reason === null ? null : healthReasonWord(health.reason)),
    glyph: 'cross',
    tone: 'bad',
  },
  {
    holds: ({ health }) => health.confirming,
    word: saying('Confirming'),
    second: ({ health }, now) => (health.confirmAt === null ? null : countdown(health.confirmAt, now)),
    glyph: 'confirm',
    tone: 'warn',
  },
  {
    holds: ({ health }) => health.state === 'cooldown',
    word: saying('Cooldown'),
    second: ({ health }, now) => countdown(health.cooldownUntil, now),
    glyph: 'pause',
    tone: 'wait',
  },
  {
    holds: ({ expiry }) => expiry.status === 'expiring',
    word: saying('Expiring'),
    glyph: 'triangle',
    tone: 'warn',
  },
  { holds: ({ health }) => health.limited, word: saying('Limited'), glyph: 'limited', tone: 'good' },
  {
    holds: (profile) => profile.health.state === 'healthy' && isAged(profile),
    word: saying('Healthy'),
    second: ({ verdictAt }, now) => relativeTime(verdictAt, now),
    glyph: 'check',
    tone: 'none',
  },
  {
    holds: ({ health }) => health.state === 'healthy',
    word: saying('Healthy'),
    glyph: 'check',
    tone: 'good',
  },
  { holds: isPresent, word: saying('Unknown'), second: () => say('present'), glyph: 'hollow', tone: 'none' },
];

/** The state of a profile in words, shape and colour; the same in the window and on the command line. */
export function stateOf(profile: Profile, now: number): StateWord {
  const rule = rules.find(({ holds }) => holds(profile));
  if (rule === undefined) return { word: say('Unknown'), second: null, glyph: 'hollow', tone: 'none' };
  const { word, glyph, tone } = rule;
  return { word: say(word), second: rule.second?.(profile, now) ?? null, glyph, tone };
}
