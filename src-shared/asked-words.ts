import type { Profile } from './contract-schema.ts';
import { exactSpan } from './times.ts';

const slowed: Readonly<Record<'host' | 'battery', string>> = {
  host: 'its host has many keys',
  battery: 'on battery',
};

/** How often a profile was asked about today, and is from now on: "3 of 24 times today; every 12 h, on battery". */
export function askedSentence({ probing }: Pick<Profile, 'probing'>): string {
  const { budget, usedToday, everyMs, slowedBy } = probing;
  const today = `${usedToday} of ${budget} times today`;
  if (everyMs === null) return today;
  const why = slowedBy === null ? '' : `, ${slowed[slowedBy]}`;
  return `${today}; every ${exactSpan(everyMs)}${why}`;
}
