import type { Profile } from '../../src-shared/contract-schema.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { SparkShapes, sparkOf } from '../profiles/sparkline.tsx';
import { useNow } from '../store/clock.ts';
import { SectionTitle } from './section-title.tsx';

const box = { width: 312, height: 56, slots: 24 };

/** The newest answers one beside the other: how long each took, and where there was none. */
export function Trail({ profile }: { profile: Profile }) {
  const now = useNow('ages');
  const { trail } = profile;
  const [oldest] = trail;
  if (oldest === undefined) return null;
  const latencies = trail.map(({ latencyMs }) => latencyMs).filter((ms) => ms !== null);
  const median = medianOf(latencies);
  const refusals = trail.filter(({ outcome }) => refused.has(outcome)).length;
  const cooldowns = trail.filter(
    ({ outcome }) => outcome === 'rate_limited' || outcome === 'no_credit',
  ).length;
  const words = [
    median === null ? 'No answer took a measurable time' : `Median ${Math.round(median)} ms`,
    cooldowns > 0 ? plural(cooldowns, 'limit') : null,
    refusals > 0 ? plural(refusals, 'refusal') : null,
  ].filter((word) => word !== null);
  return (
    <section aria-label="Latency">
      <SectionTitle>
        {trail.length === 1 ? 'Last answer' : `Last ${trail.length} answers`}
        <span className="dim">since {nearMoment(oldest.at, now)}</span>
      </SectionTitle>
      <figure className="trail">
        <svg
          className="spark"
          viewBox={`0 0 ${box.width} ${box.height}`}
          role="img"
          aria-label={words.join(', ')}
        >
          <SparkShapes spark={sparkOf(trail, box)} baseline={50} barTop={44} barHeight={10} dot={2.2} />
        </svg>
        <figcaption>{words.join(' · ')}</figcaption>
      </figure>
    </section>
  );
}

const refused: ReadonlySet<string> = new Set(['invalid', 'expired', 'revoked']);

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
