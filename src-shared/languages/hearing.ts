import type { Phrases } from './translation.ts';

/** An English text, taken apart into the message that it was and what stood in it. */
export interface Understood {
  message: string;
  values: Readonly<Record<string, string | number>>;
}

/** A message as English says it. */
interface Reading {
  message: string;
  pattern: RegExp;
  /** The longest piece that stands in it whatever its values are. */
  piece: string;
  /** How much of it is given: of two that fit, the one with more is meant. */
  given: number;
  /** What its plural counts where it leaves the number out: one thing, or several. */
  uncounted: Readonly<Record<string, number>>;
}

const plural = /\{(\w+), plural, one \{([^{}]*(?:\{\w+\}[^{}]*)*)\} other \{([^{}]*(?:\{\w+\}[^{}]*)*)\}\}/;
const placed = /\{(\w+)\}/g;
const literal = (text: string) => text.replaceAll("''", "'");
const escaped = (text: string) => literal(text).replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

function readingOf(message: string, text: string, uncounted: Reading['uncounted'] = {}): Reading {
  const seen = new Set<string>();
  const source = text.split(placed).map((part, index) => {
    if (index % 2 === 0) return escaped(part);
    if (seen.has(part)) return String.raw`\k<${part}>`;
    seen.add(part);
    return `(?<${part}>.*?)`;
  });
  const pieces = text.split(/\{\w+\}/).map(literal);
  return {
    message,
    // What a program printed may have lines of its own.
    pattern: new RegExp(`^${source.join('')}$`, 's'),
    piece: pieces.toSorted((a, b) => b.length - a.length)[0] ?? '',
    given: pieces.join('').length,
    uncounted,
  };
}

/** A message with one plural reads in two ways; what has more is said, never told. */
function readingsOf(message: string): Reading[] {
  const [whole, name, one, other] = plural.exec(message) ?? [];
  if (whole === undefined || name === undefined || one === undefined || other === undefined)
    return [readingOf(message, message)];
  return [one, other].map((branch, index) =>
    readingOf(
      message,
      message.replace(whole, branch.replaceAll('#', `{${name}}`)),
      branch.includes('#') ? {} : { [name]: index + 1 },
    ),
  );
}

/** A word or two that stand between anything would be found in everything. */
const isTelling = ({ message }: Reading) => /\p{L}{3}/u.test(message.replaceAll(placed, ''));

/**
 * Reads English by the messages it was made of. Two messages that can become the same text mean the same, so the one of
 * which more is given is as good as the one that was told.
 */
export function createHearing(told: Phrases): (text: string) => Understood | null {
  const readings = Object.keys(told)
    .filter((message) => message.includes('{'))
    .flatMap(readingsOf)
    .filter(isTelling)
    .toSorted((a, b) => b.given - a.given);
  return (text) => {
    if (Object.hasOwn(told, text)) return { message: text, values: {} };
    for (const { message, pattern, piece, uncounted } of readings) {
      const found = text.includes(piece) ? pattern.exec(text) : null;
      if (found === null) continue;
      const values: Record<string, string | number> = { ...found.groups, ...uncounted };
      // A plural is chosen by a number; what looks like one elsewhere reads the same either way.
      for (const [name, value] of Object.entries(values))
        if (/^(0|[1-9]\d{0,14})$/.test(String(value))) values[name] = Number(value);
      return { message, values };
    }
    return null;
  };
}
