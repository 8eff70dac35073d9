import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { Heading } from 'react-aria-components/Dialog';
import { language, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogFrame } from '../parts/dialog.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useDesk, useHeld, useTrueNow } from '../store/desk.ts';
import { Agenda } from './agenda.tsx';
import { DatesTable } from './dates-table.tsx';
import { datesOf, rungsOf } from './ends.ts';
import { Legend } from './legend.tsx';
import { MonthGrid } from './month-grid.tsx';
import { dayOf, daysLater, firstWeekday, monthsFrom, stepOf } from './months.ts';
import '../styles/calendar.css';

const monthCount = 12;

/** The next twelve months at a glance: which profile ends on which day, how that is known, and what is due before. */
export default function CalendarDialog() {
  const { view } = useDesk();
  const close = () => view.over.set(null);
  return (
    <DialogFrame onClose={close}>
      <Calendar onClose={close} />
    </DialogFrame>
  );
}

/** Its state lies within the frame: a frame that renders again has every button in it do so too. */
function Calendar({ onClose }: { onClose(): void }) {
  const { picture } = useDesk();
  const profiles = useHeld(picture.profiles);
  const ladder = useHeld(picture.settings)?.ladderDays;
  const now = useTrueNow('ages');
  const today = dayOf(now);
  const dates = useMemo(() => datesOf(profiles, now), [profiles, now]);
  const firstDay = useMemo(() => firstWeekday(language(), navigator.languages), []);
  const months = useMemo(() => monthsFrom(today, monthCount, firstDay), [today, firstDay]);
  const from = new Date(today).setDate(1);
  const to = daysLater(
    new Date(new Date(from).getFullYear(), new Date(from).getMonth() + monthCount, 1).getTime(),
    -1,
  );

  const [active, setActive] = useState(today);
  const [opened, setOpened] = useState<number | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const end = dates.ends.find(({ profile }) => profile.id === chosen);
  const notices = useMemo(
    () =>
      new Set(end === undefined || ladder === undefined ? [] : rungsOf(end, ladder).map(({ day }) => day)),
    [end, ladder],
  );

  const cellOf = (day: number) => frame.current?.querySelector<HTMLElement>(`[data-day="${day}"]`);
  const leaveDay = () => {
    setOpened(null);
    setChosen(null);
    cellOf(active)?.focus();
  };
  const openDay = (day: number) => {
    const ends = dates.byDay.get(day);
    setActive(day);
    setOpened(ends === undefined ? null : day);
    setChosen(ends?.[0]?.profile.id ?? null);
  };
  const onKey = (event: KeyboardEvent) => {
    const day = dayUnder(event);
    if (day === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      openDay(day);
      return;
    }
    const rightToLeft = frame.current?.matches(':dir(rtl)') === true;
    const next = stepOf(event.key, day, { firstDay, rightToLeft });
    if (next === null) return;
    event.preventDefault();
    cellOf(Math.min(to, Math.max(from, next)))?.focus();
  };
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>(`[data-day="${dayOf(Date.now())}"]`)?.focus();
  }, []);
  useEffect(() => {
    // A day that was opened is read next, from its first profile.
    if (opened !== null) frame.current?.querySelector<HTMLElement>('.agenda .end')?.focus();
  }, [opened]);

  return (
    <div ref={frame} className="calendar">
      <header role="none">
        <Heading slot="title" level={2}>
          {say('Expiry calendar')}
        </Heading>
        <Button look="quiet" icon aria-label={say('Close')} onPress={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="year">
        <div
          className="months"
          onKeyDown={onKey}
          onClick={(event) => {
            const day = dayUnder(event);
            if (day !== null) openDay(day);
          }}
          onFocus={(event) => setActive(dayUnder(event) ?? active)}
        >
          {months.map((month) => {
            const first = new Date(month.year, month.month, 1).getTime();
            const last = new Date(month.year, month.month + 1, 0).getTime();
            const here = (day: number | null) => (day !== null && day >= first && day <= last ? day : null);
            return (
              <MonthGrid
                key={first}
                month={month}
                now={today}
                firstDay={firstDay}
                byDay={dates.byDay}
                notices={notices}
                active={here(active)}
                opened={here(opened)}
              />
            );
          })}
        </div>
        <Legend />
        <div
          className="beside"
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || opened === null) return;
            // One step back, and not out of the calendar.
            event.preventDefault();
            event.stopPropagation();
            leaveDay();
          }}
        >
          <Agenda
            dates={dates}
            now={now}
            from={from}
            to={to}
            opened={opened}
            chosen={chosen}
            onChoose={setChosen}
            onBack={leaveDay}
          />
        </div>
      </div>
      <DatesTable ends={dates.ends} now={now} />
    </div>
  );
}

/** The day that an event of the months is about. */
function dayUnder({ target }: SyntheticEvent): number | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-day]') : null;
  return cell === null ? null : Number(cell.dataset['day']);
}
