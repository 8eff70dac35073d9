import { useEffect, useRef, useState } from 'react';
import type { Explanation } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import { useDesk } from '../store/desk.ts';
import { met } from '../store/errors.ts';

/** Typing rests this long before it is read. Milliseconds. */
const restMs = 200;
/** What the core takes, in characters; what an error says stands before that. */
const longestText = 64 * 1024;

/** Reads errors while they are pasted and typed; the newest reading holds, an empty text has none. */
export function useExplanation(): {
  explanation: Explanation | null;
  failure: string | null;
  read(text: string, provider: string | null): void;
} {
  const { connection } = useDesk();
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const turn = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      turn.current += 1;
      clearTimeout(rest.current);
    },
    [],
  );

  const ask = async (text: string, provider: string | null, mine: number) => {
    const link = connection.get();
    if (link.phase !== 'connected') return setFailure(say('Keywatch is not connected.'));
    try {
      const read = await link.client.providers.explain({ text: text.slice(0, longestText), provider });
      if (turn.current !== mine) return;
      setExplanation(read);
      setFailure(null);
    } catch (error) {
      if (turn.current === mine) setFailure(met(error).message);
    }
  };

  return {
    explanation,
    failure,
    read(text, provider) {
      clearTimeout(rest.current);
      turn.current += 1;
      const mine = turn.current;
      if (text.trim() === '') {
        setExplanation(null);
        setFailure(null);
        return;
      }
      rest.current = setTimeout(() => void ask(text, provider, mine), restMs);
    },
  };
}
