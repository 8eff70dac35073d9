import type { Glyph as Shape, Tone } from '../../src-shared/state-word.ts';

export type IconName =
  | 'close'
  | 'columns'
  | 'copy'
  | 'down'
  | 'eye'
  | 'gear'
  | 'grip'
  | 'key'
  | 'left'
  | 'link'
  | 'lock'
  | 'more'
  | 'offline'
  | 'plus'
  | 'ref'
  | 'refresh'
  | 'right'
  | 'search'
  | 'tick'
  | 'undo';

/** A state's shape in a row or a line. */
export function Glyph({ shape, tone }: { shape: Shape; tone: Tone }) {
  return (
    <svg className={`g ${tone}`} aria-hidden="true">
      <use href={`#g-${shape}`} />
    </svg>
  );
}

/** A line icon of 16 px, or 12 in running text. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? 'i s12' : 'i'} aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  );
}

/** One ring, turning while a key is tested. */
export function Turning() {
  return (
    <svg className="g none turning" viewBox="0 0 14 14" aria-hidden="true">
      <circle className="track" cx="7" cy="7" r="5.3" />
      <path d="M7 1.7a5.3 5.3 0 0 1 5.3 5.3" />
    </svg>
  );
}

/** A provider is two letters on grey, as an element is: no colour, no logo. */
export function Mark({ letters, large = false }: { letters: string; large?: boolean }) {
  return (
    <span className={large ? 'mark large' : 'mark'} aria-hidden="true">
      {letters}
    </span>
  );
}
