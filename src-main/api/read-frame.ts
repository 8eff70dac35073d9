/** What a client may ask in one frame: a call (1), or a call taken back (4). No call of ours takes a stream (3). */
export type Frame = { i: string; t: 1; path: string } | { i: string; t: 4 };

/**
 * Only what our client sends; null for everything else. The library behind this decodes far more (files, forms, dates,
 * patterns), and what nobody of ours sends is only of use to somebody else (D-A3).
 */
export function readFrame(text: string): Frame | null {
  if (nestsTooDeep(text)) return null;
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(frame)) return null;
  const { i, t = 1, p } = frame;
  if (typeof i !== 'string' || i.length === 0 || i.length > 64) return null;
  if (t === 4) return { i, t };
  if (t !== 1 || !isRecord(p) || !hasOnly(p, ['u', 'b', 'h', 'm'])) return null;
  const { u: path, b: body, h: headers, m: method } = p;
  if (typeof path !== 'string' || !/^(?:\/\w{1,32}){1,3}$/.test(path)) return null;
  // Headers choose how the library decodes a body: no call of ours has any.
  if (headers !== undefined || (method !== undefined && method !== 'POST')) return null;
  if (body !== undefined && !isPlainBody(body)) return null;
  return { i, t, path };
}

/** What we send nests a dozen levels at most. */
const deepest = 64;

const [quote, backslash, bracket, brace, bracketEnd, braceEnd] = Buffer.from('"\\[{]}');

/** JSON.parse takes memory for every level that is opened, and a megabyte of brackets took eighty of it. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) isQuoted = !isQuoted;
    else if (unit === backslash) at++;
    else if (isQuoted) continue;
    else if (unit === bracketEnd || unit === braceEnd) depth--;
    else if ((unit === bracket || unit === brace) && ++depth > deepest) return true;
  }
  return false;
}

/** The number of a call that is too long to be read whole; null where it does not begin as a call does. */
export function idAtStart(text: string): string | null {
  return /^\{"i":"([\w-]{1,64})"/.exec(text.slice(0, 80))?.[1] ?? null;
}

/** The contract is JSON and no more: a body never says that a text of it is to become a date or a pattern. */
function isPlainBody(body: unknown): boolean {
  return isRecord(body) && hasOnly(body, ['json']);
}

function hasOnly(record: Record<string, unknown>, names: readonly string[]): boolean {
  return Object.keys(record).every((name) => names.includes(name));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
