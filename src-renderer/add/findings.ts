import type { Found, Recognition, Trial } from '../../src-shared/contract-schema.ts';
import { meaningOf } from '../../src-shared/meaning.ts';
import { providerName } from '../../src-shared/provider-names.ts';
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
  cut_off: 'Cut off',
  too_long: 'Too long',
  wrong_kind: 'Wrong kind',
  browser_code: 'Not the token',
  session_token: 'Wrong kind',
  refresh_token: 'Wrong kind',
  not_a_key: 'Not a key',
  needs_base_url: 'Address',
  typo: 'Typo',
};

const problemFacts: Readonly<Partial<Record<Problem['code'], string>>> = {
  not_a_key: 'no key is in this text',
  browser_code: 'the code of a sign-in',
  typo: 'its form does not fit, a letter may be wrong',
  too_long: 'something else was copied with it',
};

/** What the paste is, as lines of verb and fact. */
export function findingsOf(recognition: Recognition, found: Found): readonly Finding[] {
  const lines: Finding[] = [];
  const { problem } = found;
  if (problem?.code !== 'cut_off' && problem?.blocks !== true) lines.push(recognised(found));
  // That an address is needed is asked for below; here it would only repeat that nobody is named.
  if (problem !== null && problem.code !== 'needs_base_url') {
    lines.push({
      glyph: problem.blocks && problem.code !== 'cut_off' ? 'cross' : 'triangle',
      tone: problem.blocks && problem.code !== 'cut_off' ? 'bad' : 'warn',
      verb: problemVerbs[problem.code],
      fact:
        problem.code === 'cut_off' && found.expectedLength !== null
          ? `${found.length} of ${found.expectedLength} characters, the end is missing`
          : (problemFacts[problem.code] ?? found.label),
      act: null,
    });
  }
  if (recognition.cleaned.length > 0) {
    lines.push({
      glyph: 'check',
      tone: 'good',
      verb: 'Cleaned',
      fact: recognition.cleaned.join(', '),
      act: null,
    });
  }
  return lines;
}

function recognised(found: Found): Finding {
  const whole = found.expectedLength === found.length ? ', complete' : '';
  const fact =
    found.reference === null ? `${found.length} characters${whole}` : 'kept elsewhere, read when needed';
  if (found.provider !== null || found.reference !== null) {
    return { glyph: 'check', tone: 'good', verb: 'Recognised', fact, act: null };
  }
  const likely = found.candidates.filter((id) => id !== 'custom');
  const maybe = likely.length > 0 ? `; it could be of ${likely.map(providerName).join(', ')}` : '';
  return {
    glyph: 'hollow',
    tone: 'none',
    verb: 'Not named',
    fact: `its form tells no provider${maybe}`,
    act: null,
  };
}

/** Outcomes that mean a key is usable, though perhaps not at once. */
const verbs: Readonly<Partial<Record<Outcome, { verb: string; glyph: Glyph; tone: Tone }>>> = {
  ok: { verb: 'Works', glyph: 'check', tone: 'good' },
  forbidden: { verb: 'Limited', glyph: 'limited', tone: 'good' },
  model_not_found: { verb: 'Limited', glyph: 'limited', tone: 'good' },
  rate_limited: { verb: 'Limited now', glyph: 'pause', tone: 'wait' },
  no_credit: { verb: 'No credit', glyph: 'pause', tone: 'wait' },
  invalid: { verb: 'Refused', glyph: 'cross', tone: 'bad' },
  revoked: { verb: 'Refused', glyph: 'cross', tone: 'bad' },
  expired: { verb: 'Refused', glyph: 'cross', tone: 'bad' },
};

/** How the test stands, as one line. */
export function testFinding(question: Question, host: string | null): Finding {
  switch (question.phase) {
    case 'not_asked':
      return {
        glyph: 'hollow',
        tone: 'none',
        verb: 'Not tested',
        fact: host === null ? 'nobody was asked yet' : `asks ${host}, spends no tokens`,
        act: 'test',
      };
    case 'asking':
      return {
        glyph: 'turning',
        tone: 'none',
        verb: 'Testing',
        fact: `asking ${host ?? 'the provider'}, no tokens spent`,
        act: 'skip',
      };
    case 'failed':
      return { glyph: 'triangle', tone: 'warn', verb: 'Not tested', fact: question.message, act: 'test' };
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
      verb: 'Not tested',
      fact: `${unjudged(trial)}; it can be saved and is asked about later`,
      act: 'test',
    };
  }
  const who = trial.host ?? 'it';
  const fact =
    trial.outcome === 'ok'
      ? `${who}${trial.latencyMs === null ? '' : ` in ${Math.round(trial.latencyMs)} ms`}, no tokens spent`
      : `${trial.httpStatus === null ? '' : `${trial.httpStatus} from ${who}. `}${meaningOf(trial.outcome).gist}`;
  return { ...sign, fact, act: 'test' };
}

/** Why no word about the key came. */
function unjudged({ outcome, host, httpStatus }: Trial): string {
  if (outcome === 'network') return `${host ?? 'The provider'} was not reached`;
  const { gist } = meaningOf(outcome);
  return httpStatus === null || host === null ? gist : `${httpStatus} from ${host}. ${gist}`;
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
