import { say } from '../../src-shared/say.ts';
import { Leads } from '../parts/leads.tsx';
import { useDesk } from '../store/desk.ts';
import { FactLine, Group, TickLine } from './lines.tsx';
import { useSaving } from './saving.tsx';

/** Whether the relay opens by itself, and the way to all else about it. */
export function RelayLines() {
  const { settings, set } = useSaving();
  const { act } = useDesk();
  const { relayPort } = settings;
  const keep = async (isOn: boolean) => {
    if (!isOn) return void set({ relayPort: null }, 'relayPort');
    const state = await act((client) => client.relay.open({}));
    if (state !== null && state.url !== null)
      await set({ relayPort: Number(new URL(state.url).port) }, 'relayPort');
  };
  return (
    <Group title={say('Relay')}>
      <TickLine
        of="relayPort"
        label={say('Open it whenever Keywatch runs')}
        hint={
          relayPort === null
            ? say('Tools are served with the best key, and with the next one where that is throttled.')
            : say('On port {port} of this computer.', { port: String(relayPort) })
        }
        isOn={relayPort !== null}
        onTick={keep}
      />
      <FactLine label={say('Access tokens, addresses, requests')}>
        <Leads to={{ kind: 'relay' }}>{say('Relay…')}</Leads>
      </FactLine>
    </Group>
  );
}
