/**
 * Chinese stands a space apart from words and numbers of other scripts, and never from itself. What a phrase says keeps to
 * that by itself (tests/unit/languages/spacing.test.ts); where a value meets it only the value tells.
 */

// Signs that nothing said holds; evidence.ts has two of its own.
const [from, to] = ['\uE002', '\uE003'];
const han = String.raw`\p{sc=Han}`;
const wide = String.raw`[\p{sc=Han}\u3000-\u303F\uFF00-\uFFEF]`;
const narrow = String.raw`[\p{L}\p{N}/~.$\x60-]`;

const seams: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(?<=${han}) ?${from}(?=${wide})|(?<=${wide})${to} ?(?=${han})`, 'gu'), ''],
  [new RegExp(`(?<=${han})${from}(?=${narrow})|(?<=${narrow})${to}(?=${han})`, 'gu'), ' '],
  [new RegExp(`[${from}${to}]`, 'gu'), ''],
];

/** A value with its ends marked; a number may choose a plural and stays one. */
export const asValue = (value: string | number): string | number =>
  typeof value === 'number' || /^\d+$/.test(value) ? value : `${from}${value}${to}`;

/** A phrase whose values were marked, with a space at each end of one where there is to be one. */
export function joined(text: string): string {
  if (!text.includes(from)) return text;
  return seams.reduce((said, [seam, space]) => said.replaceAll(seam, space), text);
}
