import {
  parse,
  type MemberNode,
  type Mode,
  type Node,
  type ObjectNode,
  type Token,
  type ValueNode,
} from '@humanwhocodes/momoa';

/** A JSON or JSON5 text with where everything in it stands, to be changed in place. */
export interface JsonText {
  text: string;
  root: ObjectNode;
  /** Where a comma begins, in order. */
  commas: readonly number[];
}

/** One stretch of a text that becomes another; offsets in UTF-16 units. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Null where the text is no object of that form. */
export function readJsonText(text: string, mode: Extract<Mode, 'json' | 'json5'>): JsonText | null {
  try {
    const { body, tokens = [] } = parse(text, { mode, ranges: true, tokens: true });
    if (body.type !== 'Object') return null;
    return { text, root: body, commas: tokens.filter(isComma).map((token) => rangeOf(token).from) };
  } catch {
    // Its message quotes the text, which may hold secrets.
    return null;
  }
}

const isComma = ({ type }: Token) => type === 'Comma';

function rangeOf({ range, loc }: Pick<Node, 'range' | 'loc'> | Token): { from: number; to: number } {
  return range === undefined
    ? { from: loc.start.offset, to: loc.end.offset }
    : { from: range[0], to: range[1] };
}

const nameOf = ({ name }: MemberNode): string => (name.type === 'String' ? name.value : name.name);

/** The member of a name; of several the last, which is the one that parsers take. */
export function memberIn(object: ObjectNode, name: string): MemberNode | null {
  return object.members.findLast((member) => nameOf(member) === name) ?? null;
}

/** The object at a path of names; null where there is none. */
export function objectAt({ root }: JsonText, path: readonly string[]): ObjectNode | null {
  let object: ObjectNode = root;
  for (const name of path) {
    const value: ValueNode | undefined = memberIn(object, name)?.value;
    if (value?.type !== 'Object') return null;
    object = value;
  }
  return object;
}

/** The objects among an object's members by their names; of several of one name the last. */
export function objectsIn(object: ObjectNode | null): Map<string, ObjectNode> {
  const found = new Map<string, ObjectNode>();
  for (const member of object?.members ?? []) {
    if (member.value.type === 'Object') found.set(nameOf(member), member.value);
    else found.delete(nameOf(member));
  }
  return found;
}

/** What stands in the text for a part of it. */
export function sourceOf({ text }: JsonText, node: Node): string {
  const { from, to } = rangeOf(node);
  return text.slice(from, to);
}

/** A member becomes other text in its place. */
export function replaced(member: MemberNode, text: string): Edit {
  return { ...rangeOf(member), text };
}

/** A member keeps its name and gets another value. */
export function replacedValue({ value }: MemberNode, text: string): Edit {
  return { ...rangeOf(value), text };
}

/** A member goes, with the comma that it needs no more and the blanks before it. */
export function removed(json: JsonText, object: ObjectNode, member: MemberNode): Edit[] {
  const { from, to } = rangeOf(member);
  const index = object.members.indexOf(member);
  const [before, after] = [object.members[index - 1], object.members[index + 1]];
  const end = after === undefined ? rangeOf(object).to : rangeOf(after).from;
  const comma = json.commas.find((at) => at >= to && at < end);
  const begin = json.text.slice(0, from).trimEnd().length;
  const gone: Edit = { from: begin, to: comma === undefined ? to : comma + 1, text: '' };
  if (comma !== undefined || before === undefined) return [gone];
  const last = json.commas.find((at) => at >= rangeOf(before).to && at < from);
  if (last === undefined) return [gone];
  return last + 1 === begin ? [{ ...gone, from: last }] : [{ from: last, to: last + 1, text: '' }, gone];
}

/** One step of indentation, as the text has it. */
function stepOf({ text }: JsonText): string {
  return /^(?:\{|.*[{[])[ \t]*\r?\n([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
}

const breakOf = ({ text }: JsonText) => (text.includes('\r\n') ? '\r\n' : '\n');

/** The blanks with which the line begins that a place is on. */
function indentAt({ text }: JsonText, at: number): string {
  const line = text.lastIndexOf('\n', at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, at))?.[0] ?? '';
}

/** A new last member, in the manner of its neighbours: a line of its own where they have one, a comma where they end with one. */
export function added(json: JsonText, object: ObjectNode, name: string, value: unknown): Edit[] {
  const { text } = json;
  const { from, to } = rangeOf(object);
  const closing = to - 1;
  const last = object.members.at(-1);
  const outer = indentAt(json, from);
  const isBare = last?.name.type === 'Identifier' && /^[a-z]\w*$/i.test(name);
  const label = isBare ? name : JSON.stringify(name);
  const lines = (indent: string) =>
    JSON.stringify(value, null, stepOf(json)).replaceAll('\n', breakOf(json) + indent);

  const begin = last === undefined ? from + 1 : rangeOf(last).to;
  const gap = text.slice(begin, closing);
  const at = begin + gap.trimEnd().length;
  const ownLines = last === undefined ? text.includes('\n') : gap.includes('\n');
  const comma = json.commas.find((place) => place >= begin && place < closing);
  if (!ownLines) {
    const member = `${label}: ${JSON.stringify(value)}`;
    return [{ from: at, to: at, text: last === undefined || comma !== undefined ? member : `, ${member}` }];
  }
  const indent = last === undefined ? outer + stepOf(json) : indentAt(json, rangeOf(last).from);
  const line = `${breakOf(json)}${indent}${label}: ${lines(indent)}`;
  if (last === undefined) return [{ from: at, to: closing, text: `${line}${breakOf(json)}${outer}` }];
  if (comma !== undefined) return [{ from: at, to: at, text: `${line},` }];
  return at === begin
    ? [{ from: at, to: at, text: `,${line}` }]
    : [
        { from: begin, to: begin, text: ',' },
        { from: at, to: at, text: line },
      ];
}

const inOrder = (edits: readonly Edit[]) => edits.toSorted((a, b) => a.from - b.from);

/** The text with its edits made; none of them may overlap another. */
export function edited(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let result = '';
  for (const edit of inOrder(edits)) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}

/** What makes the text of before out of the edited one. */
export function undoOf(text: string, edits: readonly Edit[]): Edit[] {
  let shift = 0;
  return inOrder(edits).map(({ from, to, text: becomes }) => {
    const undo = { from: from + shift, to: from + shift + becomes.length, text: text.slice(from, to) };
    shift += becomes.length - (to - from);
    return undo;
  });
}
