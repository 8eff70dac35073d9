import { useCallback, useEffect, useState } from 'react';
import type { ListedGateway } from '../../src-shared/contract-gateway-view.ts';
import { useAsk } from '../store/use-ask.ts';

/** The agent gateways that Keywatch knows, as they are when this is first shown, or looked at again. */
export function useGateways(): {
  gateways: readonly ListedGateway[] | null;
  /** Why they could not be looked at, in a sentence. */
  problem: string | null;
  look(): Promise<void>;
} {
  const { ask, failure } = useAsk();
  const [gateways, setGateways] = useState<readonly ListedGateway[] | null>(null);
  const look = useCallback(async () => {
    const answer = await ask((client) => client.gateways.list({}));
    if (answer !== null) setGateways(answer.gateways);
  }, [ask]);
  useEffect(() => {
    const first = async () => look();
    void first();
  }, [look]);
  return { gateways, problem: failure?.message ?? null, look };
}
