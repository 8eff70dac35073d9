import type { LastAnswer, Profile } from './contract-schema.ts';
import { leavesVerdict, meaningOf } from './meaning.ts';
import { providerName } from './provider-names.ts';
import { clockTime, exactClock, exactSpan, nearDay, nearMoment, relativeTime } from './times.ts';
import { heirsOf, servesInstead } from './wording.ts';
import { heard, language, say, saying } from './say.ts';

export { stateOf, type Glyph, type StateWord, type Tone } from './state-word.ts';

/** A piece of the evidence: plain, in full ink, or a profile to open. */
export interface EvidencePart {
  text: string;
  strong?: true;
  profile?: string;
}

const inARowWords = [
  saying('second in a row'),
  saying('third in a row'),
  saying('fourth in a row'),
  saying('fifth in a row'),
  saying('sixth in a row'),
  saying('seventh in a row'),
  saying('eighth in a row'),
  saying('ninth in a row'),
  saying('tenth in a row'),
];

function inARow(streak: number): string {
  const word = inARowWords[streak - 2];
  return word === undefined ? say('{count} times in a row', { count: streak }) : say(word);
}

// Signs that no sentence holds: they mark where a piece stands in one, whatever the language's order of words.
export const marked = (piece: number) => `\uE000${piece}\uE001`;

/** A sentence taken apart again where its marks are. */
export function inPieces(sentence: string, pieces: readonly EvidencePart[]): EvidencePart[] {
  return sentence.split(/\uE000(\d)\uE001/).flatMap((text, index) => {
    const piece = index % 2 === 1 ? pieces[Number(text)] : text === '' ? undefined : { text };
    return piece ?? [];
  });
}

function isToday(at: number, now: number): boolean {
  return nearMoment(at, now) === clockTime(at);
}

/** "14:04:10", with its day when that is not today. */
function momentOf(at: number, now: number): string {
  const time = exactClock(at);
  return isToday(at, now) ? time : say('{time}, {day}', { time, day: nearDay(at, now) });
}

function lead({ provider }: Profile, answer: LastAnswer, now: number): EvidencePart[] {
  const moment: EvidencePart = { text: momentOf(answer.at, now), strong: true };
  const who = answer.host ?? providerName(provider);
  const at = { who, moment: marked(0) };
  if (answer.httpStatus !== null) {
    const status: EvidencePart = { text: String(answer.httpStatus), strong: true };
    return inPieces(say('{status} from {who} at {moment}.', { ...at, status: marked(1) }), [moment, status]);
  }
  const answered = answer.outcome !== 'network';
  return inPieces(
    answered ? say('Answer of {who} at {moment}.', at) : say('No answer from {who} at {moment}.', at),
    [moment],
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function words({ outcome, at, retryAt, message }: LastAnswer): string | null {
  if (retryAt !== null && retryAt > at)
    return say('It says retry in {span}', { span: exactSpan(retryAt - at) });
  if (message === null) return null;
  // What kept us from being heard is our own remark, nobody said it.
  return outcome === 'network'
    ? capital(heard(message.replace(/\.$/, '')))
    : say('It says “{message}”', { message: heard(message) });
}

function said(answer: LastAnswer): string {
  const told = words(answer);
  // That a key works again and again is nothing to tell.
  const row = answer.outcome === 'ok' || answer.streak < 2 ? null : inARow(answer.streak);
  if (told !== null) return row === null ? say('{told}.', { told }) : say('{told}; {row}.', { told, row });
  return row === null ? '' : say('{told}.', { told: capital(row) });
}

const plain = (text: string): EvidencePart[] => [{ text }];

/** What the answer means and what happens now, in one sentence. */
function whatNow(profile: Profile, answer: LastAnswer, heir: Profile | null, now: number): EvidencePart[] {
  const { health, verdictAt, enabled } = profile;
  const { gist } = meaningOf(answer.outcome);
  if (!enabled) return plain(say('{gist}; you disabled it here.', { gist }));
  if (health.state === 'disabled') {
    return plain(
      say('{gist}; two answers agree, so it is disabled. {instead}', { gist, instead: servesInstead(heir) }),
    );
  }
  if (health.confirming && health.confirmAt !== null) {
    const moment = momentOf(health.confirmAt, now);
    return plain(say('{gist}; asked again at {moment}, in use until then.', { gist, moment }));
  }
  if (health.state === 'cooldown') {
    const until = health.cooldownUntil === null ? '' : momentOf(health.cooldownUntil, now);
    if (heir === null) return plain(say('{gist}; nothing serves until {until}.', { gist, until }));
    return inPieces(say('{gist}: {name} serves until {until}.', { gist, name: marked(0), until }), [
      { text: heir.name, profile: heir.id },
    ]);
  }
  if (!leavesVerdict(answer.outcome)) return plain(say('{gist}.', { gist }));
  if (verdictAt === null) return plain(say('{gist}; there is no verdict yet.', { gist }));
  return plain(say('{gist}; the verdict of {when} stands.', { gist, when: relativeTime(verdictAt, now) }));
}

/** A limit of one model says nothing against the key: it serves the others. */
function modelAtRest({ health: { restingModel } }: Profile, now: number): string {
  if (restingModel === null || restingModel.until <= now) return '';
  return say('Its limit for {model} is reached until {until}; other models are served.', {
    model: restingModel.model,
    until: momentOf(restingModel.until, now),
  });
}

/** Chinese sentences follow each other without a space. */
const between = (): EvidencePart[] => (language() === 'zh-CN' ? [] : [{ text: ' ' }]);

/** Sentences after each other, without those that say nothing. */
const inTurn = (sentences: readonly EvidencePart[][]): EvidencePart[] =>
  sentences
    .filter((parts) => parts.some(({ text }) => text !== ''))
    .flatMap((parts, index) => (index === 0 ? parts : [...between(), ...parts]));

/**
 * The last answer about a profile, in pieces: status, host, exact time, what it says, how often, what it means, what
 * happens now.
 */
export function evidenceParts(profile: Profile, profiles: readonly Profile[], now: number): EvidencePart[] {
  const answer = profile.lastAnswer;
  if (answer === null) {
    const next = profile.enabled && profile.nextProbeAt !== null && profile.nextProbeAt > now;
    const text = next
      ? say('Not checked yet; the first check is due {when}.', {
          when: relativeTime(profile.nextProbeAt, now),
        })
      : say('Not checked yet.');
    return [{ text }];
  }
  const heir = heirsOf(profiles)(profile);
  return inTurn([
    lead(profile, answer, now),
    [{ text: said(answer) }],
    whatNow(profile, answer, heir, now),
    [{ text: modelAtRest(profile, now) }],
  ]);
}

/** The last answer about a profile as one text. */
export function evidenceOf(profile: Profile, profiles: readonly Profile[], now: number): string {
  return evidenceParts(profile, profiles, now)
    .map(({ text }) => text)
    .join('');
}
