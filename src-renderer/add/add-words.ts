import type { Found, Profile } from '../../src-shared/contract-schema.ts';
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
  name: string | null;
}): string | null {
  const { found } = about;
  if (found === null) return about.hasText ? 'One key at a time' : 'Nothing pasted yet';
  const missing = missingCharacters(found);
  if (missing !== null) return `${missing} characters to go`;
  if (found.problem?.blocks === true) return 'This cannot be kept';
  if (about.provider === '') return 'Choose the provider';
  if (about.baseUrl !== null && (about.baseUrl === '' || baseUrlProblem(about.baseUrl) !== null)) {
    return 'The base URL is missing';
  }
  if (about.name !== null && about.name.trim() === '') return 'It needs a name';
  if (about.policy) return 'Agree to the terms first';
  return about.problem === null ? null : 'A date cannot be read';
}

/** The primary button says what will be. */
export function resultWords(question: Question, stored: Profile | null): string {
  if (stored !== null) return 'Add a second time';
  if (isRefused(question)) return 'Add all the same';
  const failed = question.phase === 'failed' || question.phase === 'answered';
  return failed && !isTested(question) ? 'Add untested' : 'Add profile';
}

/** Who is asked when it is tested: the host of a server of one's own, else the provider's name. */
export function hostOf(baseUrl: string | null, name: string | null): string | null {
  if (baseUrl === null) return name;
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : null;
}

/** What is wrong with a base URL as typed; null while it is empty or fine. */
export function baseUrlProblem(text: string): string | null {
  if (text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const fits = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  return fits ? null : 'Not an address. Try https://gateway.example/v1.';
}

/** How many profiles the provider has already. */
export function placeHint(profiles: readonly Profile[], provider: string): string {
  const count = profiles.filter((profile) => profile.provider === provider).length;
  if (provider === '' || count === 0) return '';
  return `${provider} has ${count === 1 ? 'one profile' : `${count} profiles`} already.`;
}
