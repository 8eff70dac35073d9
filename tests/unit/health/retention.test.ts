import { describe, expect, it } from 'vitest';
import { keptAfter, sizeLimit, turnsAfter } from '../../../src-main/health/retention.ts';

const day = 86_400_000;
const limit = sizeLimit(1000);

describe('what is kept of the history', () => {
  it('is 90 days of rows and two years of days while the file is small', () => {
    expect(keptAfter(0)).toEqual({ rawMs: 90 * day, daysMs: 730 * day });
  });

  it('becomes less rows first, then less days, and never less than a week and a quarter', () => {
    const turns = Array.from({ length: 40 }, (_, n) => keptAfter(n));
    for (const [n, { rawMs, daysMs }] of turns.entries()) {
      const before = turns[Math.max(0, n - 1)] ?? { rawMs, daysMs };
      expect(rawMs).toBeLessThanOrEqual(before.rawMs);
      if (rawMs > 8 * day) expect(daysMs).toBe(730 * day);
    }
    expect(turns.at(-1)).toEqual({ rawMs: 8 * day, daysMs: 90 * day });
  });

  it('gets tighter while the file is over its limit, and looser once there is much room', () => {
    expect(turnsAfter(3, limit + 1, limit)).toBe(4);
    expect(turnsAfter(3, limit * 0.8, limit)).toBe(3);
    expect(turnsAfter(3, limit * 0.5, limit)).toBe(2);
    expect(turnsAfter(0, 0, limit)).toBe(0);
  });

  it('comes to an end even where nothing helps', () => {
    let turns = 0;
    for (let round = 0; round < 100; round++) turns = turnsAfter(turns, Infinity, limit);
    expect(turnsAfter(turns, Infinity, limit)).toBe(turns);
  });

  it('has 50 MB for up to a thousand profiles, and in proportion for more', () => {
    expect([1, 1000, 10_000].map(sizeLimit)).toEqual([50e6, 50e6, 500e6]);
  });
});
