import { plain } from './plain-text.ts';

/** How lines look on the way to a person. */
export interface Look {
  /** Columns of the terminal; Infinity when nobody watches, so that nothing is cut. */
  width: number;
  colour: boolean;
  /** Epoch ms. */
  now: number;
}

/** Colour means state; everything else is ink. */
export type Tone = 'good' | 'warn' | 'bad' | 'wait' | 'soft' | 'strong';

const codes: Readonly<Record<Tone, [on: number, off: number]>> = {
  good: [32, 39],
  warn: [33, 39],
  bad: [31, 39],
  wait: [35, 39],
  soft: [2, 22],
  strong: [1, 22],
};

/** The text in its tone, where colours are wanted. */
export function painted(text: string, tone: Tone | null, look: Look): string {
  if (tone === null || !look.colour || text === '') return text;
  const [on, off] = codes[tone];
  return `\u001B[${on}m${text}\u001B[${off}m`;
}

const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const narrowOnly = /^[\u0020-\u007E\u00A1-\u02FF\u2010-\u2027\u2190-\u22FF\u25A0-\u27BF]*$/;
const joining = /^\p{M}$/u;

/** Terminal columns a text takes. */
export function widthOf(text: string): number {
  if (narrowOnly.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += joining.test(letter) ? 0 : wide.test(letter) ? 2 : 1;
  return width;
}

/** The text cut at its end to so many columns. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const letter of text) {
    width += widthOf(letter);
    if (width > columns) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

export interface Cell {
  text: string;
  tone: Tone | null;
}

export interface Column<Row> {
  head: string;
  cell(row: Row): Cell | string;
  /** May be cut down to so many columns where room is short. */
  least?: number;
  /** Leaves where room is shorter still; the lowest first. Without it the column stays. */
  leaves?: number;
  flush?: 'right';
}

const gap = 2;

/**
 * Rows under heads, aligned, no wider than the terminal: columns are cut, then leave, then rows become lists. Rows that
 * follow each other in one group stand under its name.
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  look: Look,
  groupOf: (row: Row) => string = () => '',
): string[] {
  const cells = rows.map((row) =>
    columns.map((column) => {
      const cell = column.cell(row);
      return typeof cell === 'string'
        ? { text: plain(cell), tone: null }
        : { text: plain(cell.text), tone: cell.tone };
    }),
  );
  const natural = columns.map((column, index) =>
    Math.max(widthOf(column.head), ...cells.map((row) => widthOf(row[index]?.text ?? ''))),
  );
  const widths = fitted(columns, natural, look.width);
  const groups = rows.map(groupOf);
  const headed = (index: number, lines: string[]) => {
    const group = groups[index] ?? '';
    return group === '' || group === groups[index - 1]
      ? lines
      : ['', painted(group, 'strong', look), ...lines];
  };
  if (widths === null)
    return cells.flatMap((row, index) => headed(index, listed(row, index === 0, columns, look)));
  const line = (each: (index: number) => Cell) =>
    columns
      .flatMap((column, index) => {
        const width = widths[index];
        if (width === undefined || width === 0) return [];
        const { text, tone } = each(index);
        const short = cut(text, width);
        const blank = ' '.repeat(Math.max(0, width - widthOf(short)));
        const ink = painted(short, tone, look);
        return [column.flush === 'right' ? blank + ink : ink + blank];
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return [
    line((index) => ({ text: columns[index]?.head ?? '', tone: 'soft' })),
    ...cells.flatMap((row, at) => headed(at, [line((index) => row[index] ?? { text: '', tone: null })])),
  ];
}

function total(widths: readonly number[]): number {
  const shown = widths.filter((width) => width > 0);
  return shown.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, shown.length - 1);
}

/** Widths that fit, 0 for a column that left; null when even what must stay does not fit. */
function fitted<Row>(
  columns: readonly Column<Row>[],
  natural: readonly number[],
  room: number,
): number[] | null {
  const widths = [...natural];
  const shrink = () => {
    let over = total(widths) - room;
    columns.forEach((column, index) => {
      const width = widths[index] ?? 0;
      if (over <= 0 || column.least === undefined || width === 0) return;
      const given = Math.min(over, Math.max(0, width - column.least));
      widths[index] = width - given;
      over -= given;
    });
    return over <= 0;
  };
  if (shrink()) return widths;
  const leaving = columns
    .map((column, index) => ({ index, leaves: column.leaves }))
    .filter((each) => each.leaves !== undefined)
    .sort((a, b) => (a.leaves ?? 0) - (b.leaves ?? 0));
  for (const { index } of leaving) {
    natural.forEach((width, each) => {
      if (widths[each] !== 0) widths[each] = width;
    });
    widths[index] = 0;
    if (shrink()) return widths;
  }
  return null;
}

/** A row as a paragraph: the first column as its head, the others below. */
function listed<Row>(
  row: readonly Cell[],
  first: boolean,
  columns: readonly Column<Row>[],
  look: Look,
): string[] {
  const [, ...others] = columns;
  return [
    ...(first ? [] : ['']),
    painted(cut(row[0]?.text ?? '', look.width), 'strong', look),
    ...others.flatMap((column, index) => {
      const cell = row[index + 1];
      if (cell === undefined || cell.text === '') return [];
      return wrapped(`  ${column.head}: ${cell.text}`, look.width, 4);
    }),
  ];
}

/** Facts under each other: `name  value`, values in one column, wrapped where the terminal ends. */
export function ledger(facts: readonly (readonly [string, Cell | string | null])[], look: Look): string[] {
  const given = facts.filter((fact): fact is [string, Cell | string] => fact[1] !== null);
  const nameWidth = Math.max(0, ...given.map(([name]) => widthOf(name)));
  return given.flatMap(([name, value]) => {
    const cell = typeof value === 'string' ? { text: value, tone: null } : value;
    const [first = '', ...rest] = wrapped(plain(cell.text), Math.max(20, look.width - nameWidth - gap), 0);
    const head = painted(name.padEnd(nameWidth), 'soft', look);
    return [
      `${head}${' '.repeat(gap)}${painted(first, cell.tone, look)}`,
      ...rest.map((line) => `${' '.repeat(nameWidth + gap)}${painted(line, cell.tone, look)}`),
    ];
  });
}

/** A word longer than a line, in pieces that fit. */
function broken(word: string, columns: number): string[] {
  if (widthOf(word) <= columns) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter) > columns) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** Text broken between words so that no line is longer than the terminal, later lines indented. */
export function wrapped(text: string, width: number, indent: number): string[] {
  if (widthOf(text) <= width) return [text];
  const start = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = start;
  for (const word of text
    .trim()
    .split(/ +/)
    .flatMap((each) => broken(each, width - indent))) {
    const blank = line.trim() === '' ? '' : ' ';
    if (blank !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = ' '.repeat(indent) + word;
    } else line += blank + word;
  }
  return [...lines, line];
}
