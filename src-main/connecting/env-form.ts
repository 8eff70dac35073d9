import { parse } from 'dotenv';
import { nextLine, withLineAtEnd } from './lines.ts';
import type { At, Form } from './setting.ts';

/** One `NAME=value`, whose value may span lines in quotes. */
const assignment =
  /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`|[^\r\n#]*?)[ \t]*(?:#.*)?\r?$/dgm;

interface Place {
  name: string;
  line: number;
  from: number;
  to: number;
}

function placesIn(text: string): Place[] {
  return [...text.matchAll(assignment)].flatMap(({ 1: name, index, indices }) => {
    const [from, to] = indices?.[2] ?? [];
    return name === undefined || from === undefined || to === undefined
      ? []
      : [{ name, line: index, from, to }];
  });
}

/** Of several lines of one name the last one holds. */
const placeOf = (text: string, at: At): Place | undefined =>
  placesIn(text).findLast(({ name }) => at.length === 1 && name === at[0]);

/** As a shell takes it too; null for what no quotes hold alike everywhere. */
function written(value: string): string | null {
  if (/^[\w:/.?&=%~+@-]*$/.test(value)) return value;
  return /['\r\n]/.test(value) ? null : `'${value}'`;
}

/** A file of `NAME=value` lines. A line that is none, and no remark, is not understood, and neither is the file. */
export const envForm: Form = {
  read(text) {
    const rest = text.replace(assignment, '');
    return /^[ \t]*[^\s#]/m.test(rest) ? undefined : { ...parse(text) };
  },
  set(text, at, value) {
    const [name] = at;
    const said = typeof value === 'string' ? written(value) : null;
    if (said === null || at.length !== 1 || typeof name !== 'string') return null;
    const old = placeOf(text, at);
    return old === undefined
      ? withLineAtEnd(text, `${name}=${said}`)
      : text.slice(0, old.from) + said + text.slice(old.to);
  },
  unset(text, at) {
    const old = placeOf(text, at);
    return old === undefined ? null : text.slice(0, old.line) + text.slice(nextLine(text, old.to));
  },
};
