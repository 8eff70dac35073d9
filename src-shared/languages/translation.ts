import { IntlMessageFormat } from 'intl-messageformat';
import type { Language, Translation } from '../say.ts';
import { spaced } from '../times.ts';
import { timeIn } from './english-times.ts';
import { createHearing } from './hearing.ts';
import { asValue, joined } from './spacing.ts';

/** Messages of one room of the house: what English says there, and how it is said here, both as ICU messages. */
export type Phrases = Readonly<Record<string, string>>;

/** What stands under these names in a message is words of ours as well; under any other a name, which stays as it is. */
const words: ReadonlySet<string> = new Set([
  'advice',
  'code',
  'credential',
  'how',
  'kept',
  'next',
  'problem',
  'reason',
  'remedy',
  'source',
  'what',
  'which',
  'why',
]);

/** What stands under these is a time, as English says it. */
const timed: ReadonlySet<string> = new Set([
  'age',
  'date',
  'day',
  'interval',
  'moment',
  'since',
  'span',
  'until',
  'when',
]);

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A language from its table, and what of it is told and therefore heard. Each message is read once, when it is first said. */
export function translationFrom(language: Language, phrases: Phrases, told: Phrases = phrases): Translation {
  const formats = new Map<string, IntlMessageFormat>();
  let hear: ReturnType<typeof createHearing> | null = null;
  const times = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });

  function of(message: string, values: Readonly<Record<string, string | number>>): string | null {
    const phrase = Object.hasOwn(phrases, message) ? phrases[message] : undefined;
    if (phrase === undefined) return null;
    let format = formats.get(message);
    if (format === undefined) {
      format = new IntlMessageFormat(phrase, language, undefined, { ignoreTag: true });
      formats.set(message, format);
    }
    const marked = Object.entries(values).map(([name, value]) => [name, asValue(value)]);
    return joined(String(format.format(Object.fromEntries(marked))));
  }

  function heard(text: string): string | null {
    hear ??= createHearing(told);
    if (Object.hasOwn(told, text)) return of(text, {});
    // A profile's id stands first, and sentences stand by themselves: what is left then is what one message became.
    const own = /^\S+:\S+: /.test(text) ? ofOne(text) : null;
    if (own !== null) return own;
    const understood = hear(text);
    if (understood === null) return oneByOne(text) ?? ofOne(text) ?? bare(text);
    const given = Object.entries(understood.values);
    const spans = given.some(([, value]) => /[.;] /.test(String(value)));
    const apart = spans ? oneByOne(text) : null;
    if (apart !== null) return apart;
    return of(
      understood.message,
      Object.fromEntries(given.map(([name, value]) => [name, inside(name, value)])),
    );
  }

  /** What was put one after the other, and a phrase that a full stop made a sentence. */
  function oneByOne(text: string): string | null {
    const [, sentence, more] = /^(.+?\.) (.+)$/s.exec(text) ?? [];
    const sentences = both(sentence, more, '');
    if (sentences !== null) return sentences;
    const [, first, rest] = /^(.+?); (.+)$/s.exec(text) ?? [];
    const clauses = both(first, rest, '；');
    if (clauses !== null) return clauses;
    const phrase = text.endsWith('.') ? heard(text.slice(0, -1)) : null;
    return phrase === null ? null : `${phrase}。`;
  }

  function both(first: string | undefined, rest: string | undefined, sign: string): string | null {
    const [before, after] = [first && heard(first), rest && heard(rest)];
    return before && after ? `${before}${sign}${after}` : null;
  }

  /** An article says nothing here. */
  function bare(text: string): string | null {
    const [, noun] = /^(?:an?|the) (.+)$/s.exec(text) ?? [];
    return noun === undefined ? null : heard(noun);
  }

  /** Whose it is stands before it: `openai:work: …`. */
  function ofOne(text: string): string | null {
    const [, name, rest] = /^(\S+): (.+)$/s.exec(text) ?? [];
    const said = rest === undefined ? null : heard(rest);
    return name === undefined || said === null ? null : `${name}：${said}`;
  }

  /** Words within a sentence are shorter than it, so this ends. */
  function inside(name: string, value: string | number): string | number {
    if (typeof value === 'number') return value;
    if (moment.test(value)) return spaced(times.format(new Date(value)));
    if (timed.has(name)) return timeIn(language, value) ?? value;
    if (words.has(name)) return heard(value) ?? value;
    // Nobody names a key in several small words that are ours to the letter.
    return (/^\p{Ll}+ /u.test(value) && Object.hasOwn(told, value) ? of(value, {}) : null) ?? value;
  }

  return { language, of, heard };
}
