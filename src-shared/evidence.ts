import type { LastAnswer, Profile } from './contract-schema.ts';
import { leavesVerdict, meaningOf } from './meaning.ts';
import { providerName } from './provider-names.ts';
import { clockTime, exactClock, exactSpan, nearMoment, relativeTime } from './times.ts';
import { heirsOf, servesInstead } from './wording.ts';
import { language } from './say.ts';

export { stateOf, type Glyph, type StateWord, type Tone } from './state-word.ts';

/** A piece of the evidence: plain, in full ink, or a profile to open. */
export interface EvidencePart {
  text: string;
  strong?: true;
  profile?: string;
}

const ordinals = ['second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

function inARow(streak: number): string {
  return `${ordinals[streak - 2] ?? `${streak} times`} in a row`;
}

function isToday(at: number, now: number): boolean {
  return nearMoment(at, now) === clockTime(at);
}

/** "14:04:10", with its day when that is not today. */
function momentOf(at: number, now: number, locale: string): string {
  if (isToday(at, now)) return exactClock(at, locale);
  const day = nearMoment(at, now, locale).split(', ')[0] ?? '';
  return `${exactClock(at, locale)}, ${day}`;
}

function lead({ provider }: Profile, answer: LastAnswer, now: number, locale: string): EvidencePart[] {
  const moment: EvidencePart = { text: momentOf(answer.at, now, locale), strong: true };
  const who = answer.host ?? providerName(provider);
  if (answer.httpStatus !== null) {
    return [{ text: String(answer.httpStatus), strong: true }, { text: ` from ${who} at ` }, moment];
  }
  const heard = answer.outcome !== 'network';
  return [{ text: heard ? `Answer of ${who} at ` : `No answer from ${who} at ` }, moment];
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function words({ outcome, at, retryAt, message }: LastAnswer, locale: string): string | null {
  if (retryAt !== null && retryAt > at) return `It says retry in ${exactSpan(retryAt - at, locale)}`;
  if (message === null) return null;
  // What kept us from being heard is our own remark, nobody said it.
  return outcome === 'network' ? capital(message.replace(/\.$/, '')) : `It says “${message}”`;
}

function said(answer: LastAnswer, locale: string): string {
  const told = words(answer, locale);
  // That a key works again and again is nothing to tell.
  const row = answer.outcome === 'ok' || answer.streak < 2 ? null : inARow(answer.streak);
  if (told !== null) return row === null ? ` ${told}.` : ` ${told}; ${row}.`;
  return row === null ? '' : ` ${capital(row)}.`;
}

function whatNow(
  profile: Profile,
  answer: LastAnswer,
  heir: Profile | null,
  now: number,
  locale: string,
): EvidencePart[] {
  const { health, verdictAt, enabled } = profile;
  const until = health.cooldownUntil === null ? '' : momentOf(health.cooldownUntil, now, locale);
  if (!enabled) return [{ text: '; you disabled it here.' }];
  if (health.state === 'disabled') {
    return [{ text: `; two answers agree, so it is disabled. ${servesInstead(heir)}` }];
  }
  if (health.confirming && health.confirmAt !== null) {
    return [{ text: `; asked again at ${momentOf(health.confirmAt, now, locale)}, in use until then.` }];
  }
  if (health.state === 'cooldown') {
    return heir
      ? [{ text: ': ' }, { text: heir.name, profile: heir.id }, { text: ` serves until ${until}.` }]
      : [{ text: `; nothing serves until ${until}.` }];
  }
  if (!leavesVerdict(answer.outcome)) return [{ text: '.' }];
  return [
    {
      text:
        verdictAt === null
          ? '; there is no verdict yet.'
          : `; the verdict of ${relativeTime(verdictAt, now, locale)} stands.`,
    },
  ];
}

/** A limit of one model says nothing against the key: it serves the others. */
function modelAtRest({ health: { restingModel } }: Profile, now: number, locale: string): EvidencePart[] {
  if (restingModel === null || restingModel.until <= now) return [];
  const until = momentOf(restingModel.until, now, locale);
  return [
    { text: ` Its limit for ${restingModel.model} is reached until ${until}; other models are served.` },
  ];
}

/**
 * The last answer about a profile, in pieces: status, host, exact time, what it says, how often, what it means, what
 * happens now.
 */
export function evidenceParts(
  profile: Profile,
  profiles: readonly Profile[],
  now: number,
  locale: string = language(),
): EvidencePart[] {
  const answer = profile.lastAnswer;
  if (answer === null) {
    const next = profile.enabled && profile.nextProbeAt !== null && profile.nextProbeAt > now;
    return [
      {
        text: next
          ? `Not asked yet; the first question is due ${relativeTime(profile.nextProbeAt, now, locale)}.`
          : 'Not asked yet.',
      },
    ];
  }
  const heir = heirsOf(profiles)(profile);
  return [
    ...lead(profile, answer, now, locale),
    { text: `.${said(answer, locale)} ${meaningOf(answer.outcome).gist}` },
    ...whatNow(profile, answer, heir, now, locale),
    ...modelAtRest(profile, now, locale),
  ];
}

/** The last answer about a profile as one text. */
export function evidenceOf(
  profile: Profile,
  profiles: readonly Profile[],
  now: number,
  locale: string = language(),
): string {
  return evidenceParts(profile, profiles, now, locale)
    .map(({ text }) => text)
    .join('');
}
