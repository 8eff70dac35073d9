import { telling } from '../../src-shared/say.ts';
import { parse } from 'dotenv';
import type { Entry } from './entry.ts';
import { readNamedValues } from './named-value.ts';

/** The keys of a dotenv file, by the names of its variables. */
export function readEnv(text: string): Entry[] {
  const lines = linesOf(text);
  const variables = Object.entries(parse(text, { fast: true }));
  return readNamedValues(
    variables.map(([name, value]) => ({ where: whereIs(lines.get(name)), name, value })),
  );
}

const assignment = /^\s{0,64}(?:export\s{1,64})?([\w.-]{1,256})\s{0,64}[=:]/;

/** Where each variable is set; the last one counts, as it does for those who read such files. */
function linesOf(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const name = assignment.exec(line)?.[1];
    if (name !== undefined) lines.set(name, index + 1);
  }
  return lines;
}

function whereIs(line: number | undefined): string {
  return line === undefined ? telling('a line') : telling('line {line}', { line });
}
