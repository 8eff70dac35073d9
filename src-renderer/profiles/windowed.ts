import { startTransition, useEffect, useLayoutEffect, useState, type RefObject } from 'react';

/** Where lines of given heights lie, in px from the first. */
export interface Offsets {
  readonly count: number;
  readonly total: number;
  top(index: number): number;
  height(index: number): number;
  /** The line that covers `y`; the last one when `y` is beyond. */
  at(y: number): number;
}

/** Lines that are all of one height. */
export function evenOffsets(count: number, height: number): Offsets {
  return {
    count,
    total: count * height,
    top: (index) => index * height,
    height: () => height,
    at: (y) => Math.max(0, Math.min(count - 1, Math.floor(y / height))),
  };
}

/** Lines of differing heights. */
export function unevenOffsets(heights: readonly number[]): Offsets {
  const tops = [0];
  for (const height of heights) tops.push((tops.at(-1) ?? 0) + height);
  return {
    count: heights.length,
    total: tops.at(-1) ?? 0,
    top: (index) => tops[index] ?? 0,
    height: (index) => heights[index] ?? 0,
    at(y) {
      let low = 0;
      let high = Math.max(0, heights.length - 1);
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((tops[middle] ?? 0) <= y) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

/** Lines drawn beyond each edge, so that a quick scroll shows no gap. */
const beyond = 10;

/**
 * Which lines to draw: those in view and some beyond. It changes in steps of several lines, so that most scrolling
 * draws nothing anew. Of another list, what is in view is painted first and the rest follows.
 */
export function useWindowed(
  scroller: RefObject<HTMLElement | null>,
  offsets: Offsets,
  step: number,
  list: object,
): { readonly from: number; readonly to: number } {
  const [view, setView] = useState({ top: 0, height: 0 });
  const [painted, setPainted] = useState<object | null>(null);
  useEffect(() => startTransition(() => setPainted(list)), [list]);
  const reach = painted === list ? beyond : 0;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const look = () => {
      const top = Math.floor(element.scrollTop / step) * step;
      const height = element.clientHeight;
      setView((before) => (before.top === top && before.height === height ? before : { top, height }));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller, step]);
  if (offsets.count === 0) return { from: 0, to: 0 };
  const from = Math.max(0, offsets.at(view.top) - reach);
  const to = Math.min(offsets.count, offsets.at(view.top + view.height + step) + 1 + reach);
  return { from, to };
}
