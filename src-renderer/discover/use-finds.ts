import { useCallback, useEffect, useState } from 'react';
import type { Candidate, FoundCandidates, Taking } from '../../src-shared/contract-discovery.ts';
import { useDesk } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';

/** What became of a find in this window. */
export type Became = { readonly as: Taking; readonly id: string };

/** What a person agreed to for one find, after it was refused without. */
export interface Agreed {
  agreePolicy?: boolean;
  force?: boolean;
}

/** What lies elsewhere on this machine. Nothing of it is stored before it is taken. */
export function useFinds() {
  const { arrange, windowSettings } = useDesk();
  const { ask, asking, failure } = useAsk();
  const [found, setFound] = useState<FoundCandidates | null>(null);
  const [became, setBecame] = useState<ReadonlyMap<string, Became>>(new Map());

  const look = useCallback(async () => {
    const answer = await ask((client) => client.discovery.find({}));
    if (answer === null) return;
    setFound(answer);
    if (!windowSettings.get().lookedAround) arrange({ lookedAround: true });
  }, [ask, arrange, windowSettings]);
  useEffect(() => {
    const first = async () => look();
    void first();
  }, [look]);

  const toIgnore = async (candidate: Candidate, ignored: boolean): Promise<void> => {
    const { where, location, selector } = candidate;
    const places = { places: [{ where, location }] };
    const answer = await ask((client) =>
      ignored ? client.discovery.ignore(places) : client.discovery.unignore(places),
    );
    if (answer === null) return;
    setFound(
      (before) =>
        before && {
          ...before,
          candidates: before.candidates.map((each) =>
            each.selector === selector ? { ...each, ignored } : each,
          ),
        },
    );
  };
  const isTaken = (selector: string, taken: Became) =>
    setBecame((before) => new Map(before).set(selector, taken));
  const numberOf = (selector: string) =>
    (found?.candidates.findIndex((candidate) => candidate.selector === selector) ?? -1) + 1;
  /** Something was found that nobody has decided about yet. */
  const isLeft = found?.candidates.some(
    ({ selector, known, ignored, takes }) =>
      known === null && !ignored && takes.length > 0 && !became.has(selector),
  );
  return { found, failure, asking, became, isLeft: isLeft === true, look, toIgnore, isTaken, numberOf };
}
