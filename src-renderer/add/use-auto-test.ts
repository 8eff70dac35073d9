import { useEffect, useRef } from 'react';
import type { Found, Profile } from '../../src-shared/contract-schema.ts';
import { useDesk } from '../store/desk.ts';

/** Takes what was pasted or dropped elsewhere in the window. */
export function useHandedOver(take: (text: string) => Promise<void>): void {
  const { view } = useDesk();
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => view.pasted.takeBy((text) => void latest.current(text)), [view]);
}

/** Asks by itself only where the form of the key names its provider: a key is never shown to a host by a guess. */
export function useAutoTest(
  found: Found | null,
  may: boolean,
  stored: Profile | null,
  ask: () => void,
): void {
  const asked = useRef<Found | null>(null);
  useEffect(() => {
    if (found === null || asked.current === found || !may || stored !== null) return;
    const named = found.confidence === 'exact' || found.confidence === 'prefix';
    if (!named || found.provider === null || found.problem?.blocks === true) return;
    asked.current = found;
    ask();
  });
}
