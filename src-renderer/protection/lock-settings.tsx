import type { Settings } from '../../src-shared/contract-schema.ts';
import { heard, say } from '../../src-shared/say.ts';
import { exactSpan } from '../../src-shared/times.ts';
import { Field } from '../add/field.tsx';
import { useCanChange, useCoreState, useDesk, useHeld } from '../store/desk.ts';

const minuteMs = 60_000;
const waits = [1, 5, 15, 30, 60, 240].map((minutes) => minutes * minuteMs);

const never = 'never';

/** When the vault locks without being told to. */
export function LockSettings({ whyNot }: { whyNot: string | null }) {
  const { picture, act } = useDesk();
  const settings = useHeld(picture.settings);
  const tray = useCoreState()?.capabilities.tray === true;
  const canChange = useCanChange();
  if (settings === null) return null;
  if (whyNot !== null)
    return (
      <p className="soft">
        {say(
          'Locking would protect nothing, for {why}. Add a way in that needs you, such as a passphrase, and remove the one that opens by itself.',
          { why: heard(whyNot).replace(/[.。]$/, '') },
        )}
      </p>
    );

  const { lockAfterIdleMs, lockOnSuspend, lockOnScreenLock } = settings;
  const set = (change: Partial<Settings>) => {
    if (canChange) void act((client) => client.settings.set(change));
  };
  const offered = [...new Set(lockAfterIdleMs === null ? waits : [...waits, lockAfterIdleMs])].sort(
    (left, right) => left - right,
  );
  return (
    <div className="lock-settings">
      <Field
        label={tray ? say('After nobody was at this computer for') : say('After nobody used Keywatch for')}
        hint={say('Names and dates stay readable; keys do not, and checking waits.')}
      >
        {(ids) => (
          <select
            {...ids}
            className="input"
            disabled={!canChange}
            value={lockAfterIdleMs === null ? never : String(lockAfterIdleMs)}
            onChange={({ target: { value } }) =>
              set({ lockAfterIdleMs: value === never ? null : Number(value) })
            }
          >
            <option value={never}>{say('Never')}</option>
            {offered.map((ms) => (
              <option key={ms} value={String(ms)}>
                {exactSpan(ms)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {tray && (
        <div className="ticks">
          <label className="agree">
            <input
              type="checkbox"
              className="tick"
              checked={lockOnSuspend}
              disabled={!canChange}
              onChange={({ target }) => set({ lockOnSuspend: target.checked })}
            />
            <span>{say('When the computer goes to sleep')}</span>
          </label>
          <label className="agree">
            <input
              type="checkbox"
              className="tick"
              checked={lockOnScreenLock}
              disabled={!canChange}
              onChange={({ target }) => set({ lockOnScreenLock: target.checked })}
            />
            <span>{say('When the screen is locked')}</span>
          </label>
        </div>
      )}
    </div>
  );
}
