import { typedNames } from '../../src-shared/list.ts';
import { say } from '../../src-shared/say.ts';
import type { Said } from '../add/field.tsx';

/** Why a token cannot be called so; null where it can. */
export function tokenNameProblem(name: string): string | null {
  return /^[A-Za-z0-9][\w.-]{0,63}$/.test(name)
    ? null
    : say('One word of letters, digits, dots, dashes and underscores.');
}

/** A number of requests, as typed. */
export function saidCount(text: string, most: number): Said<number> {
  const typed = text.trim();
  if (typed === '') return { value: undefined, problem: null };
  const value = /^\d{1,8}$/.test(typed) ? Number(typed) : 0;
  return value >= 1 && value <= most
    ? { value, problem: null }
    : { value: undefined, problem: say('A whole number from 1 to {most}.', { most }) };
}

/** Names of agents, with commas between them. */
export const saidNames = (text: string): Said<string[]> =>
  saidList(text, /^[A-Za-z0-9][\w.-]{0,63}$/, say('Names of agents, with commas between them.'));

/** Origins of pages, with commas between them. */
export const saidPages = (text: string): Said<string[]> =>
  saidList(
    text,
    /^https?:\/\/[^/\s]{1,255}$/,
    say('Addresses like https://app.example.com, without a path.'),
  );

function saidList(text: string, form: RegExp, problem: string): Said<string[]> {
  const all = typedNames(text);
  if (all.length === 0) return { value: undefined, problem: null };
  return all.every((each) => form.test(each)) ? { value: all, problem: null } : { value: undefined, problem };
}
