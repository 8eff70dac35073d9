import { parseReference } from '../../src-shared/reference.ts';
import type { PastedLine } from './clean-paste.ts';
import { keyPrefixes, providerByVariable, shapeOf } from './known-shapes.ts';
import { bareValue, closing, namesSecret, stripEnd, unwrapLine, type Unwrapped } from './unwrap-line.ts';

/** One key as it was found in a paste, whole again. */
export interface Piece {
  text: string;
  /** The variable it was given to; null when it stood alone. */
  name: string | null;
  /** What was taken off in front. */
  taken: string;
  lineBreaks: number;
  blanks: number;
}

const keyText = /^[\w.~+/=-]+$/;
const escaped = keyPrefixes.map((prefix) => prefix.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
/** Where a known key begins: not in the middle of a word. */
const keyStart = new RegExp(String.raw`(?<![A-Za-z0-9_-])(?:${escaped.join('|')})[\w.~+/=-]*`, 'g');

/** The longest key in many parts; what lies beyond is another text. */
const mostParts = 16;
/** A line as long as this may have been cut by a terminal. */
const wrapWidth = 40;

/** Parts of a wrapped key look random: words do not. */
const looksRandom = (part: string): boolean =>
  keyText.test(part) && (/[\d_]|[a-z][A-Z]|[A-Z]{2}|^-|-$/.test(part) || part.length > 24);

interface Part {
  text: string;
  line: number;
  /** It begins and ends its line. */
  alone: boolean;
}

/** The keys of a paste in the order in which they stand there. */
export function findKeys(lines: readonly PastedLine[]): Piece[] {
  const used = new Set<number>();
  const pieces: Piece[] = [];
  const unwrapped = lines.map(({ text }) => unwrapLine(text));
  const settings = unwrapped.filter(({ name }) => name !== null).length;
  for (const [line, one] of unwrapped.entries()) {
    if (used.has(line) || lines[line]?.text === '') continue;
    const known = [...one.value.matchAll(keyStart)];
    if (known.length > 0)
      for (const [place, match] of known.entries()) {
        const after = place === known.length - 1 ? one.value.slice(match.index + match[0].length) : null;
        pieces.push(wholeKey(stripEnd(match[0], '.'), one, after, { lines, unwrapped, line, used }));
      }
    else pieces.push(...namedValues(one, settings, { lines, unwrapped, line, used }));
  }
  return pieces;
}

interface Place {
  lines: readonly PastedLine[];
  unwrapped: readonly Unwrapped[];
  line: number;
  used: Set<number>;
}

/** What may be the rest of a key: blanks apart in its line, and lines that hold nothing but one part each. */
function followers(after: string | null, place: Place): Part[] {
  if (after === null) return [];
  const parts: Part[] = [];
  const inLine = after
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  for (const part of inLine) {
    const text = stripEnd(part, closing);
    if (text === '') continue;
    if (!keyText.test(text) || parts.length >= mostParts) return parts;
    parts.push({ text, line: place.line, alone: false });
    if (text !== part) return parts;
  }
  for (let line = place.line + 1; line < place.lines.length && parts.length < mostParts; line++) {
    const given = place.lines[line]?.text ?? '';
    const text = stripEnd(given, closing);
    if (text === '' || !keyText.test(text.replaceAll(/\s/g, '')) || place.unwrapped[line]?.name !== null)
      break;
    if (new RegExp(keyStart.source).test(text)) break;
    const words = text.split(/\s+/);
    for (const word of words) parts.push({ text: word, line, alone: words.length === 1 });
    if (text !== given) break;
  }
  return parts.slice(0, mostParts);
}

/** A key that begins with a known prefix, with the parts that a narrow terminal or a mail cut off it. */
function wholeKey(start: string, one: Unwrapped, after: string | null, place: Place): Piece {
  const parts = followers(after, place);
  const count = partsOf(start, parts);
  return joined(start, parts.slice(0, count), one, place);
}

/** How many of the parts belong to a key that begins so. */
function partsOf(start: string, parts: readonly Part[]): number {
  if (shapeOf(start)?.whole) return 0;
  let text = start;
  for (const [index, part] of parts.entries()) {
    text += part.text;
    if (shapeOf(text)?.whole) return index + 1;
  }
  // No way to make it whole: it is cut off somewhere, but what surely continues it belongs to it.
  const shape = shapeOf(start)?.known.shape;
  const expected = shape !== undefined && 'length' in shape ? shape.length : undefined;
  if (expected === undefined && start.length < wrapWidth) return 0;
  let length = start.length;
  let count = 0;
  for (const part of parts) {
    length += part.text.length;
    if (!looksRandom(part.text) || length > (expected ?? 4096)) break;
    count++;
  }
  const stopped = parts[count];
  // A sentence may begin with a word that looks random: then none of its line belongs to the key.
  return stopped !== undefined && !stopped.alone && count > 0 && parts[count - 1]?.line === stopped.line
    ? parts.findIndex((part) => part.line === stopped.line)
    : count;
}

function joined(start: string, parts: readonly Part[], one: Unwrapped, place: Place): Piece {
  let lineBreaks = 0;
  let blanks = 0;
  let line = place.line;
  for (const part of parts) {
    if (part.line === line) blanks++;
    else lineBreaks++;
    line = part.line;
    if (line !== place.line) place.used.add(line);
  }
  return {
    text: start + parts.map((part) => part.text).join(''),
    name: one.name,
    taken: one.taken,
    lineBreaks,
    blanks,
  };
}

/** Values without a known form, where their name says that they are secrets. */
function namedValues(one: Unwrapped, settings: number, place: Place): Piece[] {
  const value = bareValue(one.value);
  if (one.taken === '' || value === '') return [];
  const provider = one.name === null ? null : providerByVariable(one.name);
  // In a file of settings only what a provider's tools read counts: the rest are other people's secrets.
  if (one.name !== null && provider === null && (settings > 1 || !namesSecret(one.name))) return [];
  const piece = (text: string): Piece => ({
    text,
    name: one.name,
    taken: one.taken,
    lineBreaks: 0,
    blanks: 0,
  });
  if (parseReference(value) !== null) return [piece(value)];
  const several = one.name !== null && /KEYS$/i.test(one.name) ? value.split(/[\s,;]+/) : [value];
  if (several.length > 1) return several.filter((text) => text !== '').map(piece);
  const [start = '', ...rest] = value.split(/\s+/);
  if (!keyText.test(start)) return [piece(value)];
  const ends = value.length === one.value.replace(/^["'`]/, '').length;
  const parts =
    rest.length > 0 || !ends || start.length < wrapWidth
      ? []
      : followers('', place).filter((part) => part.alone);
  const count = parts.findIndex((part) => !looksRandom(part.text));
  const blanks = rest.every(looksRandom) ? rest : [];
  const whole = joined(start + blanks.join(''), count < 0 ? parts : parts.slice(0, count), one, place);
  return [{ ...whole, blanks: blanks.length }];
}

/** Everything of a paste that names nothing and begins like nothing known, as one text without blanks. */
export function bareText(lines: readonly PastedLine[]): {
  text: string;
  lineBreaks: number;
  blanks: number;
  words: string[];
} {
  const filled = lines.map(({ text }) => text).filter((text) => text !== '');
  const words = filled.flatMap((text) => text.split(/\s+/));
  const text = bareValue(words.join(''));
  return { text, words, lineBreaks: Math.max(0, filled.length - 1), blanks: words.length - filled.length };
}
