import { createHash } from 'node:crypto';
import type { Random } from '../ports.ts';

/** Crockford's base 32: no I, L, O or U, which are read as something else. https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const misread: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

const secretBytes = 20;
const secretSymbols = 32;
const checkSymbols = 3;
const groupSymbols = 5;

/**
 * A code to print and put away: 160 random bits in 32 symbols, three more that catch typing mistakes, in seven groups
 * of five. What opens the vault is the code without its separators ({@link readRecoveryCode}).
 */
export function newRecoveryCode(random: Random): string {
  const secret = symbolsOf(random(secretBytes));
  const groups = `${secret}${checkOf(secret)}`.match(new RegExp(`.{${groupSymbols}}`, 'g'));
  return (groups ?? []).join('-');
}

/**
 * A code as a person typed it: any case, any separators or none, O for 0 and I or L for 1. Gives the code, `mistyped`
 * where it has the length of one and its check does not fit, null where it is none.
 */
export function readRecoveryCode(typed: string): { code: string } | 'mistyped' | null {
  const symbols = typed
    .toUpperCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .replace(/[OIL]/g, (letter) => misread[letter] ?? letter);
  if (symbols.length !== secretSymbols + checkSymbols) return null;
  if (![...symbols].every((symbol) => alphabet.includes(symbol))) return 'mistyped';
  const secret = symbols.slice(0, secretSymbols);
  return symbols.slice(secretSymbols) === checkOf(secret) ? { code: symbols } : 'mistyped';
}

function symbolsOf(bytes: Uint8Array): string {
  let symbols = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) symbols += alphabet[(held >> (bits - 5)) & 31] ?? '';
    held &= (1 << bits) - 1;
  }
  return symbols;
}

/** The first 15 bits of the code's SHA-256: one mistake in 32,768 goes unnoticed, and then does not open anything. */
function checkOf(secret: string): string {
  const digest = createHash('sha256').update(`keywatch/v1|recovery|${secret}`).digest();
  return symbolsOf(digest.subarray(0, 2)).slice(0, checkSymbols);
}
