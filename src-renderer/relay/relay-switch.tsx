import { useId } from 'react';
import type { RelayState } from '../../src-shared/contract-relay.ts';
import { say } from '../../src-shared/say.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';

/** Whether the relay is open, the button that changes it, and whether it opens by itself. */
export function RelaySwitch({
  state,
  isNew,
  onChanged,
}: {
  state: RelayState;
  /** Nobody may use it yet. */
  isNew: boolean;
  onChanged(): Promise<void>;
}) {
  const { url, since, opensOn } = state;
  const { ask, asking, failure } = useAsk();
  const canChange = useCanChange();
  const now = useNow('ages');
  const keepId = useId();

  const turn = async () => {
    if (asking) return;
    await ask((client) => (url === null ? client.relay.open({}) : client.relay.close({})));
    await onChanged();
  };
  const keep = async (isOn: boolean) => {
    if (asking) return;
    await ask(async (client) => {
      const { url: open } = isOn && url === null ? await client.relay.open({}) : state;
      return client.settings.set({ relayPort: isOn && open !== null ? Number(new URL(open).port) : null });
    });
    await onChanged();
  };

  return (
    <div className="relay-switch">
      <div className="act-line">
        <div>
          <p className="verdict">
            <Glyph shape={url === null ? 'hollow' : 'check'} tone={url === null ? 'none' : 'good'} />
            {url === null ? say('The relay is closed') : say('The relay is open')}
            {url !== null && <span className="mono dim">{url}</span>}
          </p>
          <p className="evidence">
            {url !== null
              ? say('Since {when}, and for this computer alone.', { when: nearMoment(since, now) })
              : say('No tool is served; requests to it find nobody.')}
          </p>
        </div>
        <Button look={url === null ? 'primary' : 'plain'} onPress={() => void turn()}>
          {url === null ? say('Open the relay') : say('Close the relay')}
        </Button>
      </div>
      {failure !== null && (
        <p className="ink-bad" role="alert">
          {failure.message}
        </p>
      )}
      {isNew && (
        <p className="soft">
          {say(
            'A tool sends its requests here with an access token for a key; Keywatch puts in the key that serves best, and the next one where that is throttled or refused. Open the relay, make a token, and give the tool that and the address of its provider.',
          )}
        </p>
      )}
      <label className="agree" htmlFor={keepId}>
        <input
          id={keepId}
          type="checkbox"
          className="tick"
          checked={opensOn !== null}
          disabled={!canChange}
          onChange={({ target }) => void keep(target.checked)}
        />
        <span>{say('Open it whenever Keywatch runs')}</span>
      </label>
    </div>
  );
}
