import { useEffect } from 'react';
import { useDesk } from '../store/desk.ts';

/**
 * Loads the page anew when the vault is locked: what was revealed, typed or half filled in goes with the page it was in,
 * as far as a browser lets go of anything. Ctrl or Cmd, Shift and L lock it.
 */
export function useLock(): void {
  const { picture, act, bridge } = useDesk();
  useEffect(() => {
    // The desktop shell ends the page's whole process by itself.
    if (bridge !== null) return;
    let before = picture.state.get()?.vault.state ?? null;
    return picture.state.subscribe(() => {
      const now = picture.state.get()?.vault.state ?? null;
      if (before === 'open' && now === 'locked') location.reload();
      before = now;
    });
  }, [picture, bridge]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || !event.shiftKey || !(event.ctrlKey || event.metaKey))
        return;
      if (event.key.toLowerCase() !== 'l' || picture.state.get()?.vault.state !== 'open') return;
      event.preventDefault();
      void act((client) => client.vault.lock({}));
    };
    // Before any dialog hears it: whoever locks, locks at once.
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [picture, act]);
}

/** The keys that lock, as this system writes them. */
export const lockKeys = /Mac/.test(navigator.userAgent) ? '⇧⌘L' : 'Ctrl+Shift+L';
