import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../src-shared/contract-schema.ts';
import { extended, toggled } from '../../../src-renderer/profiles/picked.ts';
import { droppedIn } from '../../../src-renderer/profiles/reorder.ts';
import { leftWords, withEach } from '../../../src-renderer/profiles/with-each.ts';
import { stored, viewed } from '../../fixtures/profiles.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];

describe('picking', () => {
  it('takes one in and out again', () => {
    expect([...toggled(new Set(['a']), 'b')]).toEqual(['a', 'b']);
    expect([...toggled(new Set(['a', 'b']), 'a')]).toEqual(['b']);
  });

  it.each([
    ['downwards', 'b', 'd', ['b', 'c', 'd']],
    ['upwards', 'd', 'b', ['b', 'c', 'd']],
    ['from nowhere is that one alone', null, 'c', ['c']],
    ['from one that is no longer shown is that one alone', 'z', 'c', ['c']],
    ['to one that is not shown is nothing', 'b', 'z', []],
  ])('a stretch %s', (_, from, to, picked) => {
    expect([...extended(new Set(), shown, from, to)]).toEqual(picked);
  });

  it('a stretch keeps what was picked before', () => {
    expect([...extended(new Set(['e']), shown, 'a', 'b')].sort()).toEqual(['a', 'b', 'e']);
  });
});

describe('a profile that is dropped', () => {
  it.each([
    ['before another', 'd', 'b', 'before', ['a', 'd', 'b', 'c', 'e']],
    ['after another', 'a', 'c', 'after', ['b', 'c', 'a', 'd', 'e']],
    ['that had no place gets one', 'z', 'b', 'after', ['a', 'b', 'z', 'c', 'd', 'e']],
    ['beside one that has no place moves nothing', 'a', 'z', 'after', shown],
  ] as const)('%s', (_, id, target, side, order) => {
    expect(droppedIn(shown, id, target, side)).toEqual(order);
  });
});

describe('one act on many', () => {
  const profiles = viewed(Array.from({ length: 20 }, (_, n) => stored(`openai:p${n}`)));

  it('is done to a few at a time, to each once, and tells how far it is', async () => {
    let [now, most] = [0, 0];
    const heard: number[] = [];
    const { done, left } = await withEach(
      profiles,
      async () => {
        most = Math.max(most, ++now);
        await Promise.resolve();
        now -= 1;
      },
      (tried) => heard.push(tried),
    );
    expect(new Set(done.map(({ id }) => id)).size).toBe(20);
    expect(left).toEqual([]);
    expect(most).toBeLessThanOrEqual(6);
    expect(heard).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('is not held up by one that fails, which is named with its reason', async () => {
    const refused = (id: string) =>
      Object.assign(new Error(`The record of ${id} is damaged; it was left as it is.`), {
        code: 'write_failed',
        data: {},
      });
    const came = await withEach(
      profiles,
      ({ id }) => (/p[37]$/.test(id) ? Promise.reject(refused(id)) : Promise.resolve()),
      () => undefined,
    );
    expect([came.done.length, came.left.length]).toEqual([18, 2]);
    const nameOf = ({ id }: Profile) => id;
    expect(leftWords(came, nameOf)).toBe(
      '2 were left as they were, openai:p3 among them: The record of openai:p3 is damaged; it was left as it is.',
    );
    expect(leftWords({ ...came, left: came.left.slice(1, 2) }, nameOf)).toMatch(
      /^openai:p7 was left as it was: /,
    );
    expect(leftWords({ ...came, left: [] }, nameOf)).toBeNull();
  });
});
