import { language } from '../../src-shared/say.ts';

/** Names after each other, as this language lists them: "a, b"; Chinese has no sign between units. */
export const listOf = (names: readonly string[]): string =>
  new Intl.ListFormat(language(), { type: 'conjunction', style: 'narrow' }).format(names);
