import { useLayoutEffect } from 'react';
import { useDesk, useHeld } from './store/desk.ts';

const key = 'keywatch.theme';

/** Gives the page the person's theme; the last one is remembered here, so that a window does not open in the other. */
export function useTheme(): void {
  const theme = useHeld(useDesk().picture.settings)?.theme ?? null;
  useLayoutEffect(() => {
    const chosen = theme ?? localStorage.getItem(key);
    if (theme !== null) localStorage.setItem(key, theme);
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
    else delete document.documentElement.dataset['theme'];
  }, [theme]);
}
