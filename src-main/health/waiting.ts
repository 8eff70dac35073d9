import type { Tested } from './probing.ts';

/** Those who wait for an answer about a profile; one answer serves all of them. */
export interface Waiting {
  has(id: string): boolean;
  wait(id: string): Promise<Tested>;
  settle(id: string, tested: (id: string) => Tested): void;
  settleAll(tested: (id: string) => Tested): void;
}

export function createWaiting(): Waiting {
  const waiting = new Map<string, ((tested: Tested) => void)[]>();

  function settle(id: string, tested: (id: string) => Tested): void {
    const resolvers = waiting.get(id);
    if (resolvers === undefined) return;
    waiting.delete(id);
    const result = tested(id);
    for (const resolve of resolvers) resolve(result);
  }

  return {
    has: (id) => waiting.has(id),
    wait(id) {
      const { promise, resolve } = Promise.withResolvers<Tested>();
      waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
      return promise;
    },
    settle,
    settleAll(tested) {
      for (const id of waiting.keys()) settle(id, tested);
    },
  };
}
