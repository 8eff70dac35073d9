import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Chart as ChartData, Incident } from '../../src-shared/contract-schema.ts';
import { listed } from '../../src-shared/list.ts';
import { useSize } from '../parts/use-size.ts';
import { useNow } from '../store/clock.ts';
import { plotOf, rows, type Plot } from './chart-plot.ts';
import { Shapes, Sign } from './chart-shapes.tsx';
import { ChartTables } from './chart-tables.tsx';
import { answersOf, bucketWords, chartWords, incidentsAt, incidentWords } from './chart-words.ts';

/** Steps of the keys that go through the answers; a page is a tenth of them. Times run left to right in every language. */
const steps: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  PageDown: (index, count) => index - Math.ceil(count / 10),
  PageUp: (index, count) => index + Math.ceil(count / 10),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** How far beside an incident it still is pointed at, in px of the plot. */
const reach = 4;

/** What is read: an answer, and the incident right under the pointer, which may lie between two answers. */
interface Read {
  readonly index: number;
  readonly incident: number | null;
}

/** Latency as a line, what went wrong as bands, health as a lane below; each point can be read. */
export default function Chart({ chart, incidents }: { chart: ChartData; incidents: readonly Incident[] }) {
  const box = useRef<HTMLDivElement>(null);
  const { width, rem } = useSize(box);
  const now = useNow('ages');
  const [read, setRead] = useState<Read | null>(null);
  const { buckets, span } = chart;
  const unit = rem / 16;
  const plot = plotOf(chart, incidents, width / unit);
  const last = buckets.length - 1;
  const index = read === null ? null : Math.min(read.index, last);
  const bucket = index === null ? undefined : buckets[index];
  const whole = chartWords(chart, incidents);
  const told = bucket ? bucketWords(chart, bucket, incidents, now) : null;
  const pointed = read?.incident == null ? undefined : incidents[read.incident];
  const meanwhile = bucket ? incidentsAt(chart, bucket, incidents) : [];
  const labelled = pointed === undefined || meanwhile.includes(pointed) ? meanwhile : [pointed, ...meanwhile];

  const readAt = (event: PointerEvent<HTMLDivElement>) => {
    const x = (event.clientX - event.currentTarget.getBoundingClientRect().left) / unit;
    const nearestIndex = nearest(plot.places, x);
    setRead(nearestIndex === null ? null : { index: nearestIndex, incident: incidentUnder(plot, x) });
  };
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || last < 0) return;
    event.preventDefault();
    const to = step(index ?? last + 1, buckets.length);
    setRead({ index: Math.min(last, Math.max(0, to)), incident: null });
  };
  return (
    <figure className="chart">
      <div
        ref={box}
        className="plot"
        role="slider"
        tabIndex={0}
        aria-label={answersOf[span]}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={index ?? Math.max(0, last)}
        aria-valuetext={listed(told ?? whole)}
        onKeyDown={onKey}
        onBlur={() => setRead(null)}
        onPointerMove={readAt}
        onPointerDown={readAt}
        onPointerLeave={() => setRead(null)}
      >
        {width > 0 && (
          <svg viewBox={`0 0 ${width / unit} ${rows.height}`} height={rows.height * unit} aria-hidden="true">
            <Shapes plot={plot} read={labelled.map((incident) => incidents.indexOf(incident))} />
            {index !== null && bucket && (
              <path className="read" d={`M${plot.places[index] ?? 0} ${rows.top}V${rows.lane + 4}`} />
            )}
          </svg>
        )}
      </div>
      <figcaption>
        {whole.map((words) => (
          <span key={words}>{words}</span>
        ))}
      </figcaption>
      {told !== null && (
        // The slider's value says the same to those who hear it.
        <div className="reading" aria-hidden="true">
          <p>
            {told.slice(0, told.length - meanwhile.length).map((words, place) => (
              <span key={words} className={place === 0 ? 'when' : undefined}>
                {words}
              </span>
            ))}
          </p>
          {labelled.map((incident) => (
            <p key={incidents.indexOf(incident)} className="incident">
              <Sign kind={incident.kind} />
              {incidentWords(incident, now)}
            </p>
          ))}
        </div>
      )}
      <ChartTables chart={chart} incidents={incidents} now={now} />
    </figure>
  );
}

function nearest(places: readonly number[], x: number): number | null {
  let found: number | null = null;
  for (const [index, place] of places.entries())
    if (found === null || Math.abs(place - x) < Math.abs((places[found] ?? 0) - x)) found = index;
  return found;
}

/** The incident whose band or sign lies at x: of several the narrowest, which is the hardest to hit. */
function incidentUnder({ bands }: Plot, x: number): number | null {
  const under = bands
    .map((band, index) => ({ ...band, index }))
    .filter((band) => x >= band.x - reach && x <= band.x + band.width + reach)
    .toSorted((a, b) => a.width - b.width);
  return under[0]?.index ?? null;
}
