import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openaiKey, relayWorld } from '../fixtures/relay.ts';

/** A proxy as companies have them: what is asked of it by a whole address, it asks there. */
let proxy: Server;
let asked: string[] = [];
beforeAll(async () => {
  proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { method, headers } = request;
    request.pipe(
      ask(request.url ?? '', { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(() => proxy.close());

/** Asks once by a relay whose variables name that proxy; gives the status and which addresses the proxy was asked for. */
async function relayed(variables: (url: string) => Record<string, string>) {
  asked = [];
  const world = await relayWorld(variables(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`));
  try {
    await world.add(openaiKey('a'));
    world.provider.script('/v1/chat/completions', [{ status: 200, body: {} }]);
    const answer = await fetch(`${world.url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await world.token()}`, 'content-type': 'application/json' },
      body: '{"model":"gpt-x"}',
    });
    const [seen] = world.provider.requests();
    return { status: answer.status, key: seen?.key, body: seen?.body, to: world.provider.url };
  } finally {
    await world.end();
  }
}

test('the relay goes out by the proxy of its variables', async () => {
  const { to, ...rest } = await relayed((url) => ({ HTTP_PROXY: url, NO_PROXY: '' }));
  expect(rest).toEqual({ status: 200, key: openaiKey('a'), body: '{"model":"gpt-x"}' });
  expect(asked).toEqual([`${to}/v1/chat/completions`]);
});

test('what NO_PROXY names, it asks without', async () => {
  const { status } = await relayed((url) => ({ HTTP_PROXY: url, NO_PROXY: '127.0.0.1' }));
  expect({ status, asked }).toEqual({ status: 200, asked: [] });
});
