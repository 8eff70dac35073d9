import type { Host } from '../command.ts';
import type { Look } from '../page.ts';

/** How lines look that are shown on the terminal before a question: on stderr, where the question is asked. */
export function lookHere(host: Host): Look {
  return {
    width: process.stderr.columns ?? 80,
    colour: (host.env['NO_COLOR'] ?? '') === '',
    now: host.now(),
  };
}
