import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnTracks, leastWidth, placeColumns } from '../../../src-renderer/profiles/columns.ts';
import { latencyParts } from '../../../src-renderer/profiles/latency-words.tsx';
import { sparkOf } from '../../../src-renderer/profiles/sparkline.tsx';
import { evenOffsets, unevenOffsets } from '../../../src-renderer/profiles/windowed.ts';
import type { Outcome } from '../../../src-shared/words.ts';

describe('columns', () => {
  it.each([
    [40, ['provider', 'place', 'name', 'state', 'expiry']],
    [50, ['provider', 'place', 'name', 'state', 'expiry', 'checked', 'latency']],
    [72, ['provider', 'place', 'name', 'kind', 'source', 'state', 'expiry', 'checked', 'latency', 'users']],
  ])('in a list %i rem wide are those there is room for', (room, ids) => {
    expect(placeColumns(room, []).map(({ id }) => id)).toEqual(ids);
  });

  it('never need more room than there is', () => {
    for (let room = 36; room < 120; room += 0.25)
      expect(placeColumns(room, []).reduce((all, { width }) => all + width, 0)).toBeLessThanOrEqual(room);
  });

  it('a person hides are not there', () => {
    expect(placeColumns(72, ['latency']).map(({ id }) => id)).not.toContain('latency');
  });

  it('fit: one of them takes what is left, the name until there is plenty', () => {
    const growing = (room: number) =>
      placeColumns(room, [])
        .filter(({ grows }) => grows === true)
        .map(({ id }) => id);
    expect(growing(40)).toEqual(['name']);
    expect(growing(72)).toEqual(['name']);
    expect(growing(120)).toEqual(['users']);
    expect(columnTracks(placeColumns(40, []))).toBe('8.5rem 1.375rem minmax(8rem, 1fr) 9.375rem 8.75rem');
  });
});

describe('columns of a width that a person gave', () => {
  const width = (room: number, widths: Record<string, number>, id: string) =>
    placeColumns(room, [], widths).find((column) => column.id === id)?.width;

  it('have it, never so little that their head cannot be grasped', () => {
    expect(width(80, { state: 12 }, 'state')).toBe(12);
    expect(width(80, { provider: 1 }, 'provider')).toBe(leastWidth);
  });

  it('still fit, in whatever room there is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 36, max: 160 }),
        fc.dictionary(
          fc.constantFrom(
            'provider',
            'name',
            'kind',
            'source',
            'state',
            'expiry',
            'checked',
            'latency',
            'users',
          ),
          fc.double({ min: 0, max: 90, noNaN: true }),
        ),
        (room, widths) => {
          const usual = placeColumns(room, []);
          const columns = placeColumns(room, [], widths);
          const sum = (list: typeof columns) => list.reduce((total, each) => total + each.width, 0);
          expect(sum(columns)).toBeLessThanOrEqual(Math.max(room, sum(usual)) + columns.length / 16);
          expect(columns.some(({ grows }) => grows === true)).toBe(true);
          expect(columns.map(({ id }) => id)).toEqual(usual.map(({ id }) => id));
        },
      ),
    );
  });
});

it('a latency is written in milliseconds, from a second on in seconds', () => {
  const written = (ms: number) => Object.values(latencyParts(ms)).join(' ');
  expect([83.4, 999.4, 999.6, 1741, 9949, 9951, 31_200].map(written)).toEqual([
    '83 ms',
    '999 ms',
    '1.0 s',
    '1.7 s',
    '9.9 s',
    '10 s',
    '31 s',
  ]);
});

describe('offsets', () => {
  it('of uneven lines find the line that covers a place, for any heights', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), fc.nat(4000), (heights, y) => {
        const offsets = unevenOffsets(heights);
        const index = offsets.at(y);
        expect(offsets.top(index)).toBeLessThanOrEqual(y);
        if (y < offsets.total) expect(offsets.top(index) + offsets.height(index)).toBeGreaterThan(y);
        else expect(index).toBe(heights.length - 1);
      }),
    );
  });

  it('of even lines are the same as of uneven ones of that height', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(20_000), (count, y) => {
        expect(evenOffsets(count, 32).at(y)).toBe(unevenOffsets(Array<number>(count).fill(32)).at(y));
      }),
    );
  });
});

describe('a trail', () => {
  const box = { width: 56, height: 16, slots: 24 };
  const trail = (marks: string) =>
    [...marks].map((mark, at): { at: number; outcome: Outcome; latencyMs: number | null } => {
      if (mark === 'x') return { at, outcome: 'revoked', latencyMs: null };
      if (mark === 'p') return { at, outcome: 'rate_limited', latencyMs: 20 };
      return mark === '.'
        ? { at, outcome: 'network', latencyMs: null }
        : { at, outcome: 'ok', latencyMs: 100 + Number(mark) };
    });

  it('is one line while the key answers, with its end marked', () => {
    const { line, end, refusals } = sparkOf(trail('1357'), box);
    expect(line.match(/M/g)).toHaveLength(1);
    expect(end).toMatchObject({ x: 54 });
    expect(refusals).toEqual([]);
  });

  it('breaks at refusals and cooldowns and stands without an end when the last was one', () => {
    const { line, refusals, cooldowns, end } = sparkOf(trail('12p34xx'), box);
    expect(line.match(/M/g)).toHaveLength(2);
    expect([refusals.length, cooldowns.length]).toEqual([2, 1]);
    expect(end).toBeNull();
  });

  it('joins neighbouring silence into one stretch, and is all silence when nobody ever answered', () => {
    expect(sparkOf(trail('1..2.'), box).silences).toHaveLength(2);
    expect(sparkOf([], box).silences).toEqual([[2, 54]]);
  });

  it('stays in its box, whatever the answers took', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 40 }), (latencies) => {
        const points = latencies.map((latencyMs, at) => ({ at, outcome: 'ok' as const, latencyMs }));
        const { end, line } = sparkOf(points, box);
        if (end !== null) {
          expect(end.x).toBeLessThanOrEqual(box.width);
          expect(end.y).toBeGreaterThanOrEqual(0);
          expect(end.y).toBeLessThanOrEqual(box.height);
        }
        expect(line).not.toMatch(/NaN|Infinity/);
      }),
    );
  });
});
