import { parseReference } from '../../src-shared/reference.ts';
import type { PastedLine } from './clean-paste.ts';
import { longestOf, shapeOf } from './known-shapes.ts';
import { bareValue, closing, namesApiKey, namesSecret, stripEnd, type Unwrapped } from './unwrap-line.ts';
import {
  beginsAnother,
  isRandom,
  isWord,
  keyStart,
  logicalLines,
  mostParts,
  readOn,
  runOfKey,
  type LogicalPaste,
  type Part,
} from './wrapped-lines.ts';
import { foreignByVariable, providerByVariable } from './variable-names.ts';

/** Why a piece may not be whole: a line below that may belong to it, or a quote that nothing closes. */
export type Doubt = 'next_line' | 'open_quote' | 'several';

/** One key as it was found in a paste, whole again. */
export interface Piece {
  text: string;
  /** The variable it was given to; null when it stood alone. */
  name: string | null;
  /** What was taken off in front. */
  taken: string;
  lineBreaks: number;
  blanks: number;
  /** Set when it cannot be told where the key ends. */
  doubt?: Doubt;
}

/** What lies beyond so many is not looked at: a paste of keys has fewer. */
const mostPieces = 400;
const keyText = /^[\w.~+/=:-]+$/;

/** The keys of a paste in the order in which they stand there. */
export function findKeys(pasted: readonly PastedLine[]): Piece[] {
  const { lines, widest } = logicalLines(pasted);
  const used = new Set<number>();
  const named: { piece: Piece; ours: boolean }[] = [];
  const settings = lines.filter(({ unwrapped }) => unwrapped.name !== null).length;
  for (const [line, one] of lines.entries()) {
    if (named.length >= mostPieces) break;
    if (used.has(line) || one.text === '') continue;
    const { unwrapped } = one;
    const known = [...unwrapped.value.matchAll(keyStart)].slice(0, mostPieces);
    const found =
      known.length === 0
        ? namedValues(unwrapped, { lines, widest, line, used })
        : known.map((match, place) => {
            const behind = match.index + match[0].length;
            const after = place === known.length - 1 ? unwrapped.value.slice(behind) : null;
            return dotted(match[0], unwrapped, after, { lines, widest, line, used });
          });
    const ours = settings < 2 || known.length > 0 || isOurs(unwrapped.name);
    for (const [place, piece] of found.entries())
      named.push({
        piece: place === 0 ? { ...piece, lineBreaks: piece.lineBreaks + one.breaks } : piece,
        ours,
      });
  }
  // In a file of settings what no provider's tool reads counts only where nothing else does: other people's secrets.
  const ours = named.filter((one) => one.ours);
  return (ours.length > 0 ? ours : named).map(({ piece }) => piece);
}

/** Whether a name is of a provider here, or of the kind that providers of models use. */
const isOurs = (name: string | null): boolean =>
  name === null || providerByVariable(name) !== null || foreignByVariable(name) !== null || namesApiKey(name);

interface Place extends LogicalPaste {
  line: number;
  used: Set<number>;
}

/** What may complete a key whose form is known: blanks apart in its line, and lines of nothing but such parts. */
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
    parts.push({ text, line: place.line });
    if (text !== part) return parts;
  }
  for (let line = place.line + 1; line < place.lines.length && parts.length < mostParts; line++) {
    const given = place.lines[line]?.text ?? '';
    const text = stripEnd(given, closing);
    if (text === '' || !keyText.test(text.replaceAll(/\s/g, ''))) break;
    if (place.lines[line]?.unwrapped.name !== null || beginsAnother(text)) break;
    for (const word of text.split(/\s+/)) parts.push({ text: word, line });
    if (text !== given) break;
  }
  return parts.slice(0, mostParts);
}

/** A full stop ends a sentence, unless the key goes on in the next line: `AQ.` and web tokens have dots inside. */
function dotted(start: string, one: Unwrapped, after: string | null, place: Place): Piece {
  const bare = stripEnd(start, '.');
  if (bare === start || after !== '' || shapeOf(bare)?.whole) return wholeKey(bare, one, after, place);
  const piece = wholeKey(start, one, after, place);
  return piece.lineBreaks > 0 ? piece : wholeKey(bare, one, after, place);
}

