import { createORPCClient } from '@orpc/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { probe } from '../../../src-cli/commands/models-probe.ts';
import type { Client } from '../../../src-shared/contract.ts';
import { now, stored, viewed } from '../../fixtures/profiles.ts';

beforeEach(() => void vi.useFakeTimers({ now }));
afterEach(() => void vi.useRealTimers());

/** A client of a core that asks the keys of one provider one after another, each of which takes so long to answer. */
function slowCore(answersAfterMs: number): Client {
  const last = new Map<string, Promise<unknown>>();
  const answered = async (id: string) => {
    await new Promise((resolve) => setTimeout(resolve, answersAfterMs));
    return { answers: [{ id, outcome: 'ok', message: null, latencyMs: answersAfterMs }] };
  };
  const calls: Record<string, (input: { ids?: string[] }) => unknown> = {
    'settings.get': () => ({}),
    'probes.test': ({ ids: [id = ''] = [] }) => {
      const [host = ''] = id.split(':');
      const turn = (last.get(host) ?? Promise.resolve()).then(() => answered(id));
      last.set(host, turn);
      return turn;
    },
  };
  return createORPCClient({
    call: async (path, input) => calls[path.join('.')]?.(Object(input)),
  });
}

test('a key has all of its time though another of its provider is asked first', async () => {
  const profiles = viewed([stored('openai:a'), stored('openai:b'), stored('xai:c')]);
  const asked = probe(slowCore(5_000), profiles, { timeoutMs: 8_000, concurrency: 3, now: Date.now });
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await asked).map(({ profileId, status }) => `${profileId} ${status}`)).toEqual([
    'openai:a ok',
    'openai:b ok',
    'xai:c ok',
  ]);
});

test('a key that is not answered in time is never said to be well', async () => {
  const asked = probe(slowCore(9_000), viewed([stored('openai:a')]), {
    timeoutMs: 8_000,
    concurrency: 2,
    now: Date.now,
  });
  await vi.advanceTimersByTimeAsync(8_000);
  expect(await asked).toMatchObject([{ status: 'timeout', latencyMs: 8_000 }]);
});
