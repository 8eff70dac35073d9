import { span } from '../../src-shared/times.ts';
import type { Met } from '../store/errors.ts';

/** How long the next try has to wait after too many wrong ones, in words; null when it need not. `now` is epoch ms. */
export function waitLeft(failure: Met | null, now: number): string | null {
  const retryAt = failure?.code === 'too_many_attempts' ? failure.details['retryAt'] : undefined;
  if (typeof retryAt !== 'number' || retryAt <= now) return null;
  return span(Math.max(1000, retryAt - now));
}
