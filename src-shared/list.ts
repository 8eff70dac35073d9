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
