import { useLayoutEffect, useState, type RefObject } from 'react';

/** The width of an element in px, and of one rem, both followed as they change. Zero before the first measure. */
export function useSize(ref: RefObject<HTMLElement | null>): { width: number; rem: number } {
  const [size, setSize] = useState({ width: 0, rem: 16 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => {
      const width = element.clientWidth;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setSize((before) => (before.width === width && before.rem === rem ? before : { width, rem }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
