import { useId, useState } from 'react';
import type { RelayState } from '../../src-shared/contract-relay.ts';
import { usualRelayPort } from '../../src-shared/relay-words.ts';
import { say } from '../../src-shared/say.ts';
import { nearMoment } from '../../src-shared/times.ts';
import { TextField } from '../add/field.tsx';
import { Button } from '../parts/button.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { useNow } from '../store/clock.ts';
import { useCanChange } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { saidCount } from './said-token.ts';

/** Whether the relay is open and at which port, the button that changes it, and whether it opens by itself. */
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
  const [typed, setTyped] = useState<string | null>(null);
  const meant = opensOn ?? usualRelayPort;
  const { value: port = meant, problem } = saidCount(typed ?? String(meant), 65_535);

  const turn = async () => {
    if (asking || problem !== null) return;
    await ask(async (client) => {
      if (url !== null) return client.relay.close({});
      const opened = await client.relay.open({ port });
      // What opens by itself opens where it was opened last.
      if (opensOn !== null && opensOn !== port && canChange) await client.settings.set({ relayPort: port });
      return opened;
    });
    await onChanged();
  };
  const keep = async (isOn: boolean) => {
    if (asking || problem !== null) return;
    await ask(async (client) => {
      const { url: open } = isOn && url === null ? await client.relay.open({ port }) : state;
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
        <Button
          look={url === null ? 'primary' : 'plain'}
          isDisabled={url === null && problem !== null}
          onPress={() => void turn()}
        >
          {url !== null ? say('Close the relay') : asking ? say('Opening') : say('Open the relay')}
        </Button>
      </div>
      {url === null && (
        <form
          className="relay-port"
          onSubmit={(event) => {
            event.preventDefault();
            void turn();
          }}
        >
          <TextField
            label={say('Port')}
            value={typed ?? String(meant)}
            onChange={setTyped}
            inputMode="numeric"
            hint={say('Tools are pointed at it, so it is best left as it is. Empty means {port}.', {
              port: String(meant),
            })}
            problem={problem}
          />
        </form>
      )}
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
