import { memo, useCallback, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import { useSize } from '../parts/use-size.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { cells } from './cells.tsx';
import { columnTracks, placeColumns, type ColumnShape } from './columns.ts';
import { availability, headedLines, plainLines, type GroupHead, type Line } from './lines.ts';
import { GroupLine, NarrowLine } from './narrow-line.tsx';
import type { Row } from './rows.ts';
import { useRoving } from './use-roving.ts';
import { evenOffsets, unevenOffsets, useWindowed } from './windowed.ts';

const rowRem = 2;
const headRem = 1.75;
const narrowRowRem = 3;
/** Below this the list has no columns: a row takes two lines. */
const narrowRem = 28;

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/**
 * The profiles: a thin windowed grid of ours, since react-aria's table needs several times what a keystroke may take
 * (D-C4). Rows have one height, and only those in view are in the document; a cell follows its own profile.
 */
export function ProfileGrid({
  rows,
  open,
  onOpen,
  sort,
  onSort,
  empty,
}: {
  rows: readonly Row[];
  open: string | null;
  onOpen(id: string): void;
  /** Null is the order of the providers. */
  sort: Sort | null;
  onSort(sort: Sort): void;
  empty: ReactNode;
}) {
  const { picture, windowSettings } = useDesk();
  const { hidden, grouped } = useHeld(windowSettings);
  const profiles = useHeld(picture.profiles);
  const grid = useRef<HTMLDivElement>(null);
  const { width, rem } = useSize(grid);
  const narrow = width > 0 && width < narrowRem * rem;
  const columns = useMemo(() => placeColumns(width / rem, hidden), [width, rem, hidden]);
  const lines = useMemo(
    () => (narrow ? headedLines(rows, profiles) : plainLines(rows)),
    [narrow, rows, profiles],
  );
  const offsets = useMemo(
    () =>
      narrow
        ? unevenOffsets(lines.map(({ kind }) => (kind === 'group' ? rowRem : narrowRowRem) * rem))
        : evenOffsets(lines.length, rowRem * rem),
    [narrow, lines, rem],
  );
  const headHeight = narrow ? 0 : headRem * rem;
  const { from, to } = useWindowed(grid, offsets, 4 * rowRem * rem);
  const sortBy = (column: ColumnShape) =>
    onSort({ column: column.id, descending: sort?.column === column.id && !sort.descending });
  const roving = useRoving({
    grid,
    lines,
    columns: narrow ? 1 : columns.length,
    hasHeads: !narrow,
    offsets,
    headHeight,
    onAct({ id, column }) {
      if (id !== null) return onOpen(id);
      const head = column === null ? undefined : columns[column];
      return head === undefined ? undefined : sortBy(head);
    },
  });
  const { moveTo } = roving;
  const choose = useCallback(
    (id: string) => {
      moveTo({ id, column: null });
      onOpen(id);
    },
    [moveTo, onOpen],
  );

  const drawn: number[] = [];
  for (let index = from; index < to; index++) drawn.push(index);
  const kept = roving.index;
  if (kept >= 0 && kept < lines.length && (kept < from || kept >= to)) drawn.push(kept);
  const tracks = useMemo((): CSSProperties => ({ gridTemplateColumns: columnTracks(columns) }), [columns]);

  return (
    <div
      ref={grid}
      className={narrow ? 'profiles narrow' : 'profiles'}
      role="grid"
      aria-label={grouped ? 'Profiles, grouped by provider' : 'Profiles'}
      aria-rowcount={lines.length + (narrow ? 0 : 1)}
      aria-colcount={narrow ? 1 : columns.length}
      onKeyDown={roving.onKeyDown}
    >
      {!narrow && (
        <div className="heads" role="row" aria-rowindex={1} style={tracks}>
          {columns.map((column, index) => (
            <Head
              key={column.id}
              column={column}
              index={index}
              sort={sort}
              isStop={roving.isStop(null, index)}
              onPress={() => {
                roving.moveTo({ id: null, column: index });
                sortBy(column);
              }}
            />
          ))}
        </div>
      )}
      {lines.length === 0 ? (
        <div role="row">
          <div role="gridcell" className="none-here">
            {empty}
          </div>
        </div>
      ) : (
        <div className="lines" role="rowgroup" style={{ height: offsets.total }}>
          {drawn.map((index) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <LineAt
                key={line.id}
                line={line}
                top={offsets.top(index)}
                index={index + (narrow ? 1 : 2)}
                isOpen={line.id === open}
                stopAt={roving.stop.id === line.id ? (roving.stop.column ?? 'row') : null}
                columns={columns}
                narrow={narrow}
                tracks={tracks}
                onChoose={choose}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}

const LineAt = memo(function LineAt(props: {
  line: Line;
  top: number;
  index: number;
  isOpen: boolean;
  stopAt: number | 'row' | null;
  columns: readonly ColumnShape[];
  narrow: boolean;
  tracks: CSSProperties;
  onChoose(id: string): void;
}) {
  const { line, top, index, isOpen, stopAt, columns, narrow, tracks, onChoose } = props;
  const place = { transform: `translateY(${top}px)` };
  if (line.kind === 'group') return <Group head={line.head} index={index} place={place} />;
  const { row } = line;
  const classes = ['line', row.last && 'closes-group', isOpen && 'is-open'];
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-rowindex={index}
      aria-selected={isOpen}
      tabIndex={stopAt === 'row' ? 0 : -1}
      style={narrow ? place : { ...place, ...tracks }}
      data-profile={row.id}
      onClick={() => onChoose(row.id)}
    >
      {narrow ? (
        <NarrowLine row={row} isStop={stopAt === 0} />
      ) : (
        columns.map(({ id, className }, column) => {
          const Content = cells[id];
          return (
            <div
              key={id}
              className={`cell ${className}`}
              role={id === 'name' ? 'rowheader' : 'gridcell'}
              aria-colindex={column + 1}
              tabIndex={stopAt === column ? 0 : -1}
            >
              <Content row={row} />
            </div>
          );
        })
      )}
    </div>
  );
});

function Group({ head, index, place }: { head: GroupHead; index: number; place: CSSProperties }) {
  return (
    <div className="group" role="row" aria-rowindex={index} style={place}>
      <GroupLine head={head} words={availability(head)} />
    </div>
  );
}

function Head({
  column,
  index,
  sort,
  isStop,
  onPress,
}: {
  column: ColumnShape;
  index: number;
  sort: Sort | null;
  isStop: boolean;
  onPress(): void;
}) {
  const direction = sort?.column !== column.id ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <div
      className={`head ${column.className}`}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={direction}
      tabIndex={isStop ? 0 : -1}
      onClick={onPress}
    >
      <span className={column.silent === true ? 'sr' : 'cut'}>{column.label}</span>
      {direction !== 'none' && column.silent !== true && (
        <span className="way" aria-hidden="true">
          {direction === 'ascending' ? '↑' : '↓'}
        </span>
      )}
    </div>
  );
}
