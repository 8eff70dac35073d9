import type { Access } from '../../src-shared/contract-schema.ts';
import type { History } from '../health/history.ts';
import type { Clock, Log } from '../ports.ts';
import type { Use } from './wire.ts';

/** Keys in use, written down together a few times a second: a write for each would cost more than what is written down. */
export interface Uses {
  /** Throws `write_failed` where the ones before could not be written. */
  add(use: { id: string; token: string }): void;
  /** Those that were made with what had been given out before. */
  addAll(uses: readonly Use[]): void;
  flush(): void;
}

const everyMs = 250;

export function createUses({
  history,
  clock,
  log,
}: {
  history: Pick<History, 'addAccesses'>;
  clock: Clock;
  log: Log;
}): Uses {
  let waiting: Access[] = [];
  let overdue = false;

  function write(): void {
    if (waiting.length === 0) return;
    history.addAccesses(waiting);
    waiting = [];
    overdue = false;
  }

  function flush(): void {
    try {
      write();
    } catch (error) {
      overdue = true;
      log.error('uses of keys could not be written down', {
        error: error instanceof Error ? error.name : typeof error,
      });
    }
  }

  function put({ at, id, token }: Use): void {
    waiting.push({ at, id, action: 'relay', door: null, program: token, pid: null });
    if (waiting.length === 1) clock.after(everyMs, flush);
  }

  return {
    flush,
    add(use) {
      // What cannot be written down is not given out.
      if (overdue) write();
      put({ ...use, at: clock.now() });
    },
    addAll: (uses) => uses.forEach(put),
  };
}
