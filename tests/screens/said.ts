import type { Language } from '../../src-shared/say.ts';
import { phrases } from '../../src-shared/languages/zh-cn/phrases.ts';

/** What the window says for an English message. Throws where the language has no phrase for it. */
export function said(language: Language, english: string): string {
  if (language === 'en') return english;
  const phrase = phrases[english];
  if (phrase === undefined) throw new Error(`${language} has no phrase for “${english}”`);
  return phrase;
}
