import { say } from '../../src-shared/say.ts';
import { GatewayLines } from '../gateways/gateway-list.tsx';
import { useGateways } from '../gateways/use-gateways.ts';
import { useDesk } from '../store/desk.ts';
import { Group } from './lines.tsx';

/** The agent gateways of this computer; each leads to its own pages. */
export function GatewaySettings() {
  const { view } = useDesk();
  const { gateways, problem } = useGateways();
  return (
    <Group title={say('Agent gateways')}>
      <GatewayLines
        gateways={gateways}
        problem={problem}
        onChoose={({ id }) => view.lead({ kind: 'gateways', first: id })}
      />
    </Group>
  );
}
