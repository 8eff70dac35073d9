import type { Incident } from '../../src-shared/contract-schema.ts';
import { incidentLooks, rows, type Plot } from './chart-plot.ts';

/** Everything a chart draws; the incidents that are read stand out. */
export function Shapes({ plot, read }: { plot: Plot; read: readonly number[] }) {
  const { width } = plot;
  const classOf = (name: string, kind: Incident['kind'], index: number) =>
    `${name} ${incidentLooks[kind].tone}${read.includes(index) ? ' is-read' : ''}`;
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
      {plot.bands.map(({ key, kind, x, width: wide }, index) => (
        <rect
          key={key}
          className={classOf('band', kind, index)}
          x={x}
          y={rows.top}
          width={wide}
          height={rows.bottom - rows.top}
        />
      ))}
      {plot.signs.map(({ key, kind, x }) => (
        <g key={key} className={incidentLooks[kind].tone}>
          <path className="rule" d={`M${x} ${rows.sign + 2}V${rows.bottom}`} />
          <Sign kind={kind} x={x - 6} />
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
      {plot.bands.map(({ key, kind, x, width: wide }, index) => (
        <rect
          key={key}
          className={classOf('lane', kind, index)}
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

/** The sign of an incident, over its band and beside its words. */
export function Sign({ kind, x = 0 }: { kind: Incident['kind']; x?: number }) {
  const { sign, tone } = incidentLooks[kind];
  const icon = sign.startsWith('i-');
  return (
    <svg
      className={icon ? 'i' : `g ${tone}`}
      x={x}
      width={12}
      height={12}
      viewBox={icon ? '0 0 16 16' : '0 0 14 14'}
    >
      <use href={`#${sign}`} />
    </svg>
  );
}
