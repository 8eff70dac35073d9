import { useCallback, useEffect, useState } from 'react';
import type { Undelivered } from '../../src-shared/contract-schema.ts';
import { heard, say } from '../../src-shared/say.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useCoreState } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { daysIn, daysProblem, daysText } from './ladder.ts';
import { FactLine, Group, TickLine } from './lines.tsx';
import { NotifyWay } from './notify-way.tsx';
import { QuietHours } from './quiet-hours.tsx';
import { useSaving } from './saving.tsx';
import { TypedLine } from './typed-line.tsx';

/** When a person is told of something, and by which way. */
export function NoticeSettings() {
  const { settings, set } = useSaving();
  return (
    <>
      <Group title={say('When')}>
        <TypedLine
          of="ladderDays"
          label={say('Days before an expiry')}
          hint={say('A notice at each of them; 0 is the moment itself.')}
          value={daysText(settings.ladderDays)}
          wide={false}
          problemOf={daysProblem}
          onKeep={(typed) => void set({ ladderDays: daysIn(typed) }, 'ladderDays')}
        />
        <QuietHours />
      </Group>
      <Group title={say('How')}>
        <TickLine
          of="notifications"
          label={say('Show notices')}
          hint={say('Outside this window. In it, what needs you always stands above the list.')}
          isOn={settings.notifications}
          onTick={(isOn) => void set({ notifications: isOn }, 'notifications')}
        />
        <NotifyWay />
        <Trial key={JSON.stringify(settings.notify)} />
      </Group>
    </>
  );
}

/** Sends a notice that says nothing, and tells what became of it and of those before. */
function Trial() {
  const { settings } = useSaving();
  const shows = useCoreState()?.capabilities.notifications === true;
  const now = useNow('ages');
  const { ask, asking, failure } = useAsk();
  const [sent, setSent] = useState(false);
  const [undelivered, setUndelivered] = useState<Undelivered | null>(null);
  const look = useCallback(async () => {
    const answer = await ask((client) => client.alerts.list({}));
    if (answer !== null) setUndelivered(answer.undelivered);
  }, [ask]);
  useEffect(() => {
    const first = async () => look();
    void first();
  }, [look]);

  const hasWay = settings.notify !== null || shows;
  const send = async () => {
    setSent(false);
    const answer = await ask((client) => client.alerts.trial({}));
    if (answer === null) return;
    setSent(true);
    await look();
  };
  return (
    <>
      <FactLine
        label={say('A notice to try')}
        hint={
          failure !== null ? (
            <span className="said" role="alert">
              <Glyph shape="cross" tone="bad" />
              {failure.message}
            </span>
          ) : sent ? (
            <span className="said" role="status">
              <Glyph shape="check" tone="good" />
              {say('Sent. If it does not show, the system or the server it went to keeps it back.')}
            </span>
          ) : hasWay ? (
            say('It goes the way that is set, and says nothing of your keys.')
          ) : (
            say('No way to send it is set yet.')
          )
        }
      >
        <Button isDisabled={!hasWay || asking} onPress={() => void send()}>
          {asking ? say('Sending') : say('Send one')}
        </Button>
      </FactLine>
      {undelivered !== null && (
        <p className="said undelivered">
          <Glyph shape="triangle" tone="warn" />
          <span>
            {say('Since {moment} notices do not arrive: {why}', {
              moment: nearMoment(undelivered.at, now),
              why: heard(undelivered.why),
            })}
          </span>
        </p>
      )}
    </>
  );
}
