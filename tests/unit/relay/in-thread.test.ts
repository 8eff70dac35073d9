import { expect, test } from 'vitest';
import { hashOf } from '../../../src-main/relay/access-token.ts';
import { runRelay } from '../../../src-main/relay/in-thread.ts';
import { systemClock } from '../../../src-main/machine/clock.ts';
import type { FromRelay, ToRelay } from '../../../src-main/relay/wire.ts';

/** A core that answers a wish as no core does, so that the relay trips over it. */
test('a mistake of its own is told by its kind, without what was sent, and the next request is served', async () => {
  const heard: FromRelay[] = [];
  let say: (message: ToRelay) => void = () => undefined;
  const listening = new Promise<number>((resolve) => {
    runRelay(
      {
        say(message) {
          heard.push(message);
          if (message.type === 'listening') resolve(message.port);
          // Neither a lease nor a refusal.
          if (message.type === 'wish') say({ type: 'given', n: message.n, given: {} as never });
        },
        onMessage(listener) {
          say = listener;
        },
        end: () => undefined,
      },
      systemClock,
    );
  });
  say({ type: 'open', port: 0, aliases: {}, spool: '/nowhere', proxies: {}, rules: [] });
  const port = await listening;
  const token = `kwr_${'t'.repeat(43)}`;
  const rule = { name: 'tool', hash: hashOf(token), providers: null, agents: [], origins: [] };
  const limits = { perMinute: null, perDay: null, failover: 'mend', expiresAt: null, usedToday: 0 } as const;
  say({ type: 'rules', rules: [{ ...rule, ...limits }] });
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization: `Bearer ${token}` } });
  await expect(ask('/openai/v1/secret-path')).rejects.toThrow();
  const fault = heard.find(({ type }) => type === 'fault');
  expect(fault).toEqual({ type: 'fault', error: 'TypeError' });
  expect((await ask('//')).status).toBe(400);
  say({ type: 'close' });
});
