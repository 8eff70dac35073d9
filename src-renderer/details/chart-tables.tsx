import type { Chart, Incident } from '../../src-shared/contract-schema.ts';
import { listed } from '../../src-shared/list.ts';
import { heard, say } from '../../src-shared/say.ts';
import { exactMoment } from '../../src-shared/times.ts';
import { answersOf, answersWords, bucketWhen, causes, incidentNames, troublesOf } from './chart-words.ts';

/** The same for those who hear it: what the picture shows, in two tables. */
export function ChartTables({
  chart,
  incidents,
  now,
}: {
  chart: Chart;
  incidents: readonly Incident[];
  now: number;
}) {
  const { span, buckets } = chart;
  return (
    <div className="sr">
      {incidents.length > 0 && (
        <table>
          <caption>{troublesOf[span]}</caption>
          <thead>
            <tr>
              {[say('What'), say('Began'), say('Ended'), say('Cause'), say('Host'), say('Said')].map(
                (head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {incidents.map(({ from, to, kind, outcome, message, host }, index) => (
              <tr key={index}>
                <th scope="row">{incidentNames[kind]}</th>
                <td>{exactMoment(from)}</td>
                <td>{to === null ? say('goes on') : exactMoment(to)}</td>
                <td>{causes[outcome]}</td>
                <td>{host}</td>
                <td>{message === null ? null : heard(message)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <table>
        <caption>{answersOf[span]}</caption>
        <thead>
          <tr>
            {[say('When'), say('Answers'), say('Median'), say('95 % under')].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.at}>
              <th scope="row">{bucketWhen(chart, bucket, now)}</th>
              <td>{listed(answersWords(bucket))}</td>
              <td>{milliseconds(bucket.p50)}</td>
              <td>{milliseconds(bucket.p95)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function milliseconds(count: number | null): string {
  return count === null ? say('not measured') : say('{count} ms', { count: Math.round(count) });
}
