import type { Random } from '../ports.ts';
import { cast } from './cast.ts';
import type { Part } from './part.ts';
import type { Player } from './far-side.ts';

// No letter that could begin another provider's key, and none that ends a word.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrtuvwxyz23456789';
const hex = '0123456789abcdef';

function keyLike({ provider, key }: Part, random: Random): string | null {
  if (key === null) return null;
  const alphabet = provider === 'openrouter' || provider === 'deepseek' ? hex : letters;
  const body = Array.from(random(key.letters), (byte) => alphabet[byte % alphabet.length]).join('');
  return `${key.begins}${body}${key.ends ?? ''}`;
}

/** Everybody in the sample, each with a key that never was one. */
export const playersOf = (random: Random): Player[] =>
  cast.map((part) => ({ part, key: keyLike(part, random) }));
