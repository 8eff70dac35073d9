import { useEffect, useRef } from 'react';

/** What lies over the window: what is focused in there goes with it. */
const layers = '.scrim, .popover, .floating';
/** Where Tab enters the list. */
export const listStop = '.profiles [tabindex="0"]';

/**
 * Gives the focus back to where it was before something lay over the window, should nothing else have taken it.
 * A dialog that is opened from a menu, and loaded first, begins when the menu is gone and knows
 * nothing of the button that the menu came from.
 */
export function useFocusBack(isOver: boolean): void {
  const last = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(layers) === null) last.current = target;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, []);
  useEffect(() => {
    if (isOver) return;
    // The dialog itself gives the focus back with the next frame, where it knows whose it was.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        // What a first key was added from is gone with the first steps: the list has taken their place.
        const back =
          last.current?.isConnected === true ? last.current : document.querySelector<HTMLElement>(listStop);
        back?.focus({ preventScroll: true });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [isOver]);
}
