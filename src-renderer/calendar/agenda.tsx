import { memo } from 'react';
import { say } from '../../src-shared/say.ts';
import { wholeDay } from '../../src-shared/times.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { monthName, summaryWords } from './calendar-words.ts';
import { EndLine } from './end-line.tsx';
import { chaptersOf, type Chapter, type Dates, type End } from './ends.ts';
import { Undated } from './undated.tsx';

interface Shown {
  readonly dates: Dates;
  readonly now: number;
  /** The first and the last day of the months. */
  readonly from: number;
  readonly to: number;
  readonly chosen: string | null;
  onChoose(id: string | null): void;
}

/** Every date in words, month by month; or those of one day that was opened. */
export function Agenda({ opened, onBack, ...shown }: Shown & { opened: number | null; onBack(): void }) {
  return (
    <section className="agenda" aria-label={say('Dates')}>
      {opened === null ? <AllDates {...shown} /> : <OneDay {...shown} day={opened} onBack={onBack} />}
    </section>
  );
}

const AllDates = memo(function AllDates({ dates, now, from, to, ...choosing }: Shown) {
  return (
    <>
      <div className="scroll" tabIndex={-1}>
        <p className="summary">{summaryWords(dates, now, to)}</p>
        {chaptersOf(dates.ends, from, to).map((chapter) => (
          <section key={`${chapter.part} ${chapter.day}`} aria-label={titleOf(chapter, now)}>
            <h3>{titleOf(chapter, now)}</h3>
            <Lines ends={chapter.ends} whole={chapter.part !== 'month'} now={now} {...choosing} />
          </section>
        ))}
      </div>
      <Undated {...dates} />
    </>
  );
});

function OneDay({ dates, day, now, onBack, chosen, onChoose }: Shown & { day: number; onBack(): void }) {
  const ends = dates.byDay.get(day) ?? [];
  return (
    <div className="scroll" tabIndex={-1}>
      <p className="back-to-all">
        <Button look="quiet" size="small" onPress={onBack}>
          <Icon name="left" />
          {say('All dates')}
        </Button>
      </p>
      <section aria-label={wholeDay(day)}>
        <h3 className="day-title">{wholeDay(day)}</h3>
        <p className="summary">
          {say(
            '{count, plural, one {# profile expires on this day.} other {# profiles expire on this day.}}',
            {
              count: ends.length,
            },
          )}
        </p>
        <Lines ends={ends} whole={false} now={now} chosen={chosen} onChoose={onChoose} />
      </section>
    </div>
  );
}

function Lines({
  ends,
  chosen,
  ...about
}: { ends: readonly End[]; whole: boolean } & Pick<Shown, 'now' | 'chosen' | 'onChoose'>) {
  return (
    <ul>
      {ends.map((end) => (
        <EndLine key={end.profile.id} end={end} isOpen={end.profile.id === chosen} {...about} />
      ))}
    </ul>
  );
}

function titleOf({ part, day }: Chapter, now: number): string {
  if (part === 'before') return say('Before');
  return part === 'after' ? say('After these months') : monthName(day, now);
}
