import { useLayoutEffect, useState, type RefObject } from 'react';

/** The width and height of an element in px, and of one rem, followed as they change. Zero before the first measure. */
export function useSize(ref: RefObject<HTMLElement | null>): {
  width: number;
  height: number;
  rem: number;
} {
  const [size, setSize] = useState({ width: 0, height: 0, rem: 16 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setSize((before) =>
        before.width === width && before.height === height && before.rem === rem
          ? before
          : { width, height, rem },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
