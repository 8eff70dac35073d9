import { createContext, use, useSyncExternalStore } from 'react';
import type { Client } from '../../src-shared/contract.ts';
import type { CoreState, Profile, ProviderInfo, WindowSettings } from '../../src-shared/contract-schema.ts';
import type { DesktopBridge } from '../connection/door.ts';
import type { Connection } from '../connection/keep-connected.ts';
import { trueNow } from '../../src-shared/wrong-clock.ts';
import { useNow } from './clock.ts';
import type { Notices } from './notices.ts';
import type { Picture } from './picture.ts';
import type { Held, Seen } from './signal.ts';
import type { View } from './view.ts';

/** Everything a part of the window may need, made once in main.tsx. */
export interface Desk {
  /** What is shown: without names and masks while privacy is wanted. */
  readonly picture: Picture;
  /** What is so, for what changes it; never drawn but where a person edits it. */
  readonly unveiled: Picture;
  readonly connection: Held<Connection>;
  readonly providers: Held<ReadonlyMap<string, ProviderInfo>>;
  readonly windowSettings: Held<WindowSettings>;
  readonly notices: Notices;
  readonly view: View;
  readonly bridge: DesktopBridge | null;
  tryConnecting(): void;
  /**
   * Does something through the core. What fails is told in a notice, and the promise gives null; nothing is asked
   * while there is no connection.
   */
  act<T>(what: (client: Client) => Promise<T>): Promise<T | null>;
  /** How the window is from now on, here at once and remembered by the core. */
  arrange(change: Partial<WindowSettings>): void;
}

export const DeskContext = createContext<Desk | null>(null);

/** The desk this window works at. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('No desk was set up around this part.');
  return desk;
}

/** Watches one held value. */
export function useHeld<T>(held: Seen<T>): T {
  return useSyncExternalStore(held.subscribe, held.get);
}

/** One profile, live; undefined once it is removed. */
export function useProfile(id: string): Profile | undefined {
  const { picture } = useDesk();
  return useSyncExternalStore(
    (listener) => picture.subscribeProfile(id, listener),
    () => picture.profile(id),
  );
}

/** What the core does now; null before the first snapshot. */
export function useCoreState(): CoreState | null {
  return useHeld(useDesk().picture.state);
}

/** The time that ends are seen from: this clock's, corrected where it is wrong. Epoch ms. */
export function useTrueNow(step: Parameters<typeof useNow>[0]): number {
  const { state } = useDesk().picture;
  const offByMs = useSyncExternalStore(state.subscribe, () => state.get()?.clock?.offByMs ?? 0);
  return trueNow(useNow(step), { offByMs });
}

/** Whether something can be asked of the core and changed in the vault. */
export function useCanChange(): boolean {
  const { connection, picture } = useDesk();
  const phase = useHeld(connection).phase;
  const state = useHeld(picture.state);
  return phase === 'connected' && state?.vault.state === 'open';
}

/** What a provider calls itself, its mark and its pages; null while the list has not come. */
export function useProvider(id: string): ProviderInfo | null {
  return useHeld(useDesk().providers).get(id) ?? null;
}
