import { useState } from 'react';
import type { ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import { DialogFrame } from '../parts/dialog.tsx';
import { useDesk } from '../store/desk.ts';
import { GatewayFlow } from './gateway-flow.tsx';
import { GatewayList } from './gateway-list.tsx';
import { useGateways } from './use-gateways.ts';

/** Agent gateways: what they store, what is taken over from there, and what is put back. */
export default function GatewaysDialog({ first, links }: { first: string | null; links: boolean }) {
  const { view } = useDesk();
  const { gateways, problem, look } = useGateways();
  const [chosen, setChosen] = useState<ListedGateway | 'list' | null>(null);
  const asked = gateways?.find(({ id }) => id === first) ?? null;
  const gateway = chosen === 'list' ? null : (chosen ?? asked);
  const close = () => view.back();
  return (
    <DialogFrame onClose={close}>
      {gateway === null ? (
        <GatewayList gateways={gateways} problem={problem} onChoose={setChosen} onClose={close} />
      ) : (
        <GatewayFlow
          gateway={gateway}
          links={links && gateway.id === first}
          onBack={() => {
            setChosen('list');
            void look();
          }}
          onClose={close}
        />
      )}
    </DialogFrame>
  );
}
