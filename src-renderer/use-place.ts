import { useEffect } from 'react';
import { useDesk } from './store/desk.ts';

/**
 * The fragment of the address names a place: `#profile=ID`, `#replace=ID`, `#add`, `#unlock`, `#settings`. The shell sends a window there, and a
 * window that is loaded again opens where it was. Nothing secret ever stands in it.
 */
export function usePlace(): void {
  const { view } = useDesk();
  useEffect(() => {
    const write = () => {
      const id = view.details.get();
      const fragment = id === null ? '' : `#profile=${encodeURIComponent(id)}`;
      if (location.hash !== fragment) history.replaceState(null, '', location.pathname + fragment);
    };
    const read = () => {
      const place = new URLSearchParams(location.hash.slice(1));
      const replaced = place.get('replace');
      const id = place.get('profile') ?? replaced;
      if (id !== null) view.details.set(id);
      if (replaced !== null && view.over.get() === null) view.over.set({ kind: 'replace', id: replaced });
      if (place.has('add') && view.over.get() === null)
        view.over.set({ kind: 'add', way: 'key', provider: null });
      if (place.has('unlock') && view.over.get() === null) view.over.set({ kind: 'unlock' });
      if (place.has('settings')) view.over.set({ kind: 'settings', page: 'checking' });
      write();
    };
    read();
    const stop = view.details.subscribe(write);
    window.addEventListener('hashchange', read);
    return () => {
      stop();
      window.removeEventListener('hashchange', read);
    };
  }, [view]);
}
