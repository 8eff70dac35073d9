import { isObject } from './json.ts';
import { parseJson, parseLines, quotedJson, xmlError } from './json-in-text.ts';
import type { RawAnswer } from './provider.ts';

export { isObject, numberOf, textOf, type JsonObject } from './json.ts';

/** An answer's body, opened: what it is, and what it says about itself. */
export interface OpenedBody {
  /** Undefined when the body is not JSON. */
  json: unknown;
  form: 'json' | 'cut_json' | 'xml' | 'html' | 'text' | 'empty';
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
  const { headers } = answer;
  const body = answer.body.trim();
  const type = (headers['content-type'] ?? '').toLowerCase();
  const inHeaders = heard(undefined, headers);
  if (body === '') return { ...inHeaders, json: undefined, form: type.includes('html') ? 'html' : 'empty' };
  const json = parseJson(body);
  if (json !== undefined) return { ...heard(json, headers), json, form: 'json' };
  const told = type.includes('html') ? undefined : body.startsWith('<') ? xmlError(body) : parseLines(body);
  if (told !== undefined)
    return { ...heard(told, headers), json: told, form: body.startsWith('<') ? 'xml' : 'json' };
  const nothing = { json: undefined, sentence: null, words: '', codes: inHeaders.codes };
  if (body.startsWith('<') || type.includes('html')) return { ...nothing, form: 'html' };
  if (answer.truncated && /^[[{]/.test(body)) return { ...nothing, form: 'cut_json' };
  // Compressed or otherwise unreadable: nothing in it is meant for people.
  if (unreadable.test(body)) return { ...nothing, form: 'text' };
  return { ...nothing, form: 'text', sentence: body, words: plain(body) };
}

/** Collects what an answer says, breadth first: the outer sentence comes before the quoted one. */
function heard(
  json: unknown,
  headers: RawAnswer['headers'],
): Pick<OpenedBody, 'sentence' | 'words' | 'codes'> {
  const sentences: string[] = [];
  const codes = headerCodes(headers);
  let level: { name: string; value: unknown }[] = [{ name: 'message', value: json }];
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
        else if (sentenceNames.has(name)) {
          const quoted = quotedJson(text);
          if (quoted !== undefined) next.push({ name, value: quoted });
          // A sentence that is nothing but a quotation is nobody's to show.
          if (quoted === undefined || !/^[[{]/.test(text)) sentences.push(text);
        }
      }
    }
    level = next;
  }
  const challenge = /\berror_description="([^"]{1,200})"/i.exec(headers['www-authenticate'] ?? '')?.[1];
  if (challenge !== undefined) sentences.push(challenge);
  return { sentence: sentences[0] ?? null, words: plain(sentences.join('\n')), codes: [...new Set(codes)] };
}

/**
 * Codes in headers: Bedrock's https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html and those of a
 * bearer challenge https://datatracker.ietf.org/doc/html/rfc6750#section-3
 */
function headerCodes(headers: RawAnswer['headers']): string[] {
  const amazon = (headers['x-amzn-errortype'] ?? '').split(':', 1)[0];
  const bearer = /\berror="([\w.-]{1,80})"/i.exec(headers['www-authenticate'] ?? '')?.[1];
  return [amazon, bearer].flatMap((code) => (code ? [code.toLowerCase()] : []));
}

function plain(text: string): string {
  return text
    .slice(0, 8192)
    .normalize('NFKC')
    .replaceAll(/[‘’‛′]/g, "'")
    .replaceAll(/[“”„″]/g, '"')
    .toLowerCase();
}
