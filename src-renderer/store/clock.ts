import { useSyncExternalStore } from 'react';
import { createSignal } from './signal.ts';

/**
 * The one clock of the window. It stands still while the window is hidden, and catches up when it is seen again.
 */
function createTicker(everyMs: number): { subscribe(listener: () => void): () => void; now(): number } {
  const signal = createSignal();
  let listeners = 0;
  let timer: ReturnType<typeof setInterval> | null = null;
  let now = Date.now();

  const tick = () => {
    now = Date.now();
    signal.tell();
  };
  const run = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    if (listeners === 0 || document.hidden) return;
    timer = setInterval(tick, everyMs);
  };
  document.addEventListener('visibilitychange', () => {
    run();
    if (!document.hidden && listeners > 0) tick();
  });
  return {
    now: () => now,
    subscribe(listener) {
      const leave = signal.subscribe(listener);
      listeners += 1;
      if (listeners === 1) {
        now = Date.now();
        run();
      }
      return () => {
        leave();
        listeners -= 1;
        if (listeners === 0) run();
      };
    },
  };
}

const tickers = { seconds: createTicker(1000), ages: createTicker(15_000) };

/** Epoch ms: `seconds` for countdowns, `ages` for words like "2 min ago". */
export function useNow(step: keyof typeof tickers): number {
  const ticker = tickers[step];
  return useSyncExternalStore(ticker.subscribe, ticker.now);
}
