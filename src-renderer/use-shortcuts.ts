import { useEffect } from 'react';
import { useDesk } from './store/desk.ts';

/** Keys and pastes that belong to the whole window: `/` searches, Escape closes the details, a paste adds a key. */
export function useShortcuts(): void {
  const { view, picture } = useDesk();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        view.over.get() !== null ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      ) {
        return;
      }
      if (event.key === '/' && !typesInto(event.target)) {
        const search = document.querySelector<HTMLInputElement>('input[type="search"]');
        if (search === null) return;
        event.preventDefault();
        search.focus();
        search.select();
      } else if (event.key === 'Escape' && view.details.get() !== null && !typesInto(event.target)) {
        const id = view.details.get();
        view.details.set(null);
        document.querySelector<HTMLElement>(`[data-profile="${CSS.escape(id ?? '')}"]`)?.focus();
      }
    };
    const onPaste = (event: ClipboardEvent) => {
      if (view.over.get() !== null || typesInto(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '' || picture.state.get()?.vault.state !== 'open') return;
      event.preventDefault();
      view.pasted.put(text);
      view.over.set({ kind: 'add', way: 'key', provider: null });
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('paste', onPaste);
    };
  }, [view, picture]);
}

function typesInto(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
