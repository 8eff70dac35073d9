import { languages, type Language, type Translation } from '../say.ts';

/** What to speak where a person left it to the system: the first of its languages that is here, else English. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [main] = tag.toLowerCase().split('-');
    const found = languages.find((each) => each.toLowerCase().split('-')[0] === main);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** The table of each language but English, loaded where it is spoken. A new one needs this line, its name and nothing else. */
const tables = {
  'zh-CN': () => import('./zh-cn/phrases.ts'),
} satisfies Record<Exclude<Language, 'en'>, unknown>;

/** What {@link speak} is given for a language; English needs nothing. */
export async function translationOf(language: Language): Promise<Translation | null> {
  if (language === 'en') return null;
  const [{ translationFrom }, { phrases, told }] = await Promise.all([
    import('./translation.ts'),
    tables[language](),
  ]);
  return translationFrom(language, phrases, told);
}
