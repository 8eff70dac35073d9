import { expect, test } from 'vitest';
import { askedSentence } from '../../../src-shared/asked-words.ts';

const hour = 3_600_000;

test.each([
  [{ everyMs: 6 * hour, slowedBy: null }, '3 of 24 times today; every 6 h'],
  [{ everyMs: 12 * hour, slowedBy: 'battery' }, '3 of 24 times today; every 12 h, on battery'],
  [
    { everyMs: (25 * hour) / 3, slowedBy: 'host' },
    '3 of 24 times today; every 8 h 20 min, its host has many keys',
  ],
  [{ everyMs: null, slowedBy: null }, '3 of 24 times today'],
] as const)('%j', (pace, said) => {
  expect(askedSentence({ probing: { budget: 24, usedToday: 3, ownBudget: null, ...pace } })).toBe(said);
});
