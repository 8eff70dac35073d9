import { useCallback, useEffect, useRef, useState } from 'react';
import type { Client } from '../../src-shared/contract.ts';
import { useDesk } from './desk.ts';
import { met, type Met } from './errors.ts';

export interface Asking {
  /** A call is under way. */
  readonly asking: boolean;
  /** Why the last call failed; null while none did. */
  readonly failure: Met | null;
  /** Calls the core; null when that failed, or when nobody waits for the answer any more. */
  readonly ask: <T>(what: (client: Client) => Promise<T>) => Promise<T | null>;
  /** Takes the failure back, as when something else is typed. */
  readonly forget: () => void;
}

/** The calls of one dialog, whose failures are said in the dialog itself. */
export function useAsk(): Asking {
  const { connection } = useDesk();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Met | null>(null);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const ask: Asking['ask'] = useCallback(
    async (what) => {
      const link = connection.get();
      setAsking(true);
      setFailure(null);
      try {
        if (link.phase !== 'connected') throw new Error('No connection.');
        const answer = await what(link.client);
        return gone.current ? null : answer;
      } catch (error) {
        if (!gone.current) setFailure(met(error));
        return null;
      } finally {
        if (!gone.current) setAsking(false);
      }
    },
    [connection],
  );
  const forget = useCallback(() => setFailure(null), []);
  return { asking, failure, ask, forget };
}
