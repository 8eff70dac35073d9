import { say } from '../../src-shared/say.ts';
import { SettingLine, TickLine } from './lines.tsx';
import { useSaving } from './saving.tsx';

const usual = { from: 22 * 60, to: 7 * 60 };

/** "22:00", as a time field reads it, of minutes after midnight. */
const clockOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function minutesOf(clock: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(clock) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** The hours in which nobody is told anything. */
export function QuietHours() {
  const { settings, whyNot, set } = useSaving();
  const { quietHours } = settings;
  const setHours = (next: typeof quietHours) => void set({ quietHours: next }, 'quietHours');
  return (
    <>
      <TickLine
        of="quietHours"
        label={say('Quiet hours')}
        hint={
          quietHours !== null && quietHours.from === quietHours.to
            ? say('They end when they begin, so nothing is held back: set one of the two.')
            : say('What becomes due meanwhile is told when they are over.')
        }
        isOn={quietHours !== null}
        onTick={(isOn) => setHours(isOn ? usual : null)}
      />
      {quietHours !== null && (
        <div className="hours">
          {(['from', 'to'] as const).map((end) => (
            <SettingLine
              key={end}
              of="quietHours"
              label={end === 'from' ? say('Quiet from') : say('Quiet until')}
              problem={null}
            >
              {(ids) => (
                <input
                  {...ids}
                  type="time"
                  required
                  className="input"
                  disabled={whyNot !== null}
                  defaultValue={clockOf(quietHours[end])}
                  onBlur={({ target }) => {
                    const minutes = minutesOf(target.value);
                    if (minutes === null) target.value = clockOf(quietHours[end]);
                    else if (minutes !== quietHours[end]) setHours({ ...quietHours, [end]: minutes });
                  }}
                />
              )}
            </SettingLine>
          ))}
        </div>
      )}
    </>
  );
}
