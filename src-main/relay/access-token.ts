import { hash } from 'node:crypto';
import type { Random } from '../ports.ts';

/** What access tokens begin with, so that nobody takes one for a key, nor a key for one. */
export const tokenPrefix = 'kwr_';
const form = /^kwr_[\w-]{43}$/;

/** A new token of 256 random bits; only its hash is ever kept. */
export function newToken(random: Random): string {
  return tokenPrefix + Buffer.from(random(32)).toString('base64url');
}

/** What is kept of a token, hex. A plain hash will do: nobody guesses 256 bits. */
export function hashOf(token: string): string {
  return hash('sha256', token);
}

export const isToken = (text: string): boolean => form.test(text);
