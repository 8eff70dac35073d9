import { memo } from 'react';
import { Button as Bare } from 'react-aria-components/Button';
import { say } from '../../src-shared/say.ts';
import { dayMs, exactMoment, relativeTime, shortDate } from '../../src-shared/times.ts';
import { howKnown } from '../../src-shared/wording.ts';
import { Button } from '../parts/button.tsx';
import { useCanChange, useDesk, useHeld } from '../store/desk.ts';
import { shortDay } from './calendar-words.ts';
import { rungsOf, type End } from './ends.ts';
import { dayOf } from './months.ts';
import { ShapeSign } from './shape-sign.tsx';

const inks = { over: 'ink-bad', soon: 'ink-warn', later: 'soft', off: 'soft' } as const;

/** One end: its day, whose it is, how far and how it is known; open, its notices and what can be done. */
export const EndLine = memo(function EndLine({
  end,
  whole,
  now,
  isOpen,
  onChoose,
}: {
  end: End;
  /** The date with its month and year, where no heading has them. */
  whole: boolean;
  now: number;
  isOpen: boolean;
  onChoose(id: string | null): void;
}) {
  const { profile, at, shape } = end;
  return (
    <li className={isOpen ? 'is-open' : undefined}>
      <Bare className="end" aria-expanded={isOpen} onPress={() => onChoose(isOpen ? null : profile.id)}>
        <span className="d">{whole ? shortDate(at) : new Date(at).getDate()}</span>
        <ShapeSign shape={shape} />
        <span className="t" title={profile.name}>
          {profile.name}
        </span>
        <span className={`r ${inks[shape]}`} title={exactMoment(at)}>
          {relativeTime(at, now)}
        </span>
        <span className="how">
          {shape === 'off'
            ? say('{source}; disabled by you', { source: howKnown(profile) })
            : howKnown(profile)}
        </span>
      </Bare>
      {isOpen && <Chosen end={end} now={now} />}
    </li>
  );
});

function Chosen({ end, now }: { end: End; now: number }) {
  const { picture, view, act } = useDesk();
  const canChange = useCanChange();
  const settings = useHeld(picture.settings);
  const alert = useHeld(picture.alerts).find(
    ({ profile, kind }) => profile === end.profile.id && kind === 'expiry',
  );
  const { id, name, owner, reference } = end.profile;
  const rungs = settings === null ? [] : rungsOf(end, settings.ladderDays);
  const renews = reference === null ? say('Renew…') : say('Change reference…');
  const snoozed = (alert?.snoozedUntil ?? 0) > now;
  const open = () => {
    view.details.set(id);
    view.over.set(null);
  };
  return (
    <div className="rungs">
      {rungs.length > 0 && (
        <ol aria-label={say('Notices for {name}, in days before the end', { name })}>
          {rungs.map(({ days, day }) => (
            <li key={days} className={day < dayOf(now) ? 'past' : undefined}>
              <b>{days}</b> <span>{shortDay(day)}</span>
            </li>
          ))}
        </ol>
      )}
      <p className="row">
        {owner === null && (
          <Button
            size="small"
            isDisabled={!canChange}
            aria-label={say('{act} {who}', { act: renews, who: name })}
            onPress={() => view.over.set({ kind: 'replace', id })}
          >
            {renews}
          </Button>
        )}
        <Button size="small" look="quiet" aria-label={say('Details of {name}', { name })} onPress={open}>
          {say('Details')}
        </Button>
        {alert !== undefined && !snoozed && (
          <Button
            size="small"
            look="quiet"
            aria-label={say('Snooze {name} for a day', { name })}
            onPress={() => act((client) => client.alerts.snooze({ id: alert.id, until: Date.now() + dayMs }))}
          >
            {say('Snooze')}
          </Button>
        )}
      </p>
    </div>
  );
}
