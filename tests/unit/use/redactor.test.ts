import { randomBytes } from 'node:crypto';
import { array, assert, constantFrom, nat, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, type Redaction } from '../../../src-main/use/redactor.ts';

const key = `sk-ant-api03-${'Kw7-'.repeat(23)}xAA`;
const mask = 'sk-ant-api03-…-xAA';
const odd = 'p/w+1 "q\\%é😀\n=&~end';
const oddMask = '<odd>';
const known: readonly Redaction[] = [
  { secret: key, mask },
  { secret: odd, mask: oddMask },
];

/** One that has come to its end begins anew. */
const ofKnown = createRedactor(known);

/** What comes out of a stream that is cut there. */
function through(chunks: readonly Buffer[], redactions = known): string {
  const redactor = redactions === known ? ofKnown : createRedactor(redactions);
  const shown = chunks.flatMap((chunk) => redactor.push(chunk));
  return Buffer.concat([...shown, ...redactor.end()]).toString('latin1');
}
const latin = (text: string) => Buffer.from(text).toString('latin1');
const base64 = (before: string, secret: string, behind: string) =>
  Buffer.from(before + secret + behind).toString('base64');

function cutAt(bytes: Buffer, ...places: number[]): Buffer[] {
  const ends = [...places, bytes.length].toSorted((a, b) => a - b);
  return ends.map((end, at) => bytes.subarray(at === 0 ? 0 : ends[at - 1], end));
}

