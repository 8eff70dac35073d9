import { say } from '../../src-shared/say.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';

/** As many characters as the core asks for. */
export const shortestPassphrase = 8;

export type Strength = 'none' | 'short' | 'weak' | 'fair' | 'strong';

export const strengthWords: Readonly<
  Record<Strength, { readonly glyph: Glyph; readonly tone: Tone; readonly words: string } | null>
> = {
  none: null,
  short: {
    glyph: 'hollow',
    tone: 'none',
    words: say('At least {count} characters.', { count: shortestPassphrase }),
  },
  weak: {
    glyph: 'triangle',
    tone: 'warn',
    words: say('Weak: who has a copy could try until it opens. Five unrelated words are better.'),
  },
  fair: { glyph: 'limited', tone: 'good', words: say('Fair. One more word makes it strong.') },
  strong: { glyph: 'check', tone: 'good', words: say('Strong, if you use it nowhere else.') },
};

const classes: readonly (readonly [pattern: RegExp, symbols: number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{N}/u, 10],
  [/[^\p{L}\p{N}]/u, 20],
];

/** Words a guesser begins with; found in a passphrase they count as one symbol. */
const firstGuesses = /password|passwort|passphrase|keywatch|qwerty|letmein|welcome|admin|secret|iloveyou/giu;

const fairBits = 45;
const strongBits = 58;
/** People choose characters less freely than chance does. */
const chosen = 0.8;

/**
 * How well a passphrase withstands a guesser, roughly: its length times what its kinds of characters give, where what
 * repeats, runs on or is guessed first counts little. A word of a sentence gives no more than a list of 4,000 would.
 */
export function strengthOf(passphrase: string): Strength {
  const text = passphrase.normalize('NFKC');
  if (text === '') return 'none';
  if ([...text].length < shortestPassphrase) return 'short';
  const bits = Math.min(bitsByCharacter(text), bitsByWord(text));
  return bits < fairBits ? 'weak' : bits < strongBits ? 'fair' : 'strong';
}

function bitsByCharacter(text: string): number {
  const left = [...text.replace(firstGuesses, '*').toLowerCase()];
  const telling = left.filter((symbol, at) => {
    const step = code(symbol) - code(left[at - 1]);
    return at === 0 || Math.abs(step) > 1;
  });
  const variety = Math.min(new Set(telling).size * 2.5, telling.length);
  const symbols = classes.reduce((sum, [pattern, more]) => sum + (pattern.test(text) ? more : 0), 0);
  return chosen * variety * Math.log2(Math.max(symbols, 2));
}

const bitsOfWord = 12;

/** Infinite where it is not made of words. */
function bitsByWord(text: string): number {
  const parts = text.split(/[\s\p{P}\p{S}]+/u).filter((part) => part !== '');
  if (parts.length < 2 || !parts.every((part) => /^\p{L}{2,}\p{N}{0,2}$/u.test(part)))
    return Number.POSITIVE_INFINITY;
  return new Set(parts.map((part) => part.toLowerCase())).size * bitsOfWord;
}

const code = (symbol: string | undefined) => symbol?.codePointAt(0) ?? -9;