/** A key that begins with a known prefix, with the parts that a narrow terminal or a mail cut off it. */
function wholeKey(start: string, one: Unwrapped, after: string | null, place: Place): Piece {
  const complete = completed(start, after, one, place);
  if (complete !== null) return complete;
  const apart = after === null ? { parts: [], whole: true } : inLine(after, place.line);
  const begun = start + apart.parts.map((part) => part.text).join('');
  if (!apart.whole || after === null) return joined(start, apart.parts, one, place);
  const below = readOn(begun, place.line, place, (longer) => longer.length <= longestOf(longer));
  const parts = [...apart.parts, ...below.parts];
  return joined(start, parts, one, place, below.doubt ? 'next_line' : unclosed(one));
}

/** A key of a known form, with the parts that make it whole; null where no number of them does. */
function completed(start: string, after: string | null, one: Unwrapped, place: Place): Piece | null {
  const parts = shapeOf(start)?.whole ? [] : completing(start, followers(after, place));
  const text = start + parts.map((part) => part.text).join('');
  if (!shapeOf(text)?.whole) return null;
  const last = parts.at(-1);
  const reaches = last === undefined ? after === '' : place.lines[last.line]?.text.endsWith(last.text);
  if (reaches !== true) return joined(start, parts, one, place);
  // A form of many lengths may be whole already and go on all the same.
  const more = readOn(start, place.line, place, (longer) => shapeOf(longer)?.whole === true, parts);
  return joined(start, [...parts, ...more.parts], one, place, more.doubt ? 'next_line' : undefined);
}

function completing(start: string, parts: readonly Part[]): readonly Part[] {
  let text = start;
  let words = 0;
  for (const [index, part] of parts.entries()) {
    text += part.text;
    const beside = [parts[index - 1], parts[index + 1]].some((other) => other?.line === part.line);
    // A part of a key may read like a word; two of them in a line are a sentence.
    if (beside && isWord(part.text) && part.text.length >= 3 && ++words > 1) return [];
    if (shapeOf(text)?.whole) return parts.slice(0, index + 1);
  }
  return [];
}

/** Parts of a key that blanks cut in its own line. `whole`: they reach the line's end. */
function inLine(after: string, line: number): { parts: Part[]; whole: boolean } {
  const parts: Part[] = [];
  if (after !== '' && !/^\s/.test(after)) return { parts, whole: false };
  for (const text of after.split(/\s+/).filter((part) => part !== '')) {
    if (!isRandom(text)) return { parts, whole: false };
    parts.push({ text, line });
  }
  return { parts, whole: true };
}

/** Whether a value begins with a quote that nothing closes. */
function leftQuote({ value }: Unwrapped): boolean {
  const first = value.charAt(0);
  return /["'`]/.test(first) && !value.includes(first, 1);
}

const unclosed = (one: Unwrapped): Doubt | undefined => (leftQuote(one) ? 'open_quote' : undefined);

function joined(start: string, parts: readonly Part[], one: Unwrapped, place: Place, doubt?: Doubt): Piece {
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
    ...(doubt === undefined ? {} : { doubt }),
  };
}

