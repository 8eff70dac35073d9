/** One sign of a secret: every way to write it, none of which begins another. */
export type Sign = readonly Buffer[];

/** A whole secret, sign by sign, in one way of writing. */
export interface Spelling {
  signs: readonly Sign[];
  /** Line breaks may stand between its signs. */
  wraps: boolean;
}

/** Whatever is shorter stands in ordinary text by chance. Bytes. */
const shortest = 4;

/**
 * Every way in which a secret may stand in what a program prints: as it is, in URLs, in JSON, and in base64 wherever it begins in
 * what was encoded (D-B30). None for what is shorter than four bytes.
 */
export function spellingsOf(secret: string): Spelling[] {
  const bytes = Buffer.from(secret);
  if (bytes.length < shortest) return [];
  return [
    // In a URL as it stands, unless it holds what begins an escape there.
    ...(secret.includes('%') ? [spelled([...bytes].map((byte) => [Buffer.of(byte)]))] : []),
    spelled([...bytes].map(inUrl)),
    spelled([...secret].map(inJson)),
    ...[0, 1, 2].map((before) => inBase64(bytes, before)),
  ];
}

const spelled = (signs: Sign[]): Spelling => ({ signs, wraps: false });

/** Each of them once, in small and in capital hexadecimal digits. */
function escapes(...written: readonly string[]): Buffer[] {
  const both = written.flatMap((text) => [
    text,
    text.replace(/[0-9a-f]+$/, (digits) => digits.toUpperCase()),
  ]);
  return [...new Set(both)].map((text) => Buffer.from(text));
}

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

const percent = '%'.charCodeAt(0);
const blank = ' '.charCodeAt(0);

function inUrl(byte: number): Sign {
  const escape = escapes(`%${hex(byte, 2)}`);
  if (byte === percent) return escape;
  return [Buffer.of(byte), ...(byte === blank ? [Buffer.from('+')] : []), ...escape];
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function inJson(sign: string): Sign {
  const units = Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at));
  const small = units.map((unit) => `\\u${hex(unit, 4)}`).join('');
  const capital = units.map((unit) => `\\u${hex(unit, 4).toUpperCase()}`).join('');
  const short = shortEscapes[sign];
  const mustEscape = sign === '"' || sign === '\\' || sign < ' ';
  const written = [...(mustEscape ? [] : [sign]), ...(short === undefined ? [] : [short]), small, capital];
  return [...new Set(written)].map((text) => Buffer.from(text));
}

/** The two signs that URLs have others for, and that they or JSON may escape. */
const twofold: Readonly<Record<string, Sign>> = {
  '+': [...escapes('%2b', '\\u002b'), Buffer.from('+'), Buffer.from('-')],
  '/': [...escapes('%2f', '\\u002f'), Buffer.from('\\/'), Buffer.from('/'), Buffer.from('_')],
};

/**
 * What of the base64 of a text hangs on the secret alone, when so many bytes over a multiple of three stand before it: its
 * first and last signs may hold bits of what is beside it.
 */
function inBase64(bytes: Buffer, before: number): Spelling {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
  return { signs: [...own].map((sign) => twofold[sign] ?? [Buffer.from(sign)]), wraps: true };
}

/** How a line may be broken, as it is and in JSON. */
const breaks: Sign = ['\r\n', '\n', '\\r\\n', '\\n'].map((text) => Buffer.from(text));

/** Not here, and: it may be here, once more of the text has come. */
export const none = -1;
export const more = -2;

/** Where a spelling that begins there ends, or {@link none}, or {@link more}. */
export function endOf({ signs, wraps }: Spelling, text: Buffer, from: number): number {
  let at = from;
  for (let index = 0; index < signs.length; index++) {
    if (wraps && index > 0) {
      const behind = behindSign(breaks, text, at);
      if (behind === more) return more;
      if (behind !== none) at = behind;
    }
    const next = behindSign(signs[index] ?? [], text, at);
    if (next < 0) return next;
    at = next;
  }
  return at;
}

function behindSign(sign: Sign, text: Buffer, from: number): number {
  for (const written of sign) {
    const room = text.length - from;
    const length = Math.min(written.length, room);
    let at = 0;
    while (at < length && text[from + at] === written[at]) at++;
    if (at === written.length) return from + at;
    if (at === room) return more;
  }
  return none;
}

/** The first three bytes of everything that may begin a spelling. */
export function beginningsOf({ signs, wraps }: Spelling): (readonly [number, number, number])[] {
  let begun: Buffer[] = [Buffer.alloc(0)];
  for (const [index, sign] of signs.entries()) {
    const broken =
      wraps && index > 0 ? breaks.flatMap((it) => sign.map((way) => Buffer.concat([it, way]))) : [];
    begun = begun.flatMap((bytes) =>
      bytes.length > 2 ? [bytes] : [...sign, ...broken].map((way) => Buffer.concat([bytes, way])),
    );
    if (begun.every((bytes) => bytes.length > 2)) break;
  }
  return begun.map(([one = 0, two = 0, three = 0]) => [one, two, three]);
}
