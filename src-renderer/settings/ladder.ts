import { say } from '../../src-shared/say.ts';

const mostDays = 365;
const mostRungs = 12;

/** "30, 14, 7, 1, 0" */
export const daysText = (days: readonly number[]): string => days.join(', ');

const pieces = (typed: string) => typed.split(/[\s,;，、；]+/).filter((piece) => piece !== '');

/** What is wrong with days as typed, in a sentence with an example; null when nothing is. */
export function daysProblem(typed: string): string | null {
  const found = pieces(typed);
  const isDays = (piece: string) => /^\d{1,3}$/.test(piece) && Number(piece) <= mostDays;
  if (!found.every(isDays))
    return say('Not a list of days up to {most}. Try 30, 14, 7, 1, 0.', { most: mostDays });
  return new Set(found.map(Number)).size > mostRungs
    ? say('At most {most} days.', { most: mostRungs })
    : null;
}

/** The days of what was typed, the farthest first, each once. */
export function daysIn(typed: string): number[] {
  return [...new Set(pieces(typed).map(Number))].sort((left, right) => right - left);
}
