import { useCallback, useEffect, useState, type KeyboardEvent } from 'react';
import { useDesk, useHeld } from '../store/desk.ts';
import type { ColumnShape, Widths } from './columns.ts';

const stepRem = 0.5;
/** A width is remembered when the edge has rested that long. */
const restsMs = 400;

/** Widths of columns as a person draws them: seen at once, remembered when they rest. */
export function useWidths() {
  const { windowSettings, arrange } = useDesk();
  const { columns } = useHeld(windowSettings);
  const [drawn, setDrawn] = useState<Widths | null>(null);
  const widths = drawn ?? columns;
  useEffect(() => {
    if (drawn === null) return;
    const rests = setTimeout(() => {
      arrange({ columns: { ...drawn } });
      setDrawn(null);
    }, restsMs);
    return () => clearTimeout(rests);
  }, [drawn, arrange]);

  const setWidth = useCallback(
    (id: string, width: number | null) =>
      setDrawn((before) => {
        const { [id]: _, ...others } = before ?? windowSettings.get().columns;
        return width === null ? others : { ...others, [id]: Math.round(width * 16) / 16 };
      }),
    [windowSettings],
  );
  /** Shift and an arrow on a head, as the language runs. */
  const stepWidth = (event: KeyboardEvent, column: ColumnShape | undefined) => {
    if (column === undefined || column.silent === true || !event.shiftKey) return;
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const head = event.target instanceof HTMLElement ? event.target : null;
    if (head === null) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const outwards = (getComputedStyle(head).direction === 'rtl') === (event.key === 'ArrowLeft');
    setWidth(column.id, head.offsetWidth / rem + (outwards ? stepRem : -stepRem));
  };
  return { widths, setWidth, stepWidth };
}
