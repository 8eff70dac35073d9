import { useCallback, useEffect, useState } from 'react';
import type { ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import { DialogFrame } from '../parts/dialog.tsx';
import { useDesk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { GatewayFlow } from './gateway-flow.tsx';
import { GatewayList } from './gateway-list.tsx';

/** Agent gateways: what they store, what is taken over from there, and what is put back. */
export default function GatewaysDialog() {
  const { view } = useDesk();
  const { ask, failure } = useAsk();
  const [gateways, setGateways] = useState<readonly ListedGateway[] | null>(null);
  const [chosen, setChosen] = useState<ListedGateway | null>(null);
  const close = () => view.over.set(null);
  const load = useCallback(async () => {
    const answer = await ask((client) => client.gateways.list({}));
    if (answer !== null) setGateways(answer.gateways);
  }, [ask]);
  useEffect(() => {
    const first = async () => load();
    void first();
  }, [load]);
  return (
    <DialogFrame onClose={close}>
      {chosen === null ? (
        <GatewayList
          gateways={gateways}
          problem={failure?.message ?? null}
          onChoose={setChosen}
          onClose={close}
        />
      ) : (
        <GatewayFlow
          gateway={chosen}
          onBack={() => {
            setChosen(null);
            void load();
          }}
          onClose={close}
        />
      )}
    </DialogFrame>
  );
}
