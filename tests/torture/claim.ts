import { appendFileSync } from 'node:fs';

/** `npm run torture` asks for the long form; `npm test` shows the short one. */
export const isLong = process.env['KEYWATCH_TORTURE'] === 'long';

/** The seed of this run: given, or taken from the clock; it is in every claim that depends on it. */
export const seed = Number(process.env['KEYWATCH_SEED'] ?? Date.now() % 2 ** 31);

/** So many in the long form, or as many as KEYWATCH_ROUNDS says; so many in the short one. */
export function rounds(long: number, short: number): number {
  return Number(process.env['KEYWATCH_ROUNDS'] ?? (isLong ? long : short));
}

/** Says what was shown and with which numbers: one line of `npm run torture`. */
export function claim(what: string, numbers: Readonly<Record<string, string | number>>): void {
  const file = process.env['KEYWATCH_CLAIMS'];
  const said = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  if (file !== undefined) appendFileSync(file, `${what}: ${said.join(', ')}\n`);
}
