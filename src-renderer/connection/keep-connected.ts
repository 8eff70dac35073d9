import type { Client } from '../../src-shared/contract.ts';
import { createPeerClient } from '../../src-shared/peer-client.ts';
import { NotLetIn, type Door } from './door.ts';

/** Where the way to the core stands. Times are epoch ms. */
export type Connection =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'connected'; readonly client: Client }
  | { readonly phase: 'waiting'; readonly lostAt: number; readonly retryAt: number }
  | { readonly phase: 'not_let_in' };

const shortestWaitMs = 500;
const longestWaitMs = 15_000;

/**
 * Keeps one connection through a door: opens it, tells every change of its state, and opens it again with growing
 * pauses after a loss. Gives a way to try at once.
 */
export function keepConnected(door: Door, tell: (connection: Connection) => void): { tryNow(): void } {
  let losses = 0;
  let lostAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const attempt = async () => {
    timer = null;
    try {
      const channel = await door.open();
      channel.onClose(waitForNext);
      losses = 0;
      lostAt = null;
      tell({ phase: 'connected', client: createPeerClient(channel) });
    } catch (error) {
      if (error instanceof NotLetIn) tell({ phase: 'not_let_in' });
      else waitForNext();
    }
  };
  const waitForNext = () => {
    lostAt ??= Date.now();
    const waitMs = Math.min(longestWaitMs, shortestWaitMs * 2 ** losses) * (0.75 + Math.random() / 2);
    losses += 1;
    timer = setTimeout(attempt, waitMs);
    tell({ phase: 'waiting', lostAt, retryAt: Date.now() + waitMs });
  };
  const tryNow = () => {
    if (timer === null) return;
    clearTimeout(timer);
    void attempt();
  };

  tell({ phase: 'connecting' });
  void attempt();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) tryNow();
  });
  return { tryNow };
}
