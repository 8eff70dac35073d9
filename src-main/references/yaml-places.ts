import { below, type Place } from './place.ts';

/** What stands at one column: the members of a mapping, or the items of a list. */
interface Level {
  column: number;
  pointer: string;
  items: number | null;
}

const member = /^(?:"([^"]{1,256})"|'([^']{1,256})'|([^\s"'#][^:#]{0,255}?))\s*:(?:\s+(.*))?$/;

/** A value without quotes and remark; empty where what belongs to the name stands below it. */
function scalar(text: string): string {
  const value = text.trim();
  const [, double, single] = /^(?:"([^"]*)"|'([^']*)')\s*(?:#.*)?$/.exec(value) ?? [];
  const quoted = double ?? single;
  if (quoted !== undefined) return quoted;
  const plain = (value.split(/\s#/, 1)[0] ?? '').trim();
  return /^(?:[>|][+-]?|[&!*]\S*|#.*)$/.test(plain) ? '' : plain;
}

const listed = (value: string): string[] | null =>
  /^\[.*\]$/.test(value) ? value.slice(1, -1).split(',').map(scalar) : null;

/** Deeper, or longer in one line, no tool writes its settings. */
const tooDeep = /^(?:-\s+){32}/;
const longestLine = 64 * 1024;

/**
 * The plain texts of a YAML file by their place. It knows mappings, lists and scalars of one line, which is how tools
 * write their keys; what is written otherwise is passed over.
 */
export function yamlPlaces(text: string): Place[] {
  const places: Place[] = [];
  const levels: Level[] = [];
  let pending = '';

  const put = (pointer: string, name: string, value: string) => {
    const items = listed(value);
    if (items === null) places.push({ pointer, name, value });
    else items.forEach((item, at) => places.push({ pointer: below(pointer, at), name, value: item }));
  };

  /** The level of that column, opened below what was named last where it is new. */
  function levelAt(column: number, isList: boolean): Level {
    while ((levels.at(-1)?.column ?? -1) > column) levels.pop();
    // A list may stand in the column of the name that it belongs to.
    if (!isList && levels.at(-1)?.column === column && levels.at(-1)?.items !== null) levels.pop();
    const there = levels.at(-1);
    if (there?.column === column && (there.items !== null) === isList) return there;
    const level = { column, pointer: pending, items: isList ? 0 : null };
    levels.push(level);
    return level;
  }

  for (const line of text.split(/\r\n?|\n/)) {
    let rest = line.trimStart();
    let column = line.length - rest.length;
    if (rest === '' || line.length > longestLine) continue;
    if (/^(?:#|---|\.\.\.|%)/.test(rest) || tooDeep.test(rest)) continue;
    let itemOf = '';
    while (/^-(?:\s|$)/.test(rest)) {
      const list = levelAt(column, true);
      pending = below(list.pointer, list.items ?? 0);
      list.items = (list.items ?? 0) + 1;
      itemOf = list.pointer.split('/').at(-1) ?? '';
      const inside = rest.slice(1).trimStart();
      column += rest.length - inside.length;
      rest = inside;
    }
    const [found, double, single, plain, value = ''] = member.exec(rest) ?? [];
    if (found === undefined) {
      if (itemOf !== '' && rest !== '') put(pending, itemOf, scalar(rest));
      continue;
    }
    const name = double ?? single ?? plain ?? '';
    pending = below(levelAt(column, false).pointer, name);
    if (scalar(value) !== '') put(pending, name, scalar(value));
  }
  return places;
}
