import { useEffect, useState } from 'react';
import type { Access } from '../../src-shared/contract-schema.ts';
import { useDesk, useHeld } from '../store/desk.ts';
import { met, type Met } from '../store/errors.ts';

/** The most that one question is answered with. */
export const most = 1000;

/** The newest accesses of one profile, or of all when `id` is null; `entries` is null until the first answer. */
export function useAccessLog(id: string | null): {
  entries: readonly Access[] | null;
  failure: Met | null;
} {
  const { connection } = useDesk();
  const link = useHeld(connection);
  const client = link.phase === 'connected' ? link.client : null;
  const [answer, setAnswer] = useState<{ of: string | null; entries: readonly Access[] } | null>(null);
  const [failure, setFailure] = useState<Met | null>(null);
  useEffect(() => {
    if (client === null) return undefined;
    let left = false;
    const load = async () => {
      try {
        const { entries } = await client.profiles.accesses({ limit: most, ...(id === null ? {} : { id }) });
        if (left) return;
        setAnswer({ of: id, entries });
        setFailure(null);
      } catch (error) {
        if (!left) setFailure(met(error));
      }
    };
    void load();
    return () => {
      left = true;
    };
  }, [client, id]);
  return { entries: answer?.of === id ? answer.entries : null, failure };
}
