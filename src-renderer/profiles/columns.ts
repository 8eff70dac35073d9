import { say } from '../../src-shared/say.ts';
import type { SortColumn } from './rows.ts';

/** One column of the table. Widths in rem. */
export interface ColumnShape {
  readonly id: SortColumn;
  readonly label: string;
  /** The head is spoken, not written. */
  readonly silent?: boolean;
  /** Takes what is left; the width is then the least. */
  readonly grows?: boolean;
  readonly width: number;
  /** Width where the list is wide, if it differs. */
  readonly roomy?: number;
  /** The list must be this wide for it. */
  readonly from?: number;
  readonly end?: boolean;
  /** May be hidden by the person. */
  readonly optional?: boolean;
  readonly className: string;
}

/** The list holds every column; its words need not be short. Rem. */
export const roomyFrom = 71.25;
const widestFrom = 89.25;

const shapes: readonly ColumnShape[] = [
  { id: 'provider', label: say('Provider'), width: 8.5, className: 'c-provider' },
  {
    id: 'place',
    label: say('Place in the order'),
    silent: true,
    width: 1.375,
    optional: true,
    className: 'c-place',
  },
  { id: 'name', label: say('Name'), grows: true, width: 8, className: 'c-name' },
  { id: 'kind', label: say('Kind'), width: 4.75, from: roomyFrom, optional: true, className: 'c-kind' },
  { id: 'source', label: say('Source'), width: 6.5, from: roomyFrom, optional: true, className: 'c-source' },
  { id: 'state', label: say('State'), width: 9.375, className: 'c-state' },
  { id: 'expiry', label: say('Expires'), width: 8.75, optional: true, className: 'c-expiry' },
  {
    id: 'checked',
    label: say('Checked'),
    width: 4.875,
    roomy: 6.25,
    from: 49,
    end: true,
    optional: true,
    className: 'c-checked',
  },
  {
    id: 'latency',
    label: say('Latency'),
    width: 8,
    roomy: 7.5,
    from: 49,
    end: true,
    optional: true,
    className: 'c-latency',
  },
  { id: 'users', label: say('Used by'), width: 10.25, from: roomyFrom, optional: true, className: 'c-users' },
];

/** Columns a person may hide. */
export const optionalColumns = shapes.filter((shape) => shape.optional === true);

/**
 * The columns that fit a list of this width in rem, in order. They leave as the room does: Used by, Kind and Source
 * first, then Checked and Latency.
 */
export function placeColumns(
  room: number,
  hidden: readonly string[],
  widths: Widths = {},
): readonly ColumnShape[] {
  const roomy = room >= roomyFrom;
  const shown = shapes
    .filter(({ id, from = 0 }) => room >= from && !hidden.includes(id))
    .map((shape) => (roomy ? { ...shape, width: shape.roomy ?? shape.width } : shape));
  const usersTakeRest = room >= widestFrom && shown.some(({ id }) => id === 'users');
  // Where there is plenty, the name stops growing and Used by takes the rest.
  const placed = shown.map((shape) => {
    if (!usersTakeRest) return shape;
    if (shape.id === 'users') return { ...shape, grows: true };
    return shape.grows === true ? { ...shape, grows: false, width: 26 } : shape;
  });
  return asWished(placed, room, widths);
}

/** Widths that a person gave, in rem, by column. */
export type Widths = Readonly<Record<string, number>>;

/** No column is made narrower than its head can be grasped. Rem. */
export const leastWidth = 2.5;

/** What is wished beyond the usual is given as far as there is room; some column always takes what is left. */
function asWished(columns: readonly ColumnShape[], room: number, widths: Widths): readonly ColumnShape[] {
  const wish = ({ id, width }: ColumnShape) => Math.max(leastWidth, widths[id] ?? width);
  const least = sum(columns.map((column) => Math.min(column.width, wish(column))));
  const more = sum(columns.map((column) => Math.max(0, wish(column) - column.width)));
  const share = more === 0 ? 1 : Math.min(1, Math.max(0, (room - least) / more));
  const given = columns.map((column) => {
    if (widths[column.id] === undefined || column.silent === true) return column;
    const width = Math.min(column.width, wish(column)) + share * Math.max(0, wish(column) - column.width);
    return { ...column, width: Math.round(width * 16) / 16, grows: false };
  });
  if (given.some(({ grows }) => grows === true)) return given;
  return given.map((column, index) => ({ ...column, grows: index === given.length - 1 }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The ticks before the columns, while profiles are picked. Rem. */
export const pickRem = 2;

/** The columns as tracks of a CSS grid, after a track of so many rem where there is one. */
export function columnTracks(columns: readonly ColumnShape[], before = 0): string {
  const tracks = columns.map(({ grows, width }) =>
    grows === true ? `minmax(${width}rem, 1fr)` : `${width}rem`,
  );
  return (before === 0 ? tracks : [`${before}rem`, ...tracks]).join(' ');
}
