import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, start } from './answers.ts';
import {
  atOnceAtAHost,
  beyondBudget,
  mostInAMinute,
  outOfPlace,
  tooCloseAtAHost,
  tooLate,
  tooSoon,
} from './month-checks.ts';
import { monthWorld } from './month-world.ts';

const keys = 1_000;
const days = 30;

describe('a month of a thousand keys, with sleep, outages, bad networks and restarts', () => {
  let lived: ReturnType<typeof monthWorld>;
  beforeAll(async () => {
    lived = monthWorld({ seed: 20_261_120, keys, days });
    await lived.live();
  }, 120_000);
  afterAll(() => lived.end());

  it('is one in which much happens', () => {
    const outcomes = new Set(lived.log.map(({ answer }) => answer?.outcome));
    expect(outcomes.size).toBeGreaterThanOrEqual(11);
    expect(lived.log.length).toBeGreaterThan(50 * keys);
    expect(new Set(lived.log.map(({ id }) => id)).size).toBe(keys);
  });

  it('keeps thirty seconds at a host, one question there at a time, three in all', () => {
    expect(tooCloseAtAHost(lived)).toEqual([]);
    expect(atOnceAtAHost(lived)).toEqual([]);
    expect(lived.mostOpen).toBe(3);
  });

  it('keeps every budget', () => expect(beyondBudget(lived)).toEqual([]));

  it('asks nobody sooner than the answer before allows', () => expect(tooSoon(lived)).toEqual([]));

  it('asks calm keys on time', () => expect(tooLate(lived)).toEqual([]));

  it('asks nobody while it rests, nor out there where it costs or leads nowhere', () => {
    expect(outOfPlace(lived)).toEqual([]);
  });

  it('asks of nobody in crowds: never more than a twentieth of the keys within a minute', () => {
    expect(mostInAMinute(lived.log)).toBeLessThanOrEqual(0.05 * keys);
  });

  it('has one timer at most, and none while it rests', () => {
    expect(lived.mostTimers).toBe(1);
    expect(new Set(lived.timersAsleep)).toEqual(new Set([0]));
  });

  it('disables every key that is refused and no other', () => {
    const ended = [...lived.targets.values()].filter(({ id, expiresAt }) => {
      const character = lived.behaves.get(id);
      return (
        character === 'wrong' ||
        character === 'revoked' ||
        (expiresAt ?? Number.POSITIVE_INFINITY) < start + (days - 3) * day
      );
    });
    const blamed = new Set(lived.disabled.map(({ id }) => id));
    for (const id of blamed) {
      const target = lived.targets.get(id);
      const refused = lived.behaves.get(id) === 'wrong' || lived.behaves.get(id) === 'revoked';
      expect(refused || target?.expiresAt !== null, id).toBe(true);
    }
    expect(ended.filter(({ id }) => !blamed.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('answers everybody who asked, and loses nothing', () => {
    expect([...lived.waitedFor.keys()]).toEqual([]);
    expect(lived.lost).toBe(0);
  });
});
