import { parseDuration } from '../../src-shared/duration.ts';
import type { Env } from '../ports.ts';

/** KEYWATCH_CONFIRM_AFTER shortens the wait for a second answer, for tests against loopback hosts only (D-B7). */
export function confirmAfter(env: Env): { confirmAfterMs?: number } {
  const text = env['KEYWATCH_CONFIRM_AFTER'];
  return text === undefined ? {} : { confirmAfterMs: parseDuration(text) };
}
