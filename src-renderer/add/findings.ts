import type { Found, Recognition, Trial } from '../../src-shared/contract-schema.ts';
import { listed } from '../../src-shared/list.ts';
import { meaningOf } from '../../src-shared/meaning.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { heard, say } from '../../src-shared/say.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import type { Outcome } from '../../src-shared/words.ts';
import type { Question } from './use-material.ts';

/** One line of the ledger: a verb, a fact, its sign, and what can be done about it. */
export interface Finding {
  readonly glyph: Glyph | 'turning';
  readonly tone: Tone;
  readonly verb: string;
  readonly fact: string;
  readonly act: 'test' | 'skip' | 'open' | null;
}

type Problem = NonNullable<Found['problem']>;

const problemVerbs: Readonly<Record<Problem['code'], string>> = {
  cut_off: say('Cut off'),
  too_long: say('Too long'),
  wrong_kind: say('Wrong kind'),
  browser_code: say('Not the token'),
  session_token: say('Wrong kind'),
  refresh_token: say('Wrong kind'),
  not_a_key: say('Not a key'),
  needs_base_url: say('Address'),
  typo: say('Typo'),
};

const problemFacts: Readonly<Partial<Record<Problem['code'], string>>> = {
  not_a_key: say('no key is in this text'),
  browser_code: say('the code of a sign-in'),
  typo: say('its form does not fit, a letter may be wrong'),
  too_long: say('something else was copied with it'),
};

/** What the paste is, as lines of verb and fact. `isChosen`: its form told no provider, and a person has named one. */
export function findingsOf(recognition: Recognition, found: Found, isChosen = false): readonly Finding[] {
  const lines: Finding[] = [];
  const { problem } = found;
  if (problem?.code !== 'cut_off' && problem?.blocks !== true) lines.push(recognised(found, isChosen));
  // That an address is needed is asked for below; here it would only repeat that nobody is named.
  if (problem !== null && problem.code !== 'needs_base_url') {
    lines.push({
      glyph: problem.blocks && problem.code !== 'cut_off' ? 'cross' : 'triangle',
      tone: problem.blocks && problem.code !== 'cut_off' ? 'bad' : 'warn',
      verb: problemVerbs[problem.code],
      fact:
        problem.code === 'cut_off' && found.expectedLength !== null
          ? say('{have} of {of} characters, the end is missing', {
              have: found.length,
              of: found.expectedLength,
            })
          : (problemFacts[problem.code] ?? heard(found.label)),
      act: null,
    });
  }
  if (recognition.cleaned.length > 0) {
    lines.push({
      glyph: 'check',
      tone: 'good',
      verb: say('Cleaned'),
      fact: listed(recognition.cleaned.map(heard)),
      act: null,
    });
  }
  return lines;
}

function recognised(found: Found, isChosen: boolean): Finding {
  const count = found.length;
  const fact =
    found.reference !== null
      ? say('kept elsewhere, read when needed')
      : found.expectedLength === count
        ? say('{count} characters, complete', { count })
        : say('{count, plural, one {# character} other {# characters}}', { count });
  if (found.provider !== null || found.reference !== null) {
    return { glyph: 'check', tone: 'good', verb: say('Recognised'), fact, act: null };
  }
  if (isChosen) {
    const by = say('by you; its form tells no provider');
    return { glyph: 'check', tone: 'none', verb: say('Chosen'), fact: by, act: null };
  }
  const likely = found.candidates.filter((id) => id !== 'custom');
  return {
    glyph: 'hollow',
    tone: 'none',
    verb: say('Not named'),
    fact:
      likely.length === 0
        ? say('its form tells no provider')
        : say('its form tells no provider; it could be of {providers}', {
            providers: listed(likely.map(providerName)),
          }),
    act: null,
  };
}

