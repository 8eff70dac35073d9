import { language } from '../../src-shared/say.ts';

/** A latency as its column has room for it: whole milliseconds, from a second on seconds. Signs of units are no words. */
export function latencyParts(ms: number): { readonly number: string; readonly unit: 'ms' | 's' } {
  const whole = Math.round(ms);
  if (whole < 1000) return { number: String(whole), unit: 'ms' };
  const format = new Intl.NumberFormat(language(), {
    minimumFractionDigits: whole < 9950 ? 1 : 0,
    maximumFractionDigits: whole < 9950 ? 1 : 0,
  });
  return { number: format.format(whole / 1000), unit: 's' };
}

/** The number in ink, its unit smaller and softer. */
export function LatencyWords({ ms }: { ms: number }) {
  const { number, unit } = latencyParts(ms);
  return (
    <>
      {number}
      <span className="u">{unit}</span>
    </>
  );
}