/** What a program may write of a secret, and what of it must be left. */
const writings: readonly (readonly [how: string, written: (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['URL-encoded', encodeURIComponent],
  ['URL-encoded in small digits', (s) => encodeURIComponent(s).replace(/%../g, (it) => it.toLowerCase())],
  ['as a form sends it', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
  ['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
  ['in JSON with its slashes escaped', (s) => JSON.stringify(s).slice(1, -1).replaceAll('/', '\\/')],
  [
    'in JSON of ASCII alone',
    (s) =>
      JSON.stringify(s)
        .slice(1, -1)
        .replaceAll(/[^ -~]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
];

describe('a secret in what a program writes', () => {
  it.each(writings)('is replaced %s, wherever the stream is cut', (_how, written) => {
    for (const { secret, mask: instead } of known) {
      const bytes = Buffer.from(`before ${written(secret)} behind`);
      for (let at = 0; at <= bytes.length; at++)
        expect(through(cutAt(bytes, at))).toBe(latin(`before ${instead} behind`));
      expect(through(cutAt(bytes, ...bytes.keys()))).toBe(latin(`before ${instead} behind`));
    }
  });

  const encodings: readonly (readonly [how: string, of: (text: string) => string])[] = [
    ['in base64', (text) => text],
    ['in base64 of URLs', (text) => text.replaceAll('+', '-').replaceAll('/', '_')],
    ['in lines of 76', (text) => text.replaceAll(/.{76}/g, '$&\n')],
    ['in lines of 64 with both ends', (text) => text.replaceAll(/.{64}/g, '$&\r\n')],
    ['in lines of one sign', (text) => text.replaceAll(/./g, '$&\n')],
    ['in JSON in lines', (text) => JSON.stringify(text.replaceAll(/.{76}/g, '$&\n')).slice(1, -1)],
  ];
  it.each(encodings)('is replaced %s, in all three alignments, wherever the stream is cut', (_how, of) => {
    for (const { secret, mask: instead } of known)
      for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
        const bytes = Buffer.from(`. ${of(base64(before, secret, 'behind'))} .`);
        const whole = through([bytes]);
        expect(whole).toContain(latin(instead));
        // What is left of it beside the mask are the signs that hang on its surroundings too.
        const left = whole.replace(latin(instead), '').replaceAll(/\\n|\s/g, '');
        expect(left.length).toBeLessThan(26);
        for (let at = 0; at <= bytes.length; at++) expect(through(cutAt(bytes, at))).toBe(whole);
      }
  });

  it('is the same for any text and any cuts as in one piece', () => {
    const pieces = oneof(
      constantFrom(key, odd, ...writings.flatMap(([, w]) => [w(key), w(odd)])),
      constantFrom(base64('', key, ''), base64('x', key, 'yz'), base64('xy', odd, '')),
      constantFrom(key.slice(0, 40), key.slice(3), 'sk-', '\n', '\\', '%', 'c2', 'é'),
      string({ unit: 'grapheme', maxLength: 20 }),
    );
    assert(
      property(array(pieces, { maxLength: 12 }), array(nat(4000), { maxLength: 30 }), (text, cuts) => {
        const bytes = Buffer.from(text.join(''));
        const places = cuts.map((place) => place % (bytes.length + 1));
        expect(through(cutAt(bytes, ...places))).toBe(through([bytes]));
      }),
      { numRuns: 300 },
    );
  });

  it('is replaced as replacing it in the whole text would, and nothing else changes', () => {
    const text = array(
      oneof(constantFrom(key, odd, key.slice(0, 50)), string({ unit: 'grapheme', maxLength: 30 })),
    );
    assert(
      property(text, array(nat(4000), { maxLength: 10 }), (parts, cuts) => {
        const whole = parts.join('');
        const bytes = Buffer.from(whole);
        const places = cuts.map((place) => place % (bytes.length + 1));
        expect(through(cutAt(bytes, ...places))).toBe(
          latin(whole.replaceAll(key, mask).replaceAll(odd, oddMask)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is the longer one where two begin together, also when the rest comes later', () => {
    const two = [
      { secret: 'abcdef', mask: '1' },
      { secret: 'abcdefgh', mask: '2' },
    ];
    expect(through([Buffer.from('abcdef'), Buffer.from('gh abcdefg')], two)).toBe('2 1g');
  });

  it('leaves every other byte as it is', () => {
    const bytes = randomBytes(300_000);
    expect(through(cutAt(bytes, 7, 65_536, 131_072, 299_999))).toBe(bytes.toString('latin1'));
  });

  it('is nothing that is too short to be one', () => {
    expect(through([Buffer.from('a cat sat')], [{ secret: 'at', mask: '…' }])).toBe('a cat sat');
  });
});

describe('what may still become a secret', () => {
  it('is held back and no more than that', () => {
    const redactor = createRedactor(known);
    const shown = (pieces: Buffer[]) => Buffer.concat(pieces).toString();
    expect(shown(redactor.push(Buffer.from(`ready ${key.slice(0, 60)}`)))).toBe('ready ');
    expect(shown(redactor.push(Buffer.from(' no')))).toBe(`${key.slice(0, 60)} no`);
    expect(shown(redactor.end())).toBe('');
  });

  it('is shown after a while where it is a few bytes, and hidden from there on if it was one', () => {
    const redactor = createRedactor(known);
    const shown = (pieces: Buffer[]) => Buffer.concat(pieces).toString();
    expect(shown(redactor.push(Buffer.from('> sk')))).toBe('> ');
    expect(shown(redactor.pause())).toBe('sk');
    expect(shown(redactor.pause())).toBe('');
    expect(shown(redactor.push(Buffer.from(`${key.slice(2)} and`)))).toBe(`${mask} and`);
    expect(shown(redactor.push(Buffer.from('> sk')))).toBe('> ');
    expect(shown(redactor.pause())).toBe('sk');
    expect(shown(redactor.push(Buffer.from('ill')))).toBe('ill');
  });

  it('stays hidden where it is more than a few bytes, however long nothing comes', () => {
    const redactor = createRedactor(known);
    expect(redactor.push(Buffer.from(key.slice(0, 20)))).toEqual([]);
    expect(redactor.pause()).toEqual([]);
  });

  it('is bounded by the longest way to write a secret', () => {
    const redactor = createRedactor([{ secret: key, mask }]);
    const written = [...key].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    let out = 0;
    for (let round = 0; round < 200; round++)
      for (const piece of redactor.push(Buffer.from(written.slice(0, -1)))) out += piece.length;
    expect(200 * (written.length - 1) - out).toBeLessThan(written.length);
  });
});
