import { isObject } from './json.ts';

/** JSON, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lines looked at from each end: a stream begins with what it is and ends with what stopped it. */
const linesLooked = 32;

/** Whether a piece of a stream tells of a failure. */
const tellsFailure = (piece: unknown): boolean =>
  isObject(piece) && ((piece['error'] ?? null) !== null || piece['type'] === 'error');

/**
 * What a body of one JSON text a line says, be it events (`data: {…}`) or bare lines: its failure where there is one,
 * else its first piece; undefined when it is no such body. A last line that was cut off is no harm.
 */
export function parseLines(body: string): unknown {
  const lines = body.split(/\r?\n/).filter((line) => line.trim() !== '');
  const events = lines.filter((line) => /^data:\s*[[{]/.test(line)).map((line) => line.slice('data:'.length));
  const isEvents = events.length > 0 && lines.every((line) => /^(?:data|event|id|retry)?:/.test(line));
  const texts = isEvents ? events : lines.length > 1 ? lines : [];
  const looked =
    texts.length > 2 * linesLooked ? [...texts.slice(0, linesLooked), ...texts.slice(-linesLooked)] : texts;
  const pieces = looked.map(parseJson);
  const first = pieces[0];
  if (!isObject(first) || pieces.slice(0, -1).includes(undefined)) return undefined;
  return pieces.find(tellsFailure) ?? first;
}

/** JSON that a server quotes within a sentence of its own: a whole one, or after "… Exception - ". */
export function quotedJson(text: string): unknown {
  const begin = text.search(/[[{]\s*["{[]/);
  if (begin < 0 || text.length > 8192) return undefined;
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return parseJson(text.slice(begin, end + 1));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const element = (text: string, names: string): string | null => {
  const found = new RegExp(String.raw`<(?:\w{1,20}:)?(?:${names})>([^<]{1,2000})</`, 'i').exec(text)?.[1];
  return (
    found?.replaceAll(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '').trim() ?? null
  );
};

/**
 * The error that a service tells in XML, as AWS does, in the form of a JSON one; undefined for all else, pages above all.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function xmlError(text: string): unknown {
  const isPage = /<(?:!doctype html|html|head|body|script)\b/i.test(text);
  if (
    isPage ||
    !/^(?:<\?xml[^>]{0,200}>\s*)?<(?:\w{1,20}:)?[\w.]{0,60}(?:Error|Fault|Exception)\w{0,20}[\s>]/i.test(text)
  )
    return undefined;
  const code = element(text, 'code|faultcode');
  const message = element(text, 'message|faultstring');
  return code === null && message === null ? undefined : { error: { code, message } };
}
