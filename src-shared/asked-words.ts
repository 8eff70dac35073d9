import type { Profile } from './contract-schema.ts';
import { say, saying } from './say.ts';
import { exactSpan } from './times.ts';

const slowed: Readonly<Record<'host' | 'battery', string>> = {
  host: saying('{today}; every {interval}, its host has many keys'),
  battery: saying('{today}; every {interval}, on battery'),
};

/** How often a profile was asked about today, and is from now on: "3 of 24 times today; every 12 h, on battery". */
export function askedSentence({ probing }: Pick<Profile, 'probing'>): string {
  const { budget, usedToday, everyMs, slowedBy } = probing;
  const today = say('{used} of {budget} times today', { used: usedToday, budget });
  if (everyMs === null) return today;
  const interval = exactSpan(everyMs);
  if (slowedBy === null) return say('{today}; every {interval}', { today, interval });
  return say(slowed[slowedBy] as '{today}{interval}', { today, interval });
}
