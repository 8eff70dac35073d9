import { say } from './say.ts';

/** Names in a row: "Work, Home, CI". */
export function listed(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.reduce((some, next) => say('{some}, {next}', { some, next }), first);
}

/** Names within a sentence: "Work, Home and CI". */
export function listedWithAnd(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : say('{some} and {last}', { some: listed(names.slice(0, -1)), last });
}

/** Names as a person types them after each other, by the comma of any language: "work, nightly", "工作，夜间". */
export const typedNames = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、]/)
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  ),
];
