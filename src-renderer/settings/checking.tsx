import { say } from '../../src-shared/say.ts';
import { exactSpan } from '../../src-shared/times.ts';
import { useCoreState } from '../store/desk.ts';
import { ChoiceLine, FactLine, Group, TickLine } from './lines.tsx';
import { PauseLine } from './pause-line.tsx';
import { useSaving } from './saving.tsx';

const minuteMs = 60_000;
const intervals = [15, 30, 60, 180, 360, 720, 1440].map((minutes) => minutes * minuteMs);
const budgets = [6, 12, 24, 48, 96];

/** The values to choose from, with the one that holds. */
const offered = (usual: readonly number[], holds: number) =>
  [...new Set([...usual, holds])].sort((left, right) => left - right);

/** How often keys are asked about, and when not. */
export function CheckingSettings() {
  const { settings, set } = useSaving();
  const state = useCoreState();
  const { probeIntervalMs, probesPerDay, metered, restWhenLocked } = settings;
  return (
    <>
      <Group title={say('How often')}>
        <ChoiceLine
          of="probeIntervalMs"
          label={say('Time between checks')}
          hint={say('Of a healthy key. One that is new, ends soon or has just changed is checked hourly.')}
          value={String(probeIntervalMs)}
          options={offered(intervals, probeIntervalMs).map((ms) => ({
            value: String(ms),
            name: exactSpan(ms),
          }))}
          onChoose={(ms) => void set({ probeIntervalMs: Number(ms) }, 'probeIntervalMs')}
        />
        <ChoiceLine
          of="probesPerDay"
          label={say('Checks a day for each key')}
          hint={say(
            'On schedule; a check that you ask for is never refused. A key can have a number of its own.',
          )}
          value={String(probesPerDay)}
          options={offered(budgets, probesPerDay).map((count) => ({
            value: String(count),
            name: say('At most {count}', { count }),
          }))}
          onChoose={(count) => void set({ probesPerDay: Number(count) }, 'probesPerDay')}
        />
        {state?.capabilities.tray === true && (
          <FactLine
            label={say('On battery')}
            hint={
              state.onBattery
                ? say('Half as often. This computer runs on its battery now.')
                : say('Half as often. This computer is not on its battery now.')
            }
          />
        )}
      </Group>
      <Group title={say('Check on demand only')}>
        <TickLine
          of="metered"
          label={say('On this metered connection')}
          hint={say('No system tells this of every network, so it is yours to say.')}
          isOn={metered}
          onTick={(isOn) => void set({ metered: isOn }, 'metered')}
        />
        {state?.capabilities.tray === true && (
          <TickLine
            of="restWhenLocked"
            label={say('While the screen is locked')}
            isOn={restWhenLocked}
            onTick={(isOn) => void set({ restWhenLocked: isOn }, 'restWhenLocked')}
          />
        )}
        <PauseLine />
      </Group>
    </>
  );
}
