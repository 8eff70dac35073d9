import {
  memo,
  useCallback,
  useMemo,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { say } from '../../src-shared/say.ts';
import { useSize } from '../parts/use-size.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { columnTracks, pickRem, placeColumns, roomyFrom, type ColumnShape } from './columns.ts';
import { Head } from './head.tsx';
import { LineAt } from './line.tsx';
import { headedLines, plainLines } from './lines.ts';
import type { Row } from './rows.ts';
import type { Sort } from './sort.ts';
import { usePicking } from './use-picking.ts';
import { useReorder } from './use-reorder.ts';
import { useRoving } from './use-roving.ts';
import { useWidths } from './use-widths.ts';
import { evenOffsets, unevenOffsets, useWindowed } from './windowed.ts';

const rowRem = 2;
const headRem = 1.75;
const narrowRowRem = 3;
/** Below this the columns that always stay have no room beside each other: a row takes two lines. */
const narrowRem = 36;

/**
 * The profiles: a thin windowed grid of ours, since react-aria's table needs several times what a keystroke may take
 * (D-C4). Rows have one height, and only those in view are in the document; a cell follows its own profile.
 */
export const ProfileGrid = memo(function ProfileGrid({
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
  onSort(sort: Sort | null): void;
  empty: ReactNode;
}) {
  const { picture, windowSettings } = useDesk();
  const { hidden, grouped } = useHeld(windowSettings);
  const profiles = useHeld(picture.profiles);
  const grid = useRef<HTMLDivElement>(null);
  const { width, rem } = useSize(grid);
  const narrow = width > 0 && width < narrowRem * rem;
  const { widths, setWidth, stepWidth } = useWidths();
  const { picked, toggle, extend, ...picking } = usePicking(rows);
  const reordering = useReorder(rows, sort, onSort);
  const pickRoom = picked === null ? 0 : pickRem;
  const room = width / rem - pickRoom;
  const columns = useMemo(() => placeColumns(room, hidden, widths), [room, hidden, widths]);
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
  const { from, to } = useWindowed(grid, offsets, 4 * rowRem * rem, rows);
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
    onPick: toggle,
    onExtend: extend,
  });
  const { moveTo } = roving;
  const { onPress } = picking;
  const press = useCallback(
    (id: string, event: MouseEvent) => {
      moveTo({ id, column: null });
      if (!onPress(id, event)) onOpen(id);
    },
    [moveTo, onOpen, onPress],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const { id, column } = roving.stop;
    picking.onKeyDown(event);
    reordering.onKeyDown(event, id);
    if (id === null && column !== null) stepWidth(event, columns[column]);
    if (!event.defaultPrevented) roving.onKeyDown(event);
  };

  const drawn: number[] = [];
  for (let index = from; index < to; index++) drawn.push(index);
  const kept = roving.index;
  if (kept >= 0 && kept < lines.length && (kept < from || kept >= to)) drawn.push(kept);
  const tracks = useMemo(
    (): CSSProperties => ({ gridTemplateColumns: columnTracks(columns, pickRoom) }),
    [columns, pickRoom],
  );
  const headsBefore = picked === null ? 0 : 1;

  return (
    <div
      ref={grid}
      className={['profiles', narrow && 'narrow', room >= roomyFrom && 'roomy', picked !== null && 'picking']
        .filter(Boolean)
        .join(' ')}
      role="grid"
      aria-label={grouped ? say('Profiles, grouped by provider') : say('Profiles')}
      aria-rowcount={lines.length + (narrow ? 0 : 1)}
      aria-colcount={narrow ? 1 : columns.length + headsBefore}
      aria-multiselectable={picked !== null}
      onKeyDown={onKeyDown}
      onFocus={roving.onFocus}
      onBlur={roving.onBlur}
    >
      {!narrow && (
        <div className="heads" role="row" aria-rowindex={1} style={tracks}>
          {picked !== null && (
            <div className="head c-pick" role="columnheader" aria-colindex={1}>
              <span className="sr">{say('Selected')}</span>
            </div>
          )}
          {columns.map((column, index) => (
            <Head
              key={column.id}
              column={column}
              index={index + 1 + headsBefore}
              sort={sort}
              isStop={roving.isStop(null, index)}
              rem={rem}
              onPress={() => {
                roving.moveTo({ id: null, column: index });
                sortBy(column);
              }}
              onWidth={(next) => setWidth(column.id, next)}
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
        <div className="lines" role="rowgroup" style={{ height: offsets.total }} {...reordering.drag}>
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
                isPicked={picked?.has(line.id) ?? null}
                isMovable={reordering.mayMove && line.kind === 'profile' && line.row.siblings > 1}
                drop={reordering.drop?.id === line.id ? reordering.drop.side : null}
                stopAt={roving.stop.id === line.id ? (roving.stop.column ?? 'row') : null}
                columns={columns}
                narrow={narrow}
                tracks={tracks}
                onPress={press}
                onPick={toggle}
              />
            );
          })}
        </div>
      )}
    </div>
  );
});
