import { useLayoutEffect } from 'react';
import { privacyKey } from './store/veil.ts';
import { useDesk, useHeld } from './store/desk.ts';

/** Says on the root that names are hidden, and remembers it here, so that a window does not open with them. */
export function usePrivacy(): void {
  const { privacy } = useHeld(useDesk().windowSettings);
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-private', privacy);
    if (privacy) localStorage.setItem(privacyKey, 'on');
    else localStorage.removeItem(privacyKey);
  }, [privacy]);
}
