import { say, saying } from './say.ts';
import type { Outcome } from './words.ts';

const twice = saying(
  'Nothing changes at the first such answer; a second one a minute later takes the key out of use.',
);
const lessOften = saying('The key stays as it was; its provider is asked less often for a while.');
const nothing = saying('The key stays as it was.');

/** What an answer does to a key that Keywatch watches; the table of docs/architecture.md in sentences. */
const effects: Readonly<Record<Outcome, string>> = {
  ok: saying('The key counts as healthy.'),
  forbidden: saying(
    'The key stays healthy and is marked limited; where it came from real work, another key serves.',
  ),
  model_not_found: saying('The key stays healthy.'),
  rate_limited: saying('The key rests for a minute, and for 5, 25, then 60 while it goes on.'),
  no_credit: saying('The key rests for 5 hours, and for twice as long each time it goes on, up to 24.'),
  invalid: twice,
  revoked: twice,
  expired: twice,
  overloaded: lessOften,
  server_error: lessOften,
  network: nothing,
  intercepted: nothing,
  region_blocked: nothing,
  malformed: nothing,
  unverifiable: nothing,
};

const rests: ReadonlySet<Outcome> = new Set(['rate_limited', 'no_credit']);

/** What becomes of a key after such an answer, in a sentence; `retryAt`: when the answer says it may be asked again, epoch ms. */
export function effectOf({ outcome, retryAt }: { outcome: Outcome; retryAt: number | null }): string {
  return retryAt !== null && rests.has(outcome)
    ? say('The key rests until the stated time.')
    : say(effects[outcome]);
}
