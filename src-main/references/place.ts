/** One text in a file, and the RFC 6901 pointer that leads to it. It may be a secret. */
export interface Place {
  pointer: string;
  /** What it stands under: a variable's or a member's own name. */
  name: string;
  value: string;
}

/** A pointer one step longer. */
export const below = (pointer: string, step: string | number): string =>
  `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
