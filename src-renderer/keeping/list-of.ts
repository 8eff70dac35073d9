import { language } from '../../src-shared/say.ts';

/** Names after each other, as this language lists them: "a, b". */
export const listOf = (names: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'unit', style: 'short' }).format(names);
