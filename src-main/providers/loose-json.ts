import { isObject } from './json.ts';
import { parseJson } from './json-in-text.ts';

/** How many places of a text are tried as the beginning of JSON. */
const mostBegins = 24;
/** How deep and how long one such piece may be. */
const deepest = 40;
const longest = 64 * 1024;

const words: Readonly<Record<string, string>> = {
  None: 'null',
  True: 'true',
  False: 'false',
  undefined: 'null',
  NaN: 'null',
};

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** One piece of such a text at a time: a string in either quotes, a sign of structure, or a bare word. */
const pieces = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|[{}[\]:,]|\s+|[^\s{}[\]:,"']+/y;

function asString(quoted: string): string {
  if (quoted.startsWith('"') && parseJson(quoted) !== undefined) return quoted;
  return JSON.stringify(
    quoted.slice(1, -1).replaceAll(/\\(.)/gs, (_, sign: string) => (sign === 'n' ? '\n' : sign)),
  );
}

/** A number or a word of JSON stays, a word of Python becomes one, any other bare word is a name or a text. */
function asValue(word: string): string {
  if (/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?$/.test(word) || /^(?:null|true|false)$/.test(word)) return word;
  return words[word] ?? JSON.stringify(word);
}

/** The object or list that begins at `begin`, however JavaScript or Python print it; undefined where none does. */
function readAt(text: string, begin: number): { value: unknown; end: number } | undefined {
  const open: string[] = [];
  let json = '';
  pieces.lastIndex = begin;
  for (let match = pieces.exec(text); match !== null; match = pieces.exec(text)) {
    const [piece] = match;
    if (closing[piece] !== undefined) open.push(closing[piece]);
    if (open.length > deepest || json.length > longest) return undefined;
    if (piece === '}' || piece === ']') {
      if (open.pop() !== piece) return undefined;
      // Both languages allow a comma before the end.
      json = json.replace(/,$/, '');
    }
    if (/^["']/.test(piece)) json += asString(piece);
    else if (/^[{}[\]:,]$/.test(piece)) json += piece;
    else if (piece.trim() !== '') json += asValue(piece);
    if (open.length === 0) {
      const value = parseJson(json);
      return value === undefined ? undefined : { value, end: pieces.lastIndex };
    }
  }
  return undefined;
}

const errorNames = new Set([
  'error',
  'errors',
  'message',
  'detail',
  'base_resp',
  'code',
  'type',
  'msg',
  'status',
]);

/** Whether this is what a server says of a failure, rather than a list or the settings of a request. */
const tellsError = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).some((name) => errorNames.has(name.toLowerCase()));

/** The JSON in a text people copied that tells of a failure, as printed by JSON, JavaScript or Python; undefined for none. */
export function looseJson(text: string): unknown {
  let tries = 0;
  for (let begin = text.search(/[{[]/); begin >= 0 && tries < mostBegins; tries++) {
    const found = readAt(text, begin);
    const told = Array.isArray(found?.value) ? (found.value[0] as unknown) : found?.value;
    if (tellsError(told)) return found?.value;
    const next = text.slice(begin + 1).search(/[{[]/);
    begin = next < 0 ? -1 : begin + 1 + next;
  }
  return undefined;
}
