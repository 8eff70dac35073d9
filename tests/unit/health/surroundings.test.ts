import { describe, expect, it } from 'vitest';
import { createSurroundings } from '../../../src-main/health/surroundings.ts';
import type { Power } from '../../../src-main/ports.ts';
import { minute, start } from './answers.ts';
import { virtualTime } from './virtual-time.ts';

type Occasion = Parameters<Power['on']>[0];

function laptop(settings: { restWhenLocked?: boolean; metered?: boolean } = {}, isMetered = false) {
  const time = virtualTime(start);
  const acts = new Map<Occasion, () => void>();
  let changes = 0;
  let resumes = 0;
  const surroundings = createSurroundings({
    clock: time.clock,
    power: {
      onBattery: () => false,
      idleMs: () => 0,
      on(occasion, act) {
        acts.set(occasion, act);
        return () => acts.delete(occasion);
      },
    },
    online: { isOnline: () => true, isMetered: () => isMetered },
    settings: () => ({ restWhenLocked: false, metered: false, ...settings }),
  });
  surroundings.watch({ onChange: () => changes++, onResume: () => resumes++ });
  return {
    time,
    surroundings,
    acts,
    happens: (occasion: Occasion) => acts.get(occasion)?.(),
    told: () => [changes, resumes],
  };
}

describe('questions on schedule', () => {
  it('rest while the machine sleeps, from the moment that is announced', () => {
    const { surroundings, happens, told } = laptop();
    expect(surroundings.why()).toBeNull();
    happens('suspend');
    expect([surroundings.why(), surroundings.rest()]).toEqual(['asleep', { until: start + 10 * minute }]);
    happens('resume');
    expect([surroundings.why(), surroundings.rest()]).toEqual([null, null]);
    expect(told()).toEqual([1, 1]);
  });

  it('go on after a sleep that was announced and never came', async () => {
    const { surroundings, happens, time } = laptop();
    happens('suspend');
    await time.pass(10 * minute);
    expect(surroundings.rest()).toBeNull();
  });

  it('go on while the screen is locked, unless a person set otherwise', () => {
    const free = laptop();
    free.happens('lock');
    expect([free.surroundings.isLocked(), free.surroundings.rest()]).toEqual([true, null]);
    const resting = laptop({ restWhenLocked: true });
    resting.happens('lock');
    expect([resting.surroundings.why(), resting.surroundings.rest()]).toEqual(['locked', { until: null }]);
    resting.happens('unlock');
    expect(resting.surroundings.rest()).toBeNull();
    expect(resting.told()).toEqual([2, 0]);
  });

  it('stay at home where the connection is metered, as a person says or the machine does', () => {
    expect(laptop().surroundings.isMetered()).toBe(false);
    expect(laptop({ metered: true }).surroundings.why()).toBe('metered');
    expect(laptop({}, true).surroundings.why()).toBe('metered');
  });

  it('hear of the battery, and of nothing once nobody listens', () => {
    const { surroundings, happens, told, acts } = laptop();
    happens('supply');
    expect(told()).toEqual([1, 0]);
    surroundings.stop();
    expect(acts.size).toBe(0);
  });
});
