import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { Line } from './lines.ts';
import type { Offsets } from './windowed.ts';

/** Where the grid's one tab stop is: a head, a row (`column` null) or a cell of it. */
export interface Stop {
  /** Null is the row of heads. */
  readonly id: string | null;
  readonly column: number | null;
}

interface Roving {
  readonly stop: Stop;
  /** Line to draw even when it is out of view, so that focus is not lost; -1 for none. */
  readonly index: number;
  isStop(id: string | null, column: number | null): boolean;
  onKeyDown(event: KeyboardEvent): void;
  /** Focus that came here by another way takes the tab stop with it. */
  onFocus(event: FocusEvent): void;
  /** It went elsewhere, which is not so where its row was taken from the list. */
  onBlur(): void;
  moveTo(stop: Stop): void;
}

/**
 * Keyboard use of the grid, after the ARIA grid pattern: arrows move by rows, and from a row into its cells and back;
 * Home, End and the page keys jump; Enter acts, Space picks. One element is in the tab order at a time.
 * https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export function useRoving(options: {
  grid: RefObject<HTMLElement | null>;
  lines: readonly Line[];
  columns: number;
  hasHeads: boolean;
  offsets: Offsets;
  headHeight: number;
  onAct(stop: Stop): void;
  onPick(id: string): void;
  /** Shift was held on the way there. */
  onExtend(from: string, to: string): void;
}): Roving {
  const { grid, lines, columns, hasHeads, offsets, headHeight, onAct, onPick, onExtend } = options;
  const [stop, setStop] = useState<Stop>({ id: null, column: null });
  const [lastIndex, setLastIndex] = useState(0);
  const focusWanted = useRef(false);
  /** The row in which the focus is: should it leave the list, whatever takes its place takes the focus. */
  const focused = useRef<string | null>(null);

  const found = stop.id === null ? -1 : lines.findIndex(({ id }) => id === stop.id);
  // A profile that left the list hands its tab stop to the one now in its place.
  const index = found === -1 ? nearestProfile(lines, Math.min(lastIndex, lines.length - 1)) : found;
  const onHeads = hasHeads && stop.id === null && stop.column !== null;
  const current: Stop = onHeads ? stop : { id: lines[index]?.id ?? null, column: stop.column };
  if (found !== -1 && found !== lastIndex) setLastIndex(found);

  useLayoutEffect(() => {
    const gone = focused.current !== null && document.activeElement === document.body;
    if (!focusWanted.current && !(gone && found === -1)) return;
    focusWanted.current = false;
    const scroller = grid.current;
    if (scroller === null) return;
    if (!onHeads) bringIntoView(scroller, offsets, index, headHeight);
    scroller.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  const moveTo = useCallback((next: Stop) => {
    focusWanted.current = true;
    setStop(next);
  }, []);
  const moveBy = (step: number, extending: boolean) => {
    if (onHeads) return step > 0 ? moveToLine(nearestProfile(lines, 0), null) : undefined;
    const next = nextProfile(lines, index, step);
    if (next === -1 && step === -1 && hasHeads) return moveTo({ id: null, column: current.column ?? 0 });
    if (next === -1) return;
    const id = lines[next]?.id;
    if (extending && current.id !== null && id !== undefined) onExtend(current.id, id);
    moveToLine(next, current.column);
  };
  const moveToLine = (next: number, column: number | null) => {
    const id = lines[next]?.id;
    if (id !== undefined) moveTo({ id, column });
  };
  /** By the arrows as they look, so that the way there is the way the language runs. */
  const moveAcross = (toTheRight: number) => {
    const step = grid.current?.matches(':dir(rtl)') === true ? -toTheRight : toTheRight;
    const column = current.column ?? -1;
    const next = Math.min(columns - 1, column + step);
    if (onHeads && next < 0) return;
    moveTo({ id: current.id, column: next < 0 ? null : next });
  };
  const page = () =>
    Math.max(1, Math.floor((grid.current?.clientHeight ?? 0) / Math.max(1, offsets.height(index))) - 2);

  const keys: Readonly<Record<string, (withShift: boolean) => void>> = {
    ArrowDown: (withShift) => moveBy(1, withShift),
    ArrowUp: (withShift) => moveBy(-1, withShift),
    ArrowRight: () => moveAcross(1),
    ArrowLeft: () => moveAcross(-1),
    PageDown: () =>
      moveToLine(nearestProfile(lines, Math.min(lines.length - 1, index + page())), current.column),
    PageUp: () => moveToLine(nearestProfile(lines, Math.max(0, index - page())), current.column),
    Home: () => moveToLine(nearestProfile(lines, 0), current.column),
    End: () => moveToLine(nearestProfile(lines, lines.length - 1), current.column),
    Enter: () => onAct(current),
    ' ': () => (onHeads || current.id === null ? onAct(current) : onPick(current.id)),
  };

  return {
    stop: current,
    index,
    isStop: (id, column) => current.id === id && current.column === column,
    moveTo,
    onFocus({ target }) {
      const at = target instanceof HTMLElement ? stopOf(target) : null;
      focused.current = at?.id ?? null;
      if (at !== null && (at.id !== current.id || at.column !== current.column)) setStop(at);
    },
    onBlur() {
      focused.current = null;
    },
    onKeyDown(event) {
      const act = keys[event.key];
      if (act === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      act(event.shiftKey);
    },
  };
}

/** Which stop an element is; null for one that is none. */
function stopOf(element: HTMLElement): Stop | null {
  const row = element.closest<HTMLElement>('[role="row"]');
  if (row === null) return null;
  const id = row.dataset['profile'] ?? null;
  if (element === row) return id === null ? null : { id, column: null };
  const column = [...row.children].filter((cell) => !cell.matches('.c-pick')).indexOf(element);
  return column === -1 ? null : { id, column };
}

function nextProfile(lines: readonly Line[], from: number, step: number): number {
  for (let index = from + step; index >= 0 && index < lines.length; index += step) {
    if (lines[index]?.kind === 'profile') return index;
  }
  return -1;
}

function nearestProfile(lines: readonly Line[], from: number): number {
  if (lines[from]?.kind === 'profile') return from;
  const below = nextProfile(lines, from, 1);
  return below === -1 ? nextProfile(lines, from, -1) : below;
}

function bringIntoView(scroller: HTMLElement, offsets: Offsets, index: number, headHeight: number): void {
  const top = offsets.top(index);
  const bottom = top + offsets.height(index);
  const room = scroller.clientHeight - headHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (bottom > scroller.scrollTop + room) scroller.scrollTop = bottom - room;
}