/** Values without a known form, where their name says that they are secrets. */
function namedValues(one: Unwrapped, place: Place): Piece[] {
  if (one.taken === '') return [];
  if (one.name !== null && providerByVariable(one.name) === null && !namesSecret(one.name)) return [];
  const value = bareValue(one.value);
  if (value === '') return valueBelow(one, place);
  if (parseReference(value) !== null) return [joined(value, [], one, place)];
  const quoted = /^["'`]/.test(one.value) && !leftQuote(one);
  const reaches = !quoted && value.length === one.value.replace(/^["'`]/, '').length;
  const several =
    one.name !== null && /KEYS(?:_?\d{1,3})?$/i.test(one.name) ? value.split(/[\s,;]+/) : [value];
  if (several.length > 1) return listed(several, one, reaches, place);
  const [start = '', ...rest] = value.split(/\s+/);
  if (rest.length > 0) return apart(start, rest, one, quoted, place);
  if (!reaches || !runOfKey.test(start)) return [joined(start, [], one, place, unclosed(one))];
  return [below(start, one, place)];
}

/** A value that reaches its line's end, with what belongs to it below. */
function below(start: string, one: Unwrapped, place: Place): Piece {
  // The cut may lie inside the prefix.
  const complete = completed(start, '', one, place);
  if (complete !== null) return complete;
  const { parts, doubt } = readOn(start, place.line, place, () => true);
  const list = !doubt && looksLikeList(start, parts) ? 'several' : undefined;
  return joined(start, parts, one, place, doubt ? 'next_line' : (list ?? unclosed(one)));
}

/** Parts of one length, each long enough for a key: as likely several keys as one that was cut. */
const looksLikeList = (start: string, parts: readonly Part[]): boolean =>
  parts.length > 0 && isRandom(start) && parts.every(({ text }) => text.length === start.length);

/** Several keys under one name. Where their line may go on, the last is not surely whole. */
function listed(keys: readonly string[], one: Unwrapped, reaches: boolean, place: Place): Piece[] {
  const whole = keys.filter((key) => key !== '');
  return whole.map((key, index) =>
    index === whole.length - 1 && reaches && runOfKey.test(key)
      ? below(key, one, place)
      : joined(key, [], one, place),
  );
}

/** A value with blanks in it: a key in pieces, a key and a command, or words. */
function apart(
  start: string,
  rest: readonly string[],
  one: Unwrapped,
  quoted: boolean,
  place: Place,
): Piece[] {
  const parts = rest.map((text) => ({ text, line: place.line }));
  const keyLike = [start, ...rest].every((text) => runOfKey.test(text));
  if (rest.every(isRandom) || (quoted && keyLike && [start, ...rest].some((text) => !isWord(text))))
    return [joined(start, parts, one, place)];
  if (quoted || !runOfKey.test(start)) return [joined([start, ...rest].join(' '), [], one, place, 'several')];
  const [next = ''] = rest;
  const unsure =
    isRandom(next) || (runOfKey.test(next) && /^\w+$/.test(next) && /\d/.test(next) && !isWord(next));
  return [joined(start, [], one, place, unsure ? 'next_line' : undefined)];
}

/** A name whose value begins in the next line: cut right behind the `=`, or written so in YAML. */
function valueBelow(one: Unwrapped, place: Place): Piece[] {
  const line = place.line + 1;
  const start = place.lines[line]?.text ?? '';
  if (!isRandom(start) || place.lines[line]?.unwrapped.taken !== '') return [];
  place.used.add(line);
  const piece = below(start, one, { ...place, line });
  return [{ ...piece, lineBreaks: piece.lineBreaks + 1 }];
}

/** Everything of a paste that names nothing and begins like nothing known, as one text. */
export function bareText(pasted: readonly PastedLine[]): {
  piece: Piece;
  /** The text was cut into these, or these are words beside it. */
  words: string[];
} {
  const { lines, widest } = logicalLines(pasted);
  const filled = lines.flatMap((line, at) => (line.text === '' ? [] : [at]));
  const words = filled.flatMap((at) => (lines[at]?.text ?? '').split(/\s+/));
  const first = filled[0] ?? 0;
  const start = lines[first]?.text ?? '';
  const one: Unwrapped = { name: null, value: start, taken: '' };
  const place: Place = { lines, widest, line: first, used: new Set() };
  const breaks = lines[first]?.breaks ?? 0;
  if (filled.length > 1 && runOfKey.test(start)) {
    const piece = below(start, one, place);
    const left = filled.filter((at) => at !== first && !place.used.has(at));
    const prose = isRandom(start) && left.every((at) => !(lines[at]?.text ?? '').split(/\s+/).some(isRandom));
    if (left.length === 0 || piece.doubt !== undefined || prose) return { piece, words: [piece.text] };
  }
  const text = bareValue(words.join(''));
  const piece: Piece = {
    text,
    name: null,
    taken: '',
    lineBreaks: Math.max(0, filled.length - 1) + breaks,
    blanks: words.length - filled.length,
    ...(filled.length > 1
      ? { doubt: 'several' as const }
      : leftQuote(one)
        ? { doubt: 'open_quote' as const }
        : {}),
  };
  return { piece, words };
}
