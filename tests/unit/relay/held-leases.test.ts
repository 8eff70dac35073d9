import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { holdLeases } from '../../../src-main/relay/held-leases.ts';
import type { Given, Lease, Wish } from '../../../src-main/relay/wire.ts';

const wish: Wish = {
  token: 'tool',
  provider: 'openai',
  agent: null,
  model: null,
  path: '/v1/x',
  place: 'bearer',
  failover: 'mend',
};

/** A desk in front of a core that gives each lease anew, what its clock has still to do, and the leases for as long as anybody holds them. */
function world() {
  const due: (() => void)[] = [];
  const given: WeakRef<Lease>[] = [];
  const core = {
    async lease(): Promise<Given> {
      const headers = { authorization: 'Bearer the-key' };
      const { path } = wish;
      const lease = {
        id: 'openai:a',
        origin: 'http://127.0.0.1',
        path,
        headers,
        reads: false,
        hasNext: false,
      };
      given.push(new WeakRef(lease));
      return { lease };
    },
    judge: async () => ({ next: null, retryAfterMs: null }),
    tell: () => undefined,
    used: () => undefined,
  };
  const clock = { now: () => 0, after: (_: number, act: () => void) => (due.push(act), () => undefined) };
  return { desk: holdLeases(core, clock, 20), given, tick: () => due.splice(0).forEach((act) => act()) };
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

test('a key leaves the memory when its second is over, whether another request comes or not', async () => {
  const { desk, given, tick } = world();
  await desk.lease(wish);
  await wait(0);
  collect();
  expect(given[0]?.deref()).toBeDefined();
  await wait(0);
  tick();
  await wait(0);
  collect();
  expect(given[0]?.deref()).toBeUndefined();
});

test('a lease is for its agent and its model, whatever letters a request puts into either', async () => {
  const { desk, given } = world();
  for (const [agent, model] of [
    ['a', 'b c'],
    ['a b', 'c'],
    ['a', '\0b c'],
  ] as const)
    await desk.lease({ ...wish, agent, model });
  expect(given).toHaveLength(3);
});
