import type { Step } from './managers.ts';

/** A step as a person types it. */
export function typed(step: Step): string {
  return step
    .map((word) => (/^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}
