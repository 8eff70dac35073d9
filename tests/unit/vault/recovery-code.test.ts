import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newRecoveryCode, readRecoveryCode } from '../../../src-main/vault/recovery-code.ts';

const code = newRecoveryCode((bytes) => new Uint8Array(bytes).fill(0xa7));

describe('a recovery code', () => {
  it('is seven groups of five symbols that nobody takes for another', () => {
    for (let count = 0; count < 50; count += 1) {
      const made = newRecoveryCode((bytes) => randomBytes(bytes));
      expect(made).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(readRecoveryCode(made)).toEqual({ code: made.replaceAll('-', '') });
    }
  });

  it('carries every one of its 160 random bits', () => {
    const codes = new Set<string>();
    for (let bit = 0; bit < 160; bit += 1) {
      const bytes = new Uint8Array(20);
      bytes[bit >> 3] = 1 << (bit & 7);
      codes.add(newRecoveryCode(() => bytes).slice(0, 38));
    }
    expect(codes.size).toBe(160);
  });

  it.each([
    ['lower case', (text: string) => text.toLowerCase()],
    ['without separators', (text: string) => text.replaceAll('-', '')],
    ['with spaces and line breaks', (text: string) => ` ${text.replaceAll('-', ' \n ')}\n`],
    ['with dots and dashes of a word processor', (text: string) => text.replace('-', '.').replace('-', '—')],
    ['with O for 0', (text: string) => text.replaceAll('0', 'O')],
    ['with I and l for 1', (text: string) => text.replace('1', 'I').replaceAll('1', 'l')],
  ])('is read %s', (_, typed) => {
    expect(readRecoveryCode(typed(code))).toEqual({ code: code.replaceAll('-', '') });
  });

  it('catches each symbol typed wrong and each two neighbours swapped', () => {
    const symbols = [...code.replaceAll('-', '')];
    let unnoticed = 0;
    symbols.forEach((symbol, at) => {
      const wrong = symbols.with(at, symbol === '7' ? '8' : '7').join('');
      const next = symbols[at + 1] ?? symbol;
      const swapped = at === 34 ? symbols : symbols.with(at, next).with(at + 1, symbol);
      for (const typed of [wrong, swapped.join('')]) {
        if (typed !== symbols.join('') && readRecoveryCode(typed) !== 'mistyped') unnoticed += 1;
      }
    });
    expect(unnoticed).toBe(0);
  });

  it.each([['a passphrase of many words that is long'], [''], [code.slice(0, -1)], [`${code}7`]])(
    'is not found in %j',
    (typed) => {
      expect(readRecoveryCode(typed)).toBeNull();
    },
  );
});
