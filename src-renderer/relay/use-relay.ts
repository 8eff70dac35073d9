import { useCallback, useEffect, useState } from 'react';
import type { RelayState, RelayToken } from '../../src-shared/contract-relay.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { met } from '../store/errors.ts';

const everyMs = 1_000;

export interface RelaySeen {
  readonly state: RelayState;
  readonly tokens: readonly RelayToken[];
}

/**
 * The relay as it is, and as it becomes: asked for again each second while the window is seen, since the core tells of no
 * request by itself. Null until it was told.
 */
export function useRelay(): { seen: RelaySeen | null; problem: string | null; look(): Promise<void> } {
  const { connection } = useDesk();
  const link = useHeld(connection);
  const client = link.phase === 'connected' ? link.client : null;
  const [seen, setSeen] = useState<RelaySeen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const look = useCallback(async () => {
    if (client === null) return;
    try {
      const [state, { tokens }] = await Promise.all([client.relay.state({}), client.relay.tokens({})]);
      setSeen({ state, tokens });
      setProblem(null);
    } catch (error) {
      setProblem(met(error).message);
    }
  }, [client]);
  useEffect(() => {
    const again = () => {
      if (!document.hidden) void look();
    };
    again();
    const timer = setInterval(again, everyMs);
    return () => clearInterval(timer);
  }, [look]);
  return { seen, problem, look };
}
