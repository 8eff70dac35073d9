import type { PastedLine } from './clean-paste.ts';
import { keyPrefixes, ownSigns, shapeOf } from './known-shapes.ts';
import { closing, stripEnd, unwrapLine, type Unwrapped } from './unwrap-line.ts';

const escape = (prefix: string) => prefix.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const escaped = keyPrefixes.map(escape);
const withSigns = [...ownSigns].map(([prefix, signs]) => `${escape(prefix)}[\\w.~+/=${signs}-]*`);
const firstLetters = [...new Set(keyPrefixes.map((prefix) => prefix.charAt(0)))].join('');
/** Where a known key begins: not in the middle of a word. The first letter alone rules most places out at once. */
export const keyStart = new RegExp(
  String.raw`(?=[${firstLetters}])(?<![A-Za-z0-9_-])(?:${[...withSigns, `(?:${escaped.join('|')})[\\w.~+/=-]*`].join('|')})`,
  'g',
);
const beginsKnown = new RegExp(`^${keyStart.source}`);

/** The longest key in many parts; what lies beyond is another text. */
export const mostParts = 64;
const longestKey = 8192;
const shortestKey = 16;

/** Characters of keys whose form nobody published; what closes a value or begins a remark is none of them. */
export const runOfKey = /^[^\s"'`\\<>{}()[\],;#|\u0080-\uFFFF]+$/;

/** A line of a paste as it was meant: texts in quotes are whole again. */
export interface LogicalLine extends PastedLine {
  unwrapped: Unwrapped;
  /** Line breaks that were taken out of it. */
  breaks: number;
}

export interface LogicalPaste {
  lines: readonly LogicalLine[];
  /** The farthest column that any line reaches. */
  widest: number;
}

/** What may stand between quotes over several lines, a list of keys included. */
const quotedPart = /^[^\s"'`\\<>{}()|]+$/;

/** The quote that a line leaves open right before a text that reaches the line's end; null where none is. */
function openQuote(text: string): string | null {
  const found = /(?:^|[\s=:([{,])(["'`])((?:[^\s"'`\\<>{}()|]*))$/.exec(text);
  if (found?.[1] === undefined) return null;
  const before = text.slice(0, text.length - (found[2] ?? '').length);
  return (before.split(found[1]).length - 1) % 2 === 1 ? found[1] : null;
}

/** The quote a line leaves open: at its value, or around the whole header that it begins. */
function leftOpen(text: string, { value }: Unwrapped): string | null {
  const quote = openQuote(text);
  if (quote !== null) return quote;
  const first = value.charAt(0);
  return /["'`]/.test(first) && !value.includes(first, 1) && quotedPart.test(value.slice(1)) ? first : null;
}

/** Lines with the texts in quotes joined that run over several: a closing quote says better than any width where a key ends. */
export function logicalLines(lines: readonly PastedLine[]): LogicalPaste {
  const out: LogicalLine[] = [];
  let widest = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) continue;
    widest = Math.max(widest, line.end);
    const unwrapped = unwrapLine(line.text);
    const quote = leftOpen(line.text, unwrapped);
    const rest = quote === null ? null : untilClosed(lines, at + 1, quote);
    if (rest === null) out.push({ ...line, unwrapped, breaks: 0 });
    else {
      const text = line.text + rest.text;
      out.push({ ...line, text, unwrapped: unwrapLine(text), breaks: rest.count, continued: false });
      at += rest.count;
    }
  }
  return { lines: out, widest };
}

function untilClosed(
  lines: readonly PastedLine[],
  from: number,
  quote: string,
): { text: string; count: number } | null {
  let text = '';
  for (let at = from; at < Math.min(lines.length, from + mostParts); at++) {
    const given = lines[at]?.text ?? '';
    const end = given.indexOf(quote);
    const part = end < 0 ? given : given.slice(0, end);
    if ((part === '' && end < 0) || (part !== '' && !quotedPart.test(part))) return null;
    if (end < 0 && unwrapLine(given).name !== null) return null;
    text += given;
    if (end >= 0) return { text, count: at - from + 1 };
  }
  return null;
}

const vowels = /[aeiouy]/i;
const unspeakable = /[^aeiouy]{5}|[aeiou]{4}/i;

/** Whether a text reads like words, names and small numbers. A random one may by chance, the seldomer the longer. */
export function isWord(text: string): boolean {
  // The last sign of base64, alone in its line.
  if (/^[+/]+$/.test(text)) return false;
  return text
    .split(/[-_./+=~:@!?*&%^$]+|(?<=[a-z])(?=[A-Z])/)
    .filter((part) => part !== '')
    .every(
      (part) =>
        /^\d{1,4}$/.test(part) ||
        (/^(?:[A-Za-z][a-z]*|[A-Z]+)\d{0,2}$/.test(part) && vowels.test(part) && !unspeakable.test(part)),
    );
}

const surelyRandom = 12;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text can hardly be anything but a part of a key. */
export const isRandom = (text: string): boolean =>
  text.length >= surelyRandom && /^[\w.~+/=:-]+$/.test(text) && !isWord(text) && !uuid.test(text);

interface Row {
  end: number;
  length: number;
}

/** Whether a row falls short of another, however they were cut: at a column, or after so many characters. */
const shorter = (one: Row, other: Row): boolean => one.end < other.end && one.length < other.length;

export interface Part {
  text: string;
  line: number;
}

/** What was read below a key's first line: the parts that belong to it, and whether one more may. */
export interface ReadOn {
  parts: Part[];
  doubt: boolean;
}

interface Reading {
  lines: readonly LogicalLine[];
  /** The lines of this key so far: the columns in which they ended, and how much of the key each held. */
  rows: Row[];
  widest: number;
  /** The key so far. */
  text: string;
}

/** Whether a prefix was cut in its middle: what stands behind the cut may look like another prefix. */
const cutInPrefix = (text: string, part: string): boolean =>
  keyPrefixes.some(
    (prefix) => prefix.length > text.length && prefix.startsWith(text) && (text + part).startsWith(prefix),
  );

type Verdict = 'joins' | 'doubt' | 'ends';

/**
 * Reads the lines below a text that reaches its line's end. A terminal cuts in the middle of a text and only at its own
 * width, and leaves nothing else in the line: that tells parts of a key from sentences, prompts and other settings. Where it
 * does not, `doubt` says so. `may` refuses texts that the key's form rules out; `known` parts are taken already.
 */
export function readOn(
  start: string,
  line: number,
  { lines, widest }: LogicalPaste,
  may: (text: string) => boolean,
  known: readonly Part[] = [],
): ReadOn {
  const row = (part: Part): Row => ({ end: lines[part.line]?.end ?? 0, length: part.text.length });
  const reading: Reading = {
    lines,
    rows: [row({ text: start, line }), ...known.filter((part) => part.line > line).map(row)],
    widest,
    text: start + known.map((part) => part.text).join(''),
  };
  const parts: Part[] = [];
  for (let next = (known.at(-1)?.line ?? line) + 1; next < lines.length && parts.length < mostParts; next++) {
    const given = lines[next];
    const part = stripEnd((given?.text ?? '').split(/\s/, 1)[0] ?? '', closing);
    const longer = reading.text + part;
    const verdict =
      given === undefined || longer.length > longestKey || !may(longer) ? 'ends' : judge(part, next, reading);
    if (verdict === 'ends') return { parts, doubt: false };
    if (verdict === 'doubt') return { parts, doubt: true };
    const joining = { text: part, line: next };
    parts.push(joining);
    reading.text = longer;
    reading.rows.push(row(joining));
    if (given?.text !== part) break;
  }
  return { parts, doubt: false };
}

/** Signs with which a shell goes on behind a value. */
const shellSign = /^(?:&&?|\|\|?|;|#|>>?|\\)$/;

const surelyBegins = new RegExp(`^(?:${escaped.filter((prefix) => prefix.length > 4).join('|')})`);

/** Whether a line begins a key of its own: with a prefix too long for chance, or as a whole known key. */
export const beginsAnother = (text: string): boolean =>
  surelyBegins.test(text) || (beginsKnown.test(text) && shapeOf(text)?.whole === true);

/** Whether what begins like a key can be one by itself: by chance a part of another begins so too. */
function mayBeWhole(text: string): boolean {
  const begun = shapeOf(text);
  return (
    text.length >= shortestKey && (begun === null || begun.whole || begun.known.shape.pattern === undefined)
  );
}

function judge(part: string, at: number, { lines, rows, widest, text }: Reading): Verdict {
  const line = lines[at];
  const before = lines[at - 1];
  if (line === undefined || before === undefined || part === '') return 'ends';
  if (line.unwrapped.taken !== '' || line.breaks > 0 || line.remark !== before.remark) return 'ends';
  if (!runOfKey.test(part) || part.includes('://')) return 'ends';
  if (cutInPrefix(text, part)) return 'joins';
  // Each part of a web token begins like the first.
  if (beginsKnown.test(part) && !(text.startsWith('eyJ') && text.endsWith('.'))) {
    if (mayBeWhole(part)) return 'ends';
    if (rows.length < 2) return 'doubt';
  }
  if (before.continued) return 'joins';
  const random = isRandom(part);
  const word = isWord(part);
  const [first = '', second, ...more] = line.text.split(/\s+/);
  // Behind a prompt stands a command: a word, be it as unspeakable as `npm`.
  if (line.prompted && !random)
    return second !== undefined || word || /^[A-Za-z-]+$/.test(part) ? 'ends' : 'doubt';
  if (second !== undefined && !shellSign.test(second))
    return random || (!word && part.length > 5) || (more.length === 0 && !word) ? 'doubt' : 'ends';
  // "Thanks," is a word and its comma.
  if (word && first !== part && /[,:!?]$/.test(first)) return 'ends';
  // What is padded is whole.
  if (text.endsWith('=')) return word ? 'ends' : 'doubt';
  const row = { end: line.end, length: part.length };
  return byWidth({ random, word, row, rows, widest, first: at === rows.length });
}

interface Lone {
  random: boolean;
  word: boolean;
  row: Row;
  rows: readonly Row[];
  widest: number;
  /** The key stands in the paste's first line, which may have been marked from its middle on. */
  first: boolean;
}

/** What the widths say of a part that has its line to itself. */
function byWidth({ random, word, row, rows, widest, first }: Lone): Verdict {
  const last = rows.at(-1) ?? row;
  const earlier = rows.at(-2);
  if (earlier === undefined) {
    if (random) return 'joins';
    if (word && last.end < widest && !first) return 'ends';
    return !word && row.length >= 4 && row.end <= last.end ? 'joins' : 'doubt';
  }
  // The line before was not full, so the key ended there; or this one is longer than full.
  if (shorter(last, earlier) || shorter(last, row)) return random ? 'doubt' : 'ends';
  return word && row.length >= 4 && shorter(row, last) ? 'doubt' : 'joins';
}
