import { shortName } from './wording.ts';

/** A name or an id, and what others who look on see in its place. */
export interface Covered {
  readonly text: string;
  readonly stand: string;
}

/** A sentence in which each of those, whole or as short as titles have it, is covered by what stands for it. */
export function coverNames(sentence: string, names: readonly Covered[]): string {
  return (
    names
      .flatMap(({ text, stand }) =>
        [...new Set([text, shortName(text)])].map((each) => ({ text: each, stand })),
      )
      // The longer one first: one name may begin another.
      .sort((left, right) => right.text.length - left.text.length)
      .reduce((covered, { text, stand }) => covered.replaceAll(text, stand), sentence)
  );
}
