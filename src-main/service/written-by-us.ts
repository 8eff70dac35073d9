import { createHash } from 'node:crypto';

const mark = 'Written by keywatch service install; sha256';
const markLine = new RegExp(`^.*${mark} ([0-9a-f]{64}).*\\n$`);

const sumOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** A text that ends with its own sum in a comment, so that it is known later whether somebody changed it. */
export function withMark(text: string, comment: (line: string) => string): string {
  return `${text}${comment(`${mark} ${sumOf(text)}`)}\n`;
}

export type Authorship = 'ours' | 'changed' | 'foreign';

/** Whether a text is as we wrote it, was changed since, or is not ours. */
export function authorship(text: string): Authorship {
  const at = text.lastIndexOf('\n', text.length - 2) + 1;
  const [, sum] = markLine.exec(text.slice(at)) ?? [];
  if (sum === undefined) return text.includes(mark) ? 'changed' : 'foreign';
  return sum === sumOf(text.slice(0, at)) ? 'ours' : 'changed';
}
