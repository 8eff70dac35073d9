import { describe, expect, it } from 'vitest';
import type { Bucket, Chart, Incident } from '../../../src-shared/contract-schema.ts';
import { namedMoments, plotOf, rows, topOfScale } from '../../../src-renderer/details/chart-plot.ts';
import { bucketWords, chartWords } from '../../../src-renderer/details/chart-words.ts';

const hour = 3_600_000;
const to = new Date(2026, 10, 17, 14, 6).getTime();
const from = to - 7 * 24 * hour;
const bucketMs = 2 * hour;
const bucket = (place: number, more: Partial<Bucket> = {}): Bucket => ({
  at: from + place * bucketMs,
  counts: { ok: 1 },
  p50: 200,
  p95: 200,
  ...more,
});
const week = (buckets: Bucket[]): Chart => ({ span: 'week', from, to, bucketMs, buckets });
const incident = (more: Partial<Incident> = {}): Incident => ({
  from: from + 20 * hour,
  to: from + 24 * hour,
  kind: 'cooldown',
  outcome: 'rate_limited',
  message: null,
  host: null,
  ...more,
});
const width = 324;
const numbers = (path: string) => path.match(/-?[\d.]+/g)?.map(Number) ?? [];

describe('a chart', () => {
  it('draws nothing but its scale where there is no answer', () => {
    const plot = plotOf(week([]), [], width);
    expect(plot).toMatchObject({ line: '', dots: [], newest: null, heard: [], bands: [], signs: [] });
    expect(chartWords(week([]), [])).toEqual(['No answers in the last 7 days']);
  });

  it('draws one answer as a point', () => {
    const plot = plotOf(week([bucket(83)]), [], width);
    expect(plot.line).toBe('');
    expect(plot.dots).toHaveLength(1);
    expect(plot.newest).toEqual(plot.dots[0]);
    expect(plot.heard).toHaveLength(1);
  });

  it('breaks the line where no answer was measured, and after a long silence', () => {
    const unheard = { counts: { network: 1 }, p50: null, p95: null } as const;
    const failed = plotOf(week([bucket(0), bucket(1), bucket(2, unheard), bucket(3), bucket(4)]), [], width);
    expect(failed.line.match(/M/g)).toHaveLength(2);
    expect(failed.heard).toHaveLength(1);
    const silent = plotOf(week([bucket(0), bucket(1), bucket(60), bucket(61)]), [], width);
    expect(silent.line.match(/M/g)).toHaveLength(2);
    expect(silent.heard).toHaveLength(2);
  });

  it('keeps everything inside its box, whatever is told', () => {
    const odd = [
      bucket(0, { p50: 90_000 }),
      bucket(5, { counts: { invalid: 3 }, p50: 0 }),
      bucket(90),
      bucket(400, { counts: { rate_limited: 1 } }),
    ];
    const incidents = [
      incident({ from: from - 90 * 24 * hour, to: null }),
      incident({ kind: 'refused', from: to, to }),
      incident({ kind: 'trouble', from: to + hour, to: to + 2 * hour }),
    ];
    const plot = plotOf(week(odd), incidents, width);
    const xs = [...plot.places, ...plot.refusals, ...plot.cooldowns, ...plot.heard.flat()];
    for (const { x, width: wide } of plot.bands) xs.push(x, x + wide);
    for (const x of xs) expect(x >= 0 && x <= plot.width, String(x)).toBe(true);
    for (const [n, value] of numbers(plot.line).entries())
      if (n % 2 === 1) expect(value).toSatisfy((y: number) => y >= rows.top && y <= rows.bottom);
    for (const band of plot.bands) expect(band.width).toBeGreaterThanOrEqual(8);
  });

  it('shows the worst sign where several would lie over each other', () => {
    const close = [
      incident(),
      incident({ kind: 'refused', outcome: 'invalid' }),
      incident({ kind: 'trouble' }),
    ];
    const far = incident({ from: from + 100 * hour, to: from + 101 * hour });
    expect(plotOf(week([]), [...close, far], width).signs.map(({ kind }) => kind)).toEqual([
      'refused',
      'cooldown',
    ]);
  });

  it('puts the sign of a short incident over its middle, and that of a long one over its beginning', () => {
    const short = incident({ from: from + 20 * hour, to: from + 20 * hour + 60_000 });
    const long = incident({ from: from + 60 * hour, to: null, kind: 'refused' });
    const { bands, signs } = plotOf(week([]), [short, long], width);
    const signOf = (kind: string) => signs.find((sign) => sign.kind === kind)?.x;
    expect(signOf('cooldown')).toBeCloseTo(bands[0]!.x + bands[0]!.width / 2, 0);
    expect(signOf('refused')).toBeCloseTo(bands[1]!.x + 7, 0);
  });

  it('draws no line of what took no time, as when nobody is asked', () => {
    const still = [bucket(0, { p50: 0 }), bucket(1, { p50: 0 })];
    expect(plotOf(week(still), [], width)).toMatchObject({ line: '', dots: [], newest: null });
    expect(chartWords(week(still), [])).toEqual(['No answer took a measurable time']);
  });

  it('never shows health and an incident at one time', () => {
    const { heard, bands } = plotOf(
      week(Array.from({ length: 84 }, (_, n) => bucket(n))),
      [incident()],
      width,
    );
    const [band] = bands;
    expect(heard).toHaveLength(2);
    for (const [begin, end] of heard) expect(end <= band!.x || begin >= band!.x + band!.width).toBe(true);
  });

  it.each([
    [0, 50],
    [51, 100],
    [214, 500],
    [1020, 2000],
    [5000, 5000],
  ])('has a scale for %i ms that ends at %i', (ms, top) => {
    expect(topOfScale(ms)).toBe(top);
  });

  it('names hours, days and months below', () => {
    const words = (chart: Chart) => namedMoments(chart).map(({ word }) => word);
    expect(words({ ...week([]), span: 'day', from: to - 24 * hour })).toEqual([
      '18:00',
      '00:00',
      '06:00',
      '12:00',
    ]);
    expect(words(week([]))).toEqual(['Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue']);
    expect(words({ ...week([]), span: 'quarter', from: to - 90 * 24 * hour })).toEqual(['Sep', 'Oct', 'Nov']);
  });
});

describe('the words of a chart', () => {
  it('tell the median answer and count what went wrong', () => {
    const chart = week([bucket(0, { p50: 100 }), bucket(1, { p50: 300, counts: { ok: 9 } })]);
    expect(chartWords(chart, [incident(), incident(), incident({ kind: 'trouble' })])).toEqual([
      'Median 300 ms',
      '2 cooldowns',
      '1 outage',
    ]);
  });

  it('call the time of a single answer no median', () => {
    const one = bucket(3, { p50: 84 });
    expect(bucketWords(week([one]), one, [], to)).toEqual(['10 Nov, 20:06–22:06', '1 answer', '84 ms']);
  });

  it('tell of a stretch what was answered and what went on meanwhile', () => {
    const limited = bucket(10, { counts: { ok: 2, rate_limited: 1 }, p50: 120, p95: 400 });
    const chart = week([limited]);
    expect(bucketWords(chart, limited, [incident(), incident({ from: to, to: null })], to)).toEqual([
      '11 Nov, 10:06–12:06',
      '3 answers',
      'median 120 ms',
      '95 % under 400 ms',
      '1 rate limited',
      'Cooldown since 11 Nov, for 4 h: rate limited',
    ]);
  });
});
