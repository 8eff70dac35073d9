import type { RawAnswer } from './provider.ts';

export type JsonObject = { readonly [name: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text under a name, or null. */
export function textOf(object: unknown, name: string): string | null {
  const value = isObject(object) ? object[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** The number under a name, also where it is written as text; null when there is none. */
export function numberOf(object: unknown, name: string): number | null {
  const value = isObject(object) ? object[name] : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** An answer's body, opened: what it is, and what it says about itself. */
export interface OpenedBody {
  /** Undefined when the body is not JSON. */
  json: unknown;
  form: 'json' | 'cut_json' | 'html' | 'text' | 'empty';
  /** The first sentence meant for people, as written; null when there is none. */
  sentence: string | null;
  /** All sentences, lower case with straight quotes: what rules of words look at. */
  words: string;
  /** All codes, lower case, outermost first: what rules of codes look at. */
  codes: readonly string[];
}

const sentenceNames = new Set([
  'message',
  'msg',
  'error_description',
  'errormessage',
  'error_message',
  'status_msg',
  'detail',
  'details',
  'title',
  'description',
  'error',
  'errors',
]);
const codeNames = new Set([
  'code',
  'type',
  'status',
  'reason',
  'error',
  'error_code',
  'errorcode',
  'error_type',
  'statuscode',
  'status_code',
  'notification_id',
  '__type',
]);
const deepest = 6;
const mostPieces = 60;

const unreadable = new RegExp(String.raw`[\u0000-\u0008\u000E-\u001A\u001C-\u001F\uFFFD]`);

/** Opens a body. `headers` names are lower case; nothing here looks at the status. */
export function openBody(answer: RawAnswer): OpenedBody {
  const body = answer.body.trim();
  const type = (answer.headers['content-type'] ?? '').toLowerCase();
  const nothing = { json: undefined, sentence: null, words: '', codes: [] };
  if (body === '') return { ...nothing, form: type.includes('html') ? 'html' : 'empty' };
  const json = parse(body);
  if (json !== undefined) return { ...heard(json, answer.headers), json, form: 'json' };
  if (body.startsWith('<') || type.includes('html')) return { ...nothing, form: 'html' };
  if (answer.truncated && /^[[{]/.test(body)) return { ...nothing, form: 'cut_json' };
  // Compressed or otherwise unreadable: nothing in it is meant for people.
  if (unreadable.test(body)) return { ...nothing, form: 'text' };
  return { ...nothing, form: 'text', sentence: body, words: plain(body) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Collects what an answer says, breadth first: the outer sentence comes before the quoted one. */
function heard(
  json: unknown,
  headers: RawAnswer['headers'],
): Pick<OpenedBody, 'sentence' | 'words' | 'codes'> {
  const sentences: string[] = [];
  // Bedrock names the error in a header: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html
  const codes = (headers['x-amzn-errortype'] ?? '')
    .split(':', 1)
    .filter((code) => code !== '')
    .map((code) => code.toLowerCase());
  let level: { name: string; value: unknown }[] = [{ name: '', value: json }];
  let pieces = 0;
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: { name: string; value: unknown }[] = [];
    for (const { name, value } of level) {
      if (++pieces > mostPieces) break;
      if (Array.isArray(value))
        next.push(...value.slice(0, 8).map((item) => ({ name, value: item as unknown })));
      else if (isObject(value))
        for (const key of Object.keys(value).slice(0, 24))
          next.push({ name: key.toLowerCase(), value: value[key] });
      else if (typeof value === 'string' || typeof value === 'number') {
        const text = String(value).trim();
        if (text === '') continue;
        // xAI writes a sentence where others write a code; it is one of a fixed few, so it counts as a code.
        if (name === 'code' || (codeNames.has(name) && /^[\w.:/#-]{1,80}$/.test(text)))
          codes.push(text.toLowerCase());
        else if (sentenceNames.has(name)) sentences.push(text);
      }
    }
    level = next;
  }
  return { sentence: sentences[0] ?? null, words: plain(sentences.join('\n')), codes: [...new Set(codes)] };
}

function plain(text: string): string {
  return text
    .slice(0, 8192)
    .normalize('NFKC')
    .replaceAll(/[‘’‛′]/g, "'")
    .replaceAll(/[“”„″]/g, '"')
    .toLowerCase();
}
