import { telling } from '../../src-shared/say.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';

/**
 * The JSON of a vault's text. A record that is no JSON any more is kept as it lies, under its id, for its profile to be
 * named as damaged, so that one bad byte does not take the other profiles along. Throws a SyntaxError, whose message
 * says what is wrong in words that follow "it cannot be read:", where more than records is damaged or text is missing.
 */
export function parseVault(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch {
    const mended = parseRecords(plain);
    if (mended !== null) return mended;
    // The parser's own message quotes the file.
    throw new SyntaxError(
      plain.trim() === '' ? telling('it is empty') : telling('it is cut short or damaged (not valid JSON)'),
    );
  }
}

const opening = ',"profiles":{';
const ending = '\n}}\n';
/**
 * Records begin on lines of their own; one whose line break was damaged is still told by its beginning, unless that is the
 * rest of an id in which a letter became a quote.
 */
const betweenRecords = /\n|(?="[a-z0-9][a-z0-9-]*:[\w.-]{1,128}":\{)(?<!(?:^|\n)"[\w.:-]{0,160})/;

/** The document of a text whose head and end are sound, record by record; null where they are not. */
function parseRecords(text: string): JsonObject | null {
  const begin = text.indexOf(opening);
  if (begin === -1 || !text.endsWith(ending)) return null;
  const head = parsed(`${text.slice(0, begin)}}`);
  if (!isJsonObject(head)) return null;
  const records = recordsOf(text.slice(begin + opening.length, -ending.length));
  const sound = new Set(records.flatMap(({ json }) => (json === null ? [] : Object.keys(json))));
  const profiles: JsonObject = {};
  for (const [index, { text: record, json }] of records.entries()) {
    if (json !== null) Object.assign(profiles, json);
    else profiles[idOf(record, sound) ?? `unreadable:${index + 1}`] = { unreadable: record };
  }
  return { ...head, profiles };
}

interface FoundRecord {
  text: string;
  /** Null where it is none any more. */
  json: JsonObject | null;
}

function recordsOf(text: string): FoundRecord[] {
  const records: FoundRecord[] = [];
  for (const piece of text.split(betweenRecords)) {
    const json = parseRecord(piece);
    const last = records.at(-1);
    // A byte that became a line break has cut one record in two.
    const isHalf = /^"\w+":/.test(piece) || !/\},?$/.test(last?.text ?? '}');
    const goesOn = json === null && last?.json === null && isHalf;
    if (goesOn) last.text += `\n${piece}`;
    else if (piece.length > 1) records.push({ text: piece, json });
  }
  return records;
}

/** One `"id":{…}`, whatever stands after it in the place of a comma and a line break. */
function parseRecord(piece: string): JsonObject | null {
  for (const cut of [0, 1, 2]) {
    const record = parsed(`{${piece.slice(0, piece.length - cut)}}`);
    if (!isJsonObject(record)) continue;
    // The second half of a record that a line break cut in two is JSON as well.
    const values = Object.values(record);
    return values.length === 1 && isJsonObject(values[0]) ? record : null;
  }
  return null;
}

function idOf(piece: string, taken: ReadonlySet<string>): string | null {
  const id = /^"([a-z0-9][a-z0-9-]*:[\w.-]{1,128})"/.exec(piece)?.[1];
  return id === undefined || taken.has(id) ? null : id;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
