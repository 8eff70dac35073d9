import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Chart as ChartData, Incident } from '../../src-shared/contract-schema.ts';
import { exactMoment } from '../../src-shared/times.ts';
import { useSize } from '../parts/use-size.ts';
import { useNow } from '../store/clock.ts';
import { incidentLooks, plotOf, rows, type Plot } from './chart-plot.ts';
import { answersIn, bucketWhen, bucketWords, chartWords, spanNames } from './chart-words.ts';

/** Steps of the keys that go through the answers; a page is a tenth of them. */
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

/** Latency as a line, what went wrong as bands, health as a lane below; each point can be read. */
export default function Chart({ chart, incidents }: { chart: ChartData; incidents: readonly Incident[] }) {
  const box = useRef<HTMLDivElement>(null);
  const { width, rem } = useSize(box);
  const now = useNow('ages');
  const [read, setRead] = useState<number | null>(null);
  const { buckets, span } = chart;
  const unit = rem / 16;
  const plot = plotOf(chart, incidents, width / unit);
  const last = buckets.length - 1;
  const index = read === null ? null : Math.min(read, last);
  const bucket = index === null ? undefined : buckets[index];
  const said = bucket ? bucketWords(chart, bucket, incidents, now) : [chartWords(chart, incidents)];

  const readAt = (event: PointerEvent<HTMLDivElement>) => {
    const x = (event.clientX - event.currentTarget.getBoundingClientRect().left) / unit;
    setRead(nearest(plot.places, x));
  };
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined || last < 0) return;
    event.preventDefault();
    setRead(Math.min(last, Math.max(0, step(index ?? last + 1, buckets.length))));
  };
  return (
    <figure className="chart">
      <div
        ref={box}
        className="plot"
        role="slider"
        tabIndex={0}
        aria-label={`Answers of ${spanNames[span].words}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={index ?? Math.max(0, last)}
        aria-valuetext={said.join(', ')}
        onKeyDown={onKey}
        onBlur={() => setRead(null)}
        onPointerMove={readAt}
        onPointerDown={readAt}
        onPointerLeave={() => setRead(null)}
      >
        {width > 0 && (
          <svg viewBox={`0 0 ${width / unit} ${rows.height}`} height={rows.height * unit} aria-hidden="true">
            <Shapes plot={plot} />
            {index !== null && bucket && (
              <path className="read" d={`M${plot.places[index] ?? 0} ${rows.top}V${rows.lane + 4}`} />
            )}
          </svg>
        )}
      </div>
      <figcaption>
        {said.map((words, place) => (
          <span key={words} className={bucket && place === 0 ? 'when' : undefined}>
            {words}
          </span>
        ))}
      </figcaption>
      <Told chart={chart} incidents={incidents} now={now} />
    </figure>
  );
}

function nearest(places: readonly number[], x: number): number | null {
  let found: number | null = null;
  for (const [index, place] of places.entries())
    if (found === null || Math.abs(place - x) < Math.abs((places[found] ?? 0) - x)) found = index;
  return found;
}

function Shapes({ plot }: { plot: Plot }) {
  const { width } = plot;
  return (
    <>
      {plot.scale.map(({ y, word }) => (
        <g key={y}>
          <path className="grid" d={`M0 ${y + 0.5}H${width}`} />
          <text x={width + 44} y={y + 4} textAnchor="end">
            {word}
          </text>
        </g>
      ))}
      {plot.bands.map(({ key, kind, x, width: wide }) => (
        <rect
          key={key}
          className={`band ${incidentLooks[kind].tone}`}
          x={x}
          y={rows.top}
          width={wide}
          height={rows.bottom - rows.top}
        />
      ))}
      {plot.signs.map(({ key, kind, x }) => (
        <g key={key} className={incidentLooks[kind].tone}>
          <path className="rule" d={`M${x} ${rows.sign + 2}V${rows.bottom}`} />
          <svg
            className={incidentLooks[kind].sign.startsWith('i-') ? 'i' : `g ${incidentLooks[kind].tone}`}
            x={x - 6}
            y={0}
            width={12}
            height={12}
            viewBox={incidentLooks[kind].sign.startsWith('i-') ? '0 0 16 16' : '0 0 14 14'}
          >
            <use href={`#${incidentLooks[kind].sign}`} />
          </svg>
        </g>
      ))}
      {plot.line !== '' && <path className="line" d={plot.line} />}
      {plot.dots.map(({ x, y }) => (
        <circle key={x} className="dot" cx={x} cy={y} r={1.6} />
      ))}
      {plot.newest !== null && <circle className="now" cx={plot.newest.x} cy={plot.newest.y} r={2.2} />}
      {plot.refusals.map((x) => (
        <path key={x} className="mark-of bad" d={`M${x} ${rows.bottom - 5}v5`} />
      ))}
      {plot.cooldowns.map((x) => (
        <path key={x} className="mark-of wait" d={`M${x} ${rows.bottom - 5}v5`} />
      ))}
      <path className="silence" d={`M0 ${rows.lane}H${width}`} />
      {plot.heard.map(([from, to]) => (
        <path key={from} className="heard" d={`M${from} ${rows.lane}H${to}`} />
      ))}
      {plot.bands.map(({ key, kind, x, width: wide }) => (
        <rect
          key={key}
          className={`lane ${incidentLooks[kind].tone}`}
          x={x}
          y={rows.lane - 3}
          width={wide}
          height={6}
          rx={1}
        />
      ))}
      {plot.times.map(({ x, word }) => (
        <text key={x} x={Math.min(Math.max(x, 12), width - 4)} y={rows.words} textAnchor="middle">
          {word}
        </text>
      ))}
    </>
  );
}

/** The same for those who hear it: what the picture shows, in two tables. */
function Told({ chart, incidents, now }: { chart: ChartData; incidents: readonly Incident[]; now: number }) {
  return (
    <div className="sr">
      {incidents.length > 0 && (
        <table>
          <caption>What went wrong in {spanNames[chart.span].words}</caption>
          <thead>
            <tr>
              <th>From</th>
              <th>To</th>
              <th>Cause</th>
              <th>Said</th>
            </tr>
          </thead>
          <tbody>
            {incidents.map(({ from, to, kind, outcome, message, host }) => (
              <tr key={`${from} ${kind}`}>
                <td>{exactMoment(from)}</td>
                <td>{to === null ? 'goes on' : exactMoment(to)}</td>
                <td>
                  {outcome}
                  {host !== null && `, ${host}`}
                </td>
                <td>{message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table>
        <caption>Answers of {spanNames[chart.span].words}</caption>
        <thead>
          <tr>
            <th>When</th>
            <th>Answers</th>
            <th>Median</th>
          </tr>
        </thead>
        <tbody>
          {chart.buckets.map((bucket) => (
            <tr key={bucket.at}>
              <td>{bucketWhen(chart, bucket, now)}</td>
              <td>{`${answersIn(bucket)}: ${Object.keys(bucket.counts).join(', ')}`}</td>
              <td>{bucket.p50 === null ? 'not measured' : `${Math.round(bucket.p50)} ms`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
