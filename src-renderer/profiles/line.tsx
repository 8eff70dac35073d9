import { memo, type CSSProperties, type MouseEvent } from 'react';
import { useProfile } from '../store/desk.ts';
import { cells } from './cells.tsx';
import type { ColumnShape } from './columns.ts';
import { availability, type GroupHead, type Line } from './lines.ts';
import { GroupLine, NarrowLine } from './narrow-line.tsx';
import type { Row } from './rows.ts';
import type { DropSide } from './use-reorder.ts';

interface LineShape {
  top: number;
  index: number;
  isOpen: boolean;
  /** Null while nobody picks. */
  isPicked: boolean | null;
  isMovable: boolean;
  /** Where what is dragged would fall. */
  drop: DropSide | null;
  stopAt: number | 'row' | null;
  columns: readonly ColumnShape[];
  narrow: boolean;
  tracks: CSSProperties;
  onPress(id: string, event: MouseEvent): void;
  onPick(id: string): void;
}

/** One line of the grid at its place; drawn anew only when something of its own is another. */
export const LineAt = memo(function LineAt({ line, ...shape }: LineShape & { line: Line }) {
  return line.kind === 'group' ? (
    <Group head={line.head} index={shape.index} top={shape.top} />
  ) : (
    <ProfileLine row={line.row} {...shape} />
  );
});

/** It follows its own profile alone, so that a change draws one line. */
function ProfileLine(props: LineShape & { row: Row }) {
  const { row, top, index, isOpen, isPicked, isMovable, drop, stopAt, columns, narrow, tracks } = props;
  const profile = useProfile(row.id);
  if (profile === undefined) return null;
  const place = placeAt(top);
  const classes = [
    'line',
    row.last && 'closes-group',
    isOpen && 'is-open',
    isPicked === true && 'is-picked',
    isMovable && 'may-move',
    drop !== null && `drop-${drop}`,
  ];
  const before = isPicked === null || narrow ? 0 : 1;
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-rowindex={index}
      aria-selected={isPicked ?? isOpen}
      tabIndex={stopAt === 'row' ? 0 : -1}
      style={narrow ? place : { ...place, ...tracks }}
      data-profile={row.id}
      draggable={isMovable}
      // A press with Shift picks rows; it marks no text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => props.onPress(row.id, event)}
    >
      {isPicked !== null && (
        <div
          className="cell c-pick"
          role="gridcell"
          aria-colindex={1}
          onClick={(event) => {
            event.stopPropagation();
            if (event.shiftKey) props.onPress(row.id, event);
            else props.onPick(row.id);
          }}
        >
          <span className={isPicked ? 'tick is-ticked' : 'tick'} aria-hidden="true" />
        </div>
      )}
      {narrow ? (
        <NarrowLine profile={profile} isStop={stopAt === 0} />
      ) : (
        columns.map(({ id, className }, column) => {
          const Content = cells[id];
          return (
            <div
              key={id}
              className={`cell ${className}`}
              role={id === 'name' ? 'rowheader' : 'gridcell'}
              aria-colindex={column + 1 + before}
              tabIndex={stopAt === column ? 0 : -1}
            >
              <Content profile={profile} row={row} />
            </div>
          );
        })
      )}
    </div>
  );
}

function Group({ head, index, top }: { head: GroupHead; index: number; top: number }) {
  return (
    <div className="group" role="row" aria-rowindex={index} style={placeAt(top)}>
      <GroupLine head={head} words={availability(head)} />
    </div>
  );
}

const placeAt = (top: number): CSSProperties => ({ transform: `translateY(${top}px)` });
