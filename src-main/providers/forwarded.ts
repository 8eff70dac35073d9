import { meaningOf } from '../../src-shared/meaning.ts';
import { telling } from '../../src-shared/say.ts';
import { failureBy, outcomeByStatus } from './answer-rules.ts';
import type { Reading } from './provider.ts';

/**
 * What a gateway hands on from the provider behind it. When that one refused, it refused the gateway's own key there:
 * nothing is said about the key the gateway was asked with. Null where the common rules may read on.
 */
export function readForwarded(status: number, said: string): Partial<Reading> | null {
  if (status < 400 || status >= 500) return null;
  const outcome = failureBy({ codes: [], words: said.toLowerCase() }) ?? outcomeByStatus(status);
  if (!meaningOf(outcome).blamesKey && outcome !== 'forbidden') return { outcome };
  return {
    outcome: 'unverifiable',
    message: telling(
      'The provider behind the gateway refused the gateway’s own key; this says nothing about this one',
    ),
  };
}
