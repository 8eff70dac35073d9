import { memo } from 'react';
import { dayWords, monthName, weekdays, wholeMonth } from './calendar-words.ts';
import { worstShape, type Dates, type End } from './ends.ts';
import { dayOf, type Month } from './months.ts';
import { ShapeSign } from './shape-sign.tsx';

const mostCounted = 99;

/** One month as a grid of days; only the day that the keys stand on is reached by Tab. */
export const MonthGrid = memo(function MonthGrid({
  month: { year, month, weeks },
  now,
  firstDay,
  byDay,
  notices,
  active,
  opened,
}: {
  month: Month;
  now: number;
  firstDay: number;
  byDay: Dates['byDay'];
  /** Days on which a notice of the chosen profile is due. */
  notices: ReadonlySet<number>;
  /** Where the keys stand, if that is in this month. */
  active: number | null;
  opened: number | null;
}) {
  const first = new Date(year, month, 1).getTime();
  return (
    <table className="month" role="grid" aria-label={wholeMonth(first)}>
      <caption aria-hidden="true">{monthName(first, now)}</caption>
      <thead>
        <tr>
          {weekdays(firstDay).map(({ short, long }) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={index}>
            {week.map((day, place) =>
              day === null ? (
                <td key={place} />
              ) : (
                <Day
                  key={place}
                  day={day}
                  today={dayOf(now)}
                  ends={byDay.get(day)}
                  notice={notices.has(day)}
                  reached={day === active}
                  opened={day === opened}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
});

function countOf({ length }: readonly End[]): string {
  if (length === 1) return '';
  return length > mostCounted ? `${mostCounted}+` : String(length);
}

/** A day; several ends on it are its worst shape and their number. */
function Day({
  day,
  today,
  ends,
  notice,
  reached,
  opened,
}: {
  day: number;
  today: number;
  ends: readonly End[] | undefined;
  notice: boolean;
  reached: boolean;
  opened: boolean;
}) {
  const shape = ends && worstShape(ends);
  const classes = [
    'day',
    day < today && 'past',
    day === today && 'today',
    shape,
    ends?.every(({ profile }) => profile.expiry.inferred) && 'inferred',
  ];
  return (
    <td
      className={classes.filter(Boolean).join(' ')}
      data-day={day}
      tabIndex={reached ? 0 : -1}
      aria-label={dayWords(day, ends, notice)}
      aria-selected={opened}
      {...(day === today && { 'aria-current': 'date' as const })}
    >
      <span className="n">{new Date(day).getDate()}</span>
      {shape && ends && (
        // The day's own label says who they are; the count is for the eye alone.
        <span className="ends" data-count={countOf(ends)}>
          <ShapeSign shape={shape} />
        </span>
      )}
      {notice && <i />}
    </td>
  );
}
