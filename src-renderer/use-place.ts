import { useEffect } from 'react';
import { useDesk } from './store/desk.ts';

/**
 * Keeps the address's fragment and what is open the same: the desktop's tray and notices lead here by `#profile=<id>`,
 * `#add` and `#settings`, and a window that was put away comes back with the details it had open.
 */
export function usePlace(): void {
  const { view } = useDesk();
  useEffect(() => {
    const forget = () => history.replaceState(null, '', location.pathname);
    const go = () => {
      const place = new URLSearchParams(location.hash.slice(1));
      const profile = place.get('profile');
      if (profile !== null) return view.details.set(profile);
      if (place.has('add')) view.over.set({ kind: 'add', way: 'key', provider: null });
      else if (place.has('settings')) document.querySelector<HTMLElement>('button.settings')?.click();
      else return;
      forget();
    };
    const stop = view.details.subscribe(() => {
      const id = view.details.get();
      if (id === null) forget();
      else history.replaceState(null, '', `#profile=${encodeURIComponent(id)}`);
    });
    go();
    window.addEventListener('hashchange', go);
    return () => {
      stop();
      window.removeEventListener('hashchange', go);
    };
  }, [view]);
}