/** Outcomes that mean a key is usable, though perhaps not at once. */
const verbs: Readonly<Partial<Record<Outcome, { verb: string; glyph: Glyph; tone: Tone }>>> = {
  ok: { verb: say('Works'), glyph: 'check', tone: 'good' },
  forbidden: { verb: say('Limited'), glyph: 'limited', tone: 'good' },
  model_not_found: { verb: say('Limited'), glyph: 'limited', tone: 'good' },
  rate_limited: { verb: say('Limited now'), glyph: 'pause', tone: 'wait' },
  no_credit: { verb: say('No credit'), glyph: 'pause', tone: 'wait' },
  invalid: { verb: say('Refused'), glyph: 'cross', tone: 'bad' },
  revoked: { verb: say('Refused'), glyph: 'cross', tone: 'bad' },
  expired: { verb: say('Refused'), glyph: 'cross', tone: 'bad' },
};

/** How the test stands, as one line. */
export function testFinding(question: Question, host: string | null): Finding {
  switch (question.phase) {
    case 'not_asked':
      return {
        glyph: 'hollow',
        tone: 'none',
        verb: say('Not tested'),
        fact: host === null ? say('not checked yet') : say('asks {host}, spends no tokens', { host }),
        act: 'test',
      };
    case 'asking':
      return {
        glyph: 'turning',
        tone: 'none',
        verb: say('Testing'),
        fact:
          host === null
            ? say('asking the provider, no tokens spent')
            : say('asking {host}, no tokens spent', { host }),
        act: 'skip',
      };
    case 'failed':
      return {
        glyph: 'triangle',
        tone: 'warn',
        verb: say('Not tested'),
        fact: question.message,
        act: 'test',
      };
    case 'answered':
      return answered(question.trial);
  }
}

function answered(trial: Trial): Finding {
  const sign = verbs[trial.outcome];
  if (sign === undefined) {
    return {
      glyph: 'triangle',
      tone: 'warn',
      verb: say('Not tested'),
      fact: say('{why}; it can be saved and is asked about later', { why: unjudged(trial) }),
      act: 'test',
    };
  }
  return { ...sign, fact: trial.outcome === 'ok' ? worked(trial) : told(trial), act: 'test' };
}

function worked({ host, latencyMs }: Trial): string {
  if (host === null) return say('looked at on this computer, no tokens spent');
  return latencyMs === null
    ? say('{who}, no tokens spent', { who: host })
    : say('{who} in {count} ms, no tokens spent', { who: host, count: Math.round(latencyMs) });
}

/** The heart of an answer, and who gave it where somebody did. */
function told({ outcome, host, httpStatus }: Trial): string {
  const { gist } = meaningOf(outcome);
  return httpStatus === null || host === null
    ? gist
    : say('{status} from {host}. {gist}', { status: httpStatus, host, gist });
}

/** Why no word about the key came. */
function unjudged(trial: Trial): string {
  if (trial.outcome !== 'network') return told(trial);
  return trial.host === null
    ? say('The provider was not reached')
    : say('{host} was not reached', { host: trial.host });
}

/** Whether the provider spoke against the key, so that saving it needs a second thought. */
export function isRefused(question: Question): boolean {
  return question.phase === 'answered' && meaningOf(question.trial.outcome).blamesKey;
}

/** Whether an answer about the key has come. */
export function isTested(question: Question): boolean {
  return question.phase === 'answered' && verbs[question.trial.outcome] !== undefined;
}

/**
 * Whether a provider may be asked about a find: only about what could be kept as its credential, and never about a setup
 * token, which nobody but Claude Code sends anywhere.
 */
export function mayBeAsked(found: Found, provider: string): boolean {
  if (provider === '' || found.problem?.blocks === true || missingCharacters(found) !== null) return false;
  if (found.provider === 'claude-code' && found.kind === 'token') return false;
  return !belongsElsewhere(found, provider);
}

/** The form of the key says that it is another provider's; a server of one's own may take keys of any form. */
export function belongsElsewhere(found: Found, provider: string): boolean {
  if (found.provider === null || found.provider === provider) return false;
  return found.confidence === 'exact' || (found.confidence === 'prefix' && provider !== 'custom');
}

/** How many characters a cut-off paste lacks; null when it is not cut off, or nobody knows. */
export function missingCharacters(found: Found): number | null {
  if (found.problem?.code !== 'cut_off' || found.expectedLength === null) return null;
  return found.expectedLength - found.length;
}
