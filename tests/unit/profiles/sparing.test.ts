import { describe, expect, it } from 'vitest';
import { createSparing } from '../../../src-main/profiles/sparing.ts';
import { virtualTime } from '../health/virtual-time.ts';

const start = Date.UTC(2026, 10, 20);

/** An act that takes so long, and when it was done. */
function acting(tookMs: number) {
  const time = virtualTime(start);
  const doneAt: number[] = [];
  const sparing = createSparing(time.clock, () => {
    doneAt.push(time.clock.now() - start);
    time.jump(tookMs);
  });
  return { ...time, sparing, doneAt };
}

describe('an act done sparingly', () => {
  it('that takes no time is done at each wish', () => {
    const { sparing, doneAt, armed } = acting(0);
    for (let wish = 0; wish < 3; wish++) sparing.soon();
    expect(doneAt).toEqual([0, 0, 0]);
    expect(armed()).toEqual([]);
  });

  it('that takes long is done at once, and then for all wishes of fifty times as long', async () => {
    const { sparing, doneAt, pass } = acting(20);
    for (let wish = 0; wish < 100; wish++) sparing.soon();
    expect(doneAt).toEqual([0]);
    await pass(999);
    expect(doneAt).toHaveLength(1);
    await pass(1);
    expect(doneAt).toEqual([0, 1_020]);
    await pass(60_000);
    expect(doneAt).toHaveLength(2);
    sparing.soon();
    expect(doneAt).toHaveLength(3);
  });

  it('is not put off by a clock that was set back', async () => {
    const { sparing, doneAt, jump, pass } = acting(20);
    sparing.soon();
    jump(-86_400_000);
    sparing.soon();
    await pass(1_000);
    expect(doneAt).toHaveLength(2);
  });

  it('is not done any more once it was stopped', async () => {
    const { sparing, doneAt, pass } = acting(20);
    sparing.soon();
    sparing.soon();
    sparing.stop();
    await pass(60_000);
    expect(doneAt).toHaveLength(1);
  });
});
