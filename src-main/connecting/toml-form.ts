import { parse } from 'smol-toml';
import { fieldsOf } from '../gateways/stores/credential.ts';
import { lineBreakOf, nextLine, withLineAtEnd } from './lines.ts';
import type { At, Form, Json } from './setting.ts';

const heading = /^[ \t]*\[.*$/gm;

/** Where the first table begins: what stands before it belongs to the document itself. */
const headEnd = (text: string): number => {
  heading.lastIndex = 0;
  return heading.exec(text)?.index ?? text.length;
};

const named = (name: string) => `(?:${name}|"${name}"|'${name}')`;

/** A line of the head that gives a text to a name: the value's place in the text. */
function valueOf(text: string, name: string): { line: number; from: number; to: number } | null {
  const found = new RegExp(
    `^([ \\t]*${named(name)}[ \\t]*=[ \\t]*)("(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*')[ \\t]*(?:#.*)?\\r?$`,
    'm',
  ).exec(text.slice(0, headEnd(text)));
  if (found === null) return null;
  const from = found.index + (found[1] ?? '').length;
  return { line: found.index, from, to: from + (found[2] ?? '').length };
}

/** The table of a path, from its heading to the next. */
function tableOf(text: string, path: readonly string[]): { from: number; to: number } | null {
  const found = new RegExp(
    `^[ \\t]*\\[[ \\t]*${path.map(named).join('[ \\t]*\\.[ \\t]*')}[ \\t]*\\].*$`,
    'm',
  ).exec(text);
  if (found === null) return null;
  heading.lastIndex = nextLine(text, found.index);
  return { from: found.index, to: heading.exec(text)?.index ?? text.length };
}

function namesOf(at: At): string[] | null {
  const names = at.filter((step): step is string => typeof step === 'string' && /^\w+$/.test(step));
  return names.length === at.length ? names : null;
}

/** A table of plain values, as it is written. */
function tableText(path: readonly string[], value: Json, end: string): string | null {
  const fields = Object.entries(fieldsOf(value) ?? {});
  if (fields.length === 0 || fields.some(([, each]) => typeof each === 'object')) return null;
  // What is no list and no object is written in TOML as it is in JSON.
  const lines = fields.map(([name, each]) => `${name} = ${JSON.stringify(each)}`);
  return [`[${path.join('.')}]`, ...lines].join(end);
}

/** TOML: texts of the document itself, and tables of plain values. What cannot be found by its lines is left as it is. */
export const tomlForm: Form = {
  read(text) {
    try {
      return plainOf(parse(text));
    } catch {
      // Its message quotes the text, which may hold secrets.
      return undefined;
    }
  },
  set(text, at, value) {
    const path = namesOf(at);
    const [name = ''] = path ?? [];
    if (path === null) return null;
    const end = lineBreakOf(text);
    if (path.length > 1) {
      const table = tableText(path, value, end);
      const rest = tableOf(text, path) === null ? text : this.unset(text, at);
      if (table === null || rest === null) return null;
      return withLineAtEnd(rest, rest.trim() === '' || /\n\r?\n$/.test(rest) ? table : `${end}${table}`);
    }
    if (typeof value !== 'string') return null;
    const old = valueOf(text, name);
    if (old !== null) return text.slice(0, old.from) + JSON.stringify(value) + text.slice(old.to);
    const begin = text.startsWith('\uFEFF') ? 1 : 0;
    return `${text.slice(0, begin)}${name} = ${JSON.stringify(value)}${end}${text.slice(begin)}`;
  },
  unset(text, at) {
    const path = namesOf(at);
    if (path === null) return null;
    const [name = ''] = path;
    const place = path.length > 1 ? tableOf(text, path) : lineOf(text, name);
    if (place === null) return null;
    // The empty line before a table at the end is there for the table.
    const before = text.slice(0, place.from);
    return place.to === text.length ? before.replace(/(\n)\r?\n$/, '$1') : before + text.slice(place.to);
  },
};

function lineOf(text: string, name: string): { from: number; to: number } | null {
  const value = valueOf(text, name);
  return value === null ? null : { from: value.line, to: nextLine(text, value.to) };
}

/** Plain objects, whatever the parser makes: dates as their texts, numbers as they are. */
const plainOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
