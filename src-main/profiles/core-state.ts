import type { CoreState } from '../../src-shared/contract-schema.ts';
import type { History } from '../health/history.ts';
import type { Prober } from '../health/probing.ts';
import type { WatchedSurroundings } from '../health/surroundings.ts';
import type { TrueTime } from '../health/true-time.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import type { Book } from './book.ts';

/** What the core is doing beside the profiles. */
export function createCoreState(parts: {
  vault: Pick<Vault, 'view'>;
  clock: Clock;
  history: Pick<History, 'fault'>;
  time: Pick<TrueTime, 'wrong'>;
  prober: Pick<Prober, 'paused' | 'isOnline' | 'probing' | 'troubles'>;
  surroundings: Pick<WatchedSurroundings, 'why' | 'onBattery'>;
  book: Pick<Book, 'lastAnswerAt'>;
  /** KEYWATCH_OFFLINE: no provider is ever asked. */
  neverAsks: boolean;
  version: string;
  capabilities: CoreState['capabilities'];
  sample?: boolean;
}): () => CoreState {
  const { vault, clock, history, time, prober, surroundings, book, neverAsks } = parts;
  let offlineSince: number | null = null;
  return () => {
    const paused = prober.paused();
    const isOnline = prober.isOnline();
    offlineSince = isOnline ? null : (offlineSince ?? clock.now());
    return {
      vault: vault.view(),
      online: isOnline,
      offlineSince,
      pausedUntil: paused?.until ?? null,
      pausedIndefinitely: paused !== null && paused.until === null,
      neverAsks,
      restsWhile: surroundings.why(),
      onBattery: surroundings.onBattery(),
      clock: time.wrong(),
      historyFault: history.fault(),
      lastCheckedAt: book.lastAnswerAt(),
      probing: prober.probing(),
      troubledProviders: prober.troubles(),
      version: parts.version,
      capabilities: parts.capabilities,
      sample: parts.sample ?? false,
    };
  };
}
