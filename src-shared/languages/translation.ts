import { IntlMessageFormat } from 'intl-messageformat';
import type { Language, Translation } from '../say.ts';

/** Messages of one room of the house: what English says there, and how it is said here, both as ICU messages. */
export type Phrases = Readonly<Record<string, string>>;

/** A language from its table. Each message is read once, when it is first said. */
export function translationFrom(language: Language, phrases: Phrases): Translation {
  const formats = new Map<string, IntlMessageFormat>();
  return {
    language,
    of(message, values) {
      const phrase = Object.hasOwn(phrases, message) ? phrases[message] : undefined;
      if (phrase === undefined) return null;
      let format = formats.get(message);
      if (format === undefined) {
        format = new IntlMessageFormat(phrase, language, undefined, { ignoreTag: true });
        formats.set(message, format);
      }
      return String(format.format({ ...values }));
    },
  };
}
