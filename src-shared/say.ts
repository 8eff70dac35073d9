/**
 * What a person reads, in the language this process speaks. English is what the code says: a message is its own key, with
 * names in braces and plurals as ICU writes them. Every other language comes as a table of those keys and the library
 * that reads it (languages/), which English never loads.
 */

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' };

type Value = string | number;
type Values = Readonly<Record<string, Value>>;

type UpTo<Text extends string, End extends string> = Text extends `${infer Before}${End}${string}`
  ? Before
  : Text;
// Within a plural the braces hold words, which have blanks or the sign of the number.
type NameIn<Text extends string> = Text extends `${string}${' ' | '#'}${string}` | '' ? never : Text;

/** The names in the braces of a message. */
export type NamesOf<Message extends string> = Message extends `${string}{${infer Rest}`
  ? NameIn<UpTo<UpTo<Rest, '}'>, ','>> | NamesOf<Rest>
  : never;

type ValuesOf<Message extends string> = [NamesOf<Message>] extends [never]
  ? []
  : [values: Readonly<Record<NamesOf<Message>, Value>>];

/** Another language: a message in it, or null where its table has none. */
export interface Translation {
  language: Language;
  of(message: string, values: Values): string | null;
  /** What a message became in English, in it; null where no message of its table reads so. */
  heard(text: string): string | null;
}

/** Marks a message of a table, which is said where it is used: the language may be known later than the table. */
export const saying = <const Message extends string>(message: Message): Message => message;

let translation: Translation | null = null;

/** From now on this process speaks that; null is English. */
export function speak(other: Translation | null): void {
  translation = other;
}

/** What `what` gives, said in that language instead of the process's own; null is English. */
export function speaking<T>(other: Translation | null, what: () => T): T {
  const own = translation;
  translation = other;
  try {
    return what();
  } finally {
    translation = own;
  }
}

/** What this process speaks, as Intl and an HTML `lang` name it. */
export const language = (): Language => translation?.language ?? 'en';

/** `say('{count, plural, one {# key} other {# keys}} of {name}', { count, name })` */
export function say<const Message extends string>(message: Message, ...[values]: ValuesOf<Message>): string {
  const given: Values = values ?? {};
  return translation?.of(message, given) ?? english(message, given);
}

/**
 * What is said where nobody knows who will read it: errors, findings, reasons. English whatever this process speaks, so that
 * logs, scripts and the command line have one text; a window that speaks another language says it by {@link heard}.
 */
export function telling<const Message extends string>(
  message: Message,
  ...[values]: ValuesOf<Message>
): string {
  return english(message, values ?? {});
}

/** What was told in English, in the language this process speaks; as it came where it is no message of ours. */
export function heard(text: string): string {
  return translation?.heard(text) ?? text;
}

const plural = /\{(\w+), plural, one \{([^{}]*(?:\{\w+\}[^{}]*)*)\} other \{([^{}]*(?:\{\w+\}[^{}]*)*)\}\}/g;

function english(message: string, values: Values): string {
  // Most of what is told at the start of a program has no name in it.
  if (!/\{|''/.test(message)) return message;
  const chosen = message.replaceAll(plural, (_, name: string, one: string, other: string) => {
    const count = values[name] ?? '';
    return (count === 1 ? one : other).replaceAll('#', String(count));
  });
  // Before a brace ICU wants an apostrophe twice.
  return chosen.replaceAll(/''|\{(\w+)\}/g, (_, name?: string) =>
    name === undefined ? "'" : String(values[name] ?? ''),
  );
}
