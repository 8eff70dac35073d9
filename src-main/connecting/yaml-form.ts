import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { lineBreakOf, lineStart, nextLine, withLineAtEnd } from './lines.ts';
import type { At, Form, Json } from './setting.ts';

/** More aliases than this are no configuration of a person's. */
const mostAliases = 100;

function documentOf(text: string): Document | null {
  const document = parseDocument(text, { merge: false });
  return document.errors.length > 0 ? null : document;
}

interface Span {
  from: number;
  to: number;
}

const spanOf = (node: unknown): Span | null =>
  isNode(node) && node.range ? { from: node.range[0], to: node.range[1] } : null;

/** The pair of a name, where the map has it itself and not by an alias. */
const pairIn = (map: YAMLMap, name: string | number): Pair | undefined =>
  map.items.find(({ key }) => isScalar(key) && key.value === name);

/** JSON is YAML; a text that needs no quotes has none. */
const written = (value: Json): string =>
  typeof value === 'string' && /^[A-Za-z/][\w:/.?&=%~+-]*$/.test(value) && !value.endsWith(':')
    ? value
    : JSON.stringify(value);

const labelled = (step: string | number, value: Json): string =>
  typeof step === 'number' ? `- ${written(value)}` : `${step}: ${written(value)}`;

/** What holds the last step of a place, as far as it is there: the rest is to be made in it. */
function holderOf(document: Document, at: At): { holder: unknown; rest: At } {
  let holder: unknown = document.contents;
  for (const [index, step] of at.slice(0, -1).entries()) {
    const inner = childOf(holder, step);
    if (inner === undefined) return { holder, rest: at.slice(index) };
    holder = inner;
  }
  return { holder, rest: at.slice(-1) };
}

function childOf(holder: unknown, step: string | number): unknown {
  if (isMap(holder)) return pairIn(holder, step)?.value ?? undefined;
  return isSeq(holder) && typeof step === 'number' ? holder.items[step] : undefined;
}

/** Another member after the last one: on a line of its own, or in the braces. */
function withMember(text: string, holder: YAMLMap | YAMLSeq, member: string): string | null {
  const last = holder.items.at(-1);
  const first = holder.items[0];
  const open = spanOf(holder);
  if (open === null) return null;
  const lastSpan = spanOf(isPair(last) ? (last.value ?? last.key) : last);
  if (holder.flow === true) {
    const at = lastSpan?.to ?? open.from + 1;
    return `${text.slice(0, at)}${lastSpan === null ? '' : ', '}${member}${text.slice(at)}`;
  }
  const firstSpan = spanOf(isPair(first) ? first.key : first);
  if (firstSpan === null || lastSpan === null) return null;
  const begin = isSeq(holder) ? text.lastIndexOf('-', firstSpan.from - 1) : firstSpan.from;
  const indent = ' '.repeat(begin - lineStart(text, begin));
  const at = text[lastSpan.to - 1] === '\n' ? lastSpan.to : nextLine(text, lastSpan.to);
  return at === text.length && !text.endsWith('\n')
    ? withLineAtEnd(text, indent + member)
    : `${text.slice(0, at)}${indent}${member}${lineBreakOf(text)}${text.slice(at)}`;
}

/** A member goes with its line; the first of a list's entry makes room for the next. */
function withoutMember(text: string, holder: YAMLMap | YAMLSeq, index: number): string | null {
  const starts = holder.items.map((item) => spanOf(isPair(item) ? item.key : item)?.from);
  const item = holder.items[index];
  const span = spanOf(isPair(item) ? (item.value ?? item.key) : item);
  const [start, next] = [starts[index], starts[index + 1]];
  if (span === null || start === undefined || holder.flow === true) return null;
  const begin = isSeq(holder) ? text.lastIndexOf('-', start - 1) : start;
  const line = lineStart(text, begin);
  if (text.slice(line, begin).trim() === '')
    return text.slice(0, line) + text.slice(text[span.to - 1] === '\n' ? span.to : nextLine(text, span.to));
  return next === undefined || isSeq(holder) ? null : text.slice(0, start) + text.slice(next);
}

/** YAML of one document. What stands behind an anchor, or in a form that has no lines of its own, is left as it is. */
export const yamlForm: Form = {
  read(text) {
    const document = documentOf(text);
    if (document === null) return undefined;
    try {
      const value: unknown = document.toJS({ maxAliasCount: mostAliases });
      return value ?? {};
    } catch {
      return undefined;
    }
  },
  set(text, at, value) {
    const document = documentOf(text);
    if (document === null) return null;
    const { holder, rest } = holderOf(document, at);
    const [step, ...inner] = rest;
    if (step === undefined) return null;
    const whole = inner.reduceRight<Json>((each, name) => ({ [name]: each }), value);
    if (holder === null) return withLineAtEnd(text, labelled(step, whole));
    if (!isMap(holder) && !isSeq(holder)) return null;
    const old = childOf(holder, step);
    if (old === undefined) return withMember(text, holder, labelled(step, whole));
    const span = spanOf(old);
    if (span === null) return null;
    const gap = text[span.from - 1] === ':' ? ' ' : '';
    return text.slice(0, span.from) + gap + written(whole) + text.slice(span.to);
  },
  unset(text, at) {
    const document = documentOf(text);
    const last = at.at(-1);
    if (document === null || last === undefined) return null;
    const { holder, rest } = holderOf(document, at);
    if (rest.length !== 1) return null;
    if (isSeq(holder)) return typeof last === 'number' ? withoutMember(text, holder, last) : null;
    if (!isMap(holder)) return null;
    const pair = pairIn(holder, last);
    return pair === undefined ? null : withoutMember(text, holder, holder.items.indexOf(pair));
  },
};
