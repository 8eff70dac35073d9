import { useCallback, useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useDesk, useHeld } from '../store/desk.ts';
import { extended, toggled } from './picked.ts';
import type { Row } from './rows.ts';

/** Picking several profiles, by the pointer and by the keyboard, for one act on all of them. */
export function usePicking(rows: readonly Row[]) {
  const { view } = useDesk();
  const picked = useHeld(view.picked);
  const anchor = useRef<string | null>(null);
  // What is shown changes with every key of a search; the acts stay the same, so that no line is drawn for it.
  const shown = useRef(rows);
  useLayoutEffect(() => {
    shown.current = rows;
  }, [rows]);

  const toggle = useCallback(
    (id: string) => {
      anchor.current = id;
      view.picked.set(toggled(view.picked.get() ?? new Set(), id));
    },
    [view],
  );
  const extend = useCallback(
    (from: string | null, to: string) => {
      const ids = shown.current.map(({ id }) => id);
      view.picked.set(extended(view.picked.get() ?? new Set(), ids, from, to));
    },
    [view],
  );
  /** Whether a press with a key held was about picking. */
  const onPress = useCallback(
    (id: string, { shiftKey, ctrlKey, metaKey }: MouseEvent): boolean => {
      if (shiftKey) extend(anchor.current ?? view.details.get(), id);
      else if (ctrlKey || metaKey) toggle(id);
      else anchor.current = id;
      return shiftKey || ctrlKey || metaKey;
    },
    [extend, toggle, view],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'a' || event.altKey || event.shiftKey) return;
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    view.picked.set(new Set(rows.map(({ id }) => id)));
  };
  return { picked, toggle, extend, onPress, onKeyDown };
}
