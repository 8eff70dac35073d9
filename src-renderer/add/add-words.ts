import type { Found, Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import type { Met } from '../store/errors.ts';
import { isRefused, isTested, missingCharacters } from './findings.ts';
import type { Question } from './use-material.ts';

/** What still stands in the way of saving, in words; null when nothing does. */
export function whatIsMissing(about: {
  found: Found | null;
  hasText: boolean;
  provider: string;
  baseUrl: string | null;
  policy: boolean;
  problem: string | null;
  name: string;
}): string | null {
  const { found } = about;
  if (found === null) return about.hasText ? say('One key at a time') : say('Nothing pasted yet');
  const missing = missingCharacters(found);
  if (missing !== null)
    return say('{count, plural, one {# character to go} other {# characters to go}}', { count: missing });
  if (found.problem?.blocks === true) return say('This cannot be kept');
  if (about.provider === '') return say('Choose the provider');
  if (about.baseUrl !== null && (about.baseUrl.trim() === '' || baseUrlProblem(about.baseUrl) !== null)) {
    return about.baseUrl.trim() === '' ? say('The base URL is missing') : say('The base URL cannot be used');
  }
  if (about.name.trim() === '') return say('It needs a name');
  if (nameProblem(about.name) !== null) return say('The name cannot be used');
  if (about.policy) return say('Agree to the terms first');
  return about.problem === null ? null : say('A date cannot be read');
}

/** What a server without a key still lacks, in words; null when nothing. */
export function serverMissing(about: {
  provider: string;
  name: string;
  baseUrl: string;
  needsBaseUrl: boolean;
}): string | null {
  if (about.provider === '') return say('No provider here goes without a key');
  if (about.needsBaseUrl && about.baseUrl.trim() === '') return say('The base URL is missing');
  if (baseUrlProblem(about.baseUrl) !== null) return say('The base URL cannot be used');
  if (about.name.trim() === '') return say('It needs a name');
  return nameProblem(about.name) === null ? null : say('The name cannot be used');
}

/** The primary button says what will be. */
export function resultWords(question: Question, stored: Profile | null): string {
  if (stored !== null) return say('Add a second time');
  if (isRefused(question)) return say('Add anyway');
  const failed = question.phase === 'failed' || question.phase === 'answered';
  return failed && !isTested(question) ? say('Add untested') : say('Add profile');
}

/** Who is asked when it is tested: the host of a server of one's own, else the provider's name. */
export function hostOf(baseUrl: string | null, name: string | null): string | null {
  if (baseUrl === null) return name;
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : null;
}

/** What is wrong with a base URL as typed; null while it is empty or fine. The core refuses the same. */
export function baseUrlProblem(text: string): string | null {
  if (text.trim() === '') return null;
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || url.hostname === '' || !['https:', 'http:'].includes(url.protocol)) {
    return say('Not an address. Try https://gateway.example/v1.');
  }
  if (url.protocol === 'http:' && !thisComputer.test(url.hostname)) {
    return say('A key is sent over https only, or to this computer.');
  }
  if (url.username !== '' || url.password !== '') return say('Leave the user name and password out.');
  return url.search !== '' || url.hash !== '' ? say('Leave out what follows ? or #.') : null;
}

const thisComputer = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;
const longestName = 200;

/** What is wrong with a name as typed; null when it can be kept. The contract refuses the same. */
export function nameProblem(text: string): string | null {
  const { length } = text.trim();
  if (length === 0) return say('It needs a name. Try Work, or CI runner.');
  if (length <= longestName) return null;
  return say(
    '{count, plural, one {# character too many; {longest} fit.} other {# characters too many; {longest} fit.}}',
    { count: length - longestName, longest: longestName },
  );
}

/** What to say at a field that the core did not take. */
export function refusedField({ code, details }: Met, field: string): string | null {
  const fields = typeof details['fields'] === 'string' ? details['fields'].split(', ') : [];
  return code === 'invalid_input' && fields.includes(field)
    ? say('Keywatch does not take this. Try another.')
    : null;
}

/** How many profiles the provider has already. */
export function placeHint(profiles: readonly Profile[], provider: string, name: string): string {
  const count = profiles.filter((profile) => profile.provider === provider).length;
  if (provider === '' || count === 0) return '';
  return say('{name} has {count, plural, one {one profile} other {# profiles}} already.', { count, name });
}
