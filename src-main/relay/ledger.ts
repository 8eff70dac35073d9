import type { RelayState } from '../../src-shared/contract-relay.ts';
import { relayRefusals } from '../../src-shared/words.ts';
import type { Passed, Turned } from './wire.ts';

/** What went through the relay since the core began, and what was turned away. */
export interface Ledger {
  passed(requests: readonly Passed[]): void;
  turnedAway(turned: Turned): void;
  told(): Pick<RelayState, 'served' | 'failedOver' | 'refused' | 'recent'>;
}

/** So many of either kind are kept: whoever knocks without a token takes no place of those that were served. */
const kept = 100;

const newest = (requests: readonly Passed[], before: readonly Passed[]) =>
  [...requests.toReversed(), ...before].slice(0, kept);

export function createLedger(): Ledger {
  let served = 0;
  let failedOver = 0;
  let recent: readonly Passed[] = [];
  let away: readonly Passed[] = [];
  const refused: Turned['counts'] = {};
  return {
    passed(requests) {
      served += requests.length;
      failedOver += requests.filter(({ tries }) => tries > 1).length;
      recent = newest(requests, recent);
    },
    turnedAway({ counts, last }) {
      for (const why of relayRefusals)
        if (counts[why] !== undefined) refused[why] = (refused[why] ?? 0) + counts[why];
      away = newest(last, away);
    },
    told: () => ({
      served,
      failedOver,
      refused: { ...refused },
      recent: [...recent, ...away].sort((left, right) => right.at - left.at),
    }),
  };
}
