import type { Channel } from '../../src-shared/peer-client.ts';

/** A way to reach the core from this window; `open` is called again after every loss. */
export interface Door {
  /** Gives a channel, or rejects: with {@link NotLetIn} for good, with anything else until the next attempt. */
  open(): Promise<Channel>;
}

/** The core answered and does not know us; trying again cannot help. */
export class NotLetIn extends Error {
  override readonly name = 'NotLetIn';
}

/** The pages of a provider that a window may open. */
export type ProviderPage = 'keys' | 'billing' | 'status';

/** What the preload script of the desktop shell puts into this window. */
export interface DesktopBridge {
  connect(): void;
  openPage(provider: string, page: ProviderPage): void;
}

/** The desktop shell around this window, or null in a browser. */
export function desktopBridge(): DesktopBridge | null {
  const bridge: unknown = Reflect.get(window, 'keywatch');
  return isBridge(bridge) ? bridge : null;
}

function isBridge(value: unknown): value is DesktopBridge {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'connect') === 'function' &&
    typeof Reflect.get(value, 'openPage') === 'function'
  );
}
