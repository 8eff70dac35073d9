import { useRef, useState, type PointerEvent } from 'react';
import { say } from '../../src-shared/say.ts';
import { leastWidth, type ColumnShape } from './columns.ts';
import type { Sort } from './sort.ts';

/** A column's head: sorts when it is pressed, and its end edge is drawn wider or narrower. */
export function Head({
  column,
  index,
  sort,
  isStop,
  rem,
  onPress,
  onWidth,
}: {
  column: ColumnShape;
  /** 1-based, as the grid counts them. */
  index: number;
  sort: Sort | null;
  isStop: boolean;
  rem: number;
  onPress(): void;
  /** In rem; null is the usual one. */
  onWidth(width: number | null): void;
}) {
  const direction = sort?.column !== column.id ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <div
      className={`head ${column.className}`}
      role="columnheader"
      aria-colindex={index}
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
      {column.silent !== true && <Edge rem={rem} onWidth={onWidth} />}
    </div>
  );
}

/** By pointer alone; the keyboard has Shift and the arrows on the head itself. */
function Edge({ rem, onWidth }: { rem: number; onWidth(width: number | null): void }) {
  const from = useRef({ x: 0, width: 0, sign: 1 });
  const [held, setHeld] = useState(false);
  const move = (event: PointerEvent<HTMLSpanElement>) => {
    if (!held) return;
    const { x, width, sign } = from.current;
    onWidth(Math.max(leastWidth, (width + sign * (event.clientX - x)) / rem));
  };
  return (
    <span
      className={held ? 'edge is-held' : 'edge'}
      title={say('Drag to resize; press twice for the usual width')}
      aria-hidden="true"
      onPointerDown={(event) => {
        const head = event.currentTarget.parentElement;
        if (head === null) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        const sign = getComputedStyle(head).direction === 'rtl' ? -1 : 1;
        from.current = { x: event.clientX, width: head.offsetWidth, sign };
        setHeld(true);
      }}
      onPointerMove={move}
      onLostPointerCapture={() => setHeld(false)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => onWidth(null)}
    />
  );
}
