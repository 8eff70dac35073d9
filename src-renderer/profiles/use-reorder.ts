import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { say } from '../../src-shared/say.ts';
import { movedIn, type Move } from '../details/move-in-order.ts';
import { useCanChange, useDesk } from '../store/desk.ts';
import { droppedIn, reorder } from './reorder.ts';
import type { Row } from './rows.ts';
import { showsOrder, type Sort } from './sort.ts';

export type DropSide = 'before' | 'after';

const moves: Readonly<Record<string, Move>> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'first' };

/**
 * Moving a profile among those of its provider: dragged to a line between two of them, or by Alt and the arrows. Where the
 * list is sorted otherwise, places cannot be seen and nothing is moved.
 */
export function useReorder(rows: readonly Row[], sort: Sort | null, onSort: (sort: null) => void) {
  const desk = useDesk();
  const canChange = useCanChange();
  const dragged = useRef<Row | null>(null);
  const [drop, setDrop] = useState<{ readonly id: string; readonly side: DropSide } | null>(null);
  const rowOf = (id: string | undefined) => rows.find((row) => row.id === id);
  const mayMove = canChange && showsOrder(sort);

  const target = (event: DragEvent): typeof drop => {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-profile]') : null;
    const row = rowOf(line?.dataset['profile']);
    const moved = dragged.current;
    if (line === null || row === undefined || moved === null || row.id === moved.id) return null;
    if (row.provider !== moved.provider) return null;
    const { top, height } = line.getBoundingClientRect();
    return { id: row.id, side: event.clientY < top + height / 2 ? 'before' : 'after' };
  };
  const end = () => {
    dragged.current = null;
    setDrop(null);
  };

  return {
    mayMove,
    drop,
    drag: {
      onDragStart(event: DragEvent) {
        const line = event.target instanceof HTMLElement ? event.target.dataset['profile'] : undefined;
        dragged.current = rowOf(line) ?? null;
        // Without data some browsers begin no drag; its name alone may leave the window.
        event.dataTransfer.setData('text/plain', dragged.current?.name ?? '');
        event.dataTransfer.effectAllowed = 'move';
      },
      onDragOver(event: DragEvent) {
        if (dragged.current === null) return;
        const next = target(event);
        if (next !== null) event.preventDefault();
        event.dataTransfer.dropEffect = next === null ? 'none' : 'move';
        setDrop((before) => (before?.id === next?.id && before?.side === next?.side ? before : next));
      },
      onDrop(event: DragEvent) {
        const moved = dragged.current;
        const to = target(event);
        end();
        if (moved === null || to === null) return;
        event.preventDefault();
        void reorder(desk, moved, (listed) => droppedIn(listed, moved.id, to.id, to.side));
      },
      onDragEnd: end,
    },
    onKeyDown(event: KeyboardEvent, id: string | null) {
      const move = event.altKey && !event.ctrlKey && !event.metaKey ? moves[event.key] : undefined;
      const row = rowOf(id ?? undefined);
      if (move === undefined || row === undefined) return;
      event.preventDefault();
      if (mayMove && row.siblings > 1) void reorder(desk, row, (listed) => movedIn(listed, row.id, move));
      else if (canChange && row.siblings > 1) {
        desk.notices.show({
          about: 'order',
          text: say('The list is not sorted by place, so a move could not be seen; nothing was moved.'),
          act: { label: say('Show places'), run: () => onSort(null) },
        });
      }
    },
  };
}
