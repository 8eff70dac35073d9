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

const wideFrom = 65;
const widestFrom = 87.5;

const shapes: readonly ColumnShape[] = [
  { id: 'provider', label: 'Provider', width: 8.5, className: 'c-provider' },
  { id: 'place', label: 'Place in the order', silent: true, width: 1.375, className: 'c-place' },
  { id: 'name', label: 'Name', grows: true, width: 8, className: 'c-name' },
  { id: 'kind', label: 'Kind', width: 4.75, from: wideFrom, optional: true, className: 'c-kind' },
  { id: 'source', label: 'Source', width: 6.5, from: wideFrom, optional: true, className: 'c-source' },
  { id: 'state', label: 'State', width: 9.375, className: 'c-state' },
  { id: 'expiry', label: 'Expires', width: 8.125, roomy: 8, className: 'c-expiry' },
  {
    id: 'checked',
    label: 'Checked',
    width: 4.875,
    roomy: 5.5,
    from: 46,
    end: true,
    optional: true,
    className: 'c-checked',
  },
  {
    id: 'latency',
    label: 'Latency',
    width: 8,
    roomy: 7.5,
    from: 46,
    end: true,
    optional: true,
    className: 'c-latency',
  },
  { id: 'users', label: 'Used by', width: 10.25, from: wideFrom, optional: true, className: 'c-users' },
];

/** Columns a person may hide. */
export const optionalColumns = shapes.filter((shape) => shape.optional === true);

/**
 * The columns that fit a list of this width in rem, in order. They leave as the room does: Used by, Kind and Source
 * first, then Checked and Latency.
 */
export function placeColumns(room: number, hidden: readonly string[]): readonly ColumnShape[] {
  const roomy = room >= wideFrom;
  const shown = shapes
    .filter(({ id, from = 0 }) => room >= from && !hidden.includes(id))
    .map((shape) => (roomy ? { ...shape, width: shape.roomy ?? shape.width } : shape));
  const usersTakeRest = room >= widestFrom && shown.some(({ id }) => id === 'users');
  if (!usersTakeRest) return shown;
  // Where there is plenty, the name stops growing and Used by takes the rest.
  return shown.map((shape) => {
    if (shape.id === 'users') return { ...shape, grows: true };
    return shape.grows === true ? { ...shape, grows: false, width: 26 } : shape;
  });
}

/** The columns as tracks of a CSS grid. */
export function columnTracks(columns: readonly ColumnShape[]): string {
  return columns
    .map(({ grows, width }) => (grows === true ? `minmax(${width}rem, 1fr)` : `${width}rem`))
    .join(' ');
}
