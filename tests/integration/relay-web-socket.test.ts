import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openaiKey, relayWorld, type RelayWorld } from '../fixtures/relay.ts';

let world: RelayWorld;
let token: string;
let far: Server;
let asked: IncomingMessage[];
let limited: ReadonlySet<string>;

beforeEach(async () => {
  world = await relayWorld();
  token = await world.token();
  asked = [];
  limited = new Set();
  far = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  far.on('upgrade', (request, socket, head) => {
    asked.push(request);
    if (limited.has(request.headers.authorization ?? '')) {
      const body = '{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}';
      socket.end(
        `HTTP/1.1 429 Too Many Requests\r\nretry-after: 60\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('message', (data, isBinary) => client.send(data, { binary: isBinary }));
    });
  });
  await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(far.address() as AddressInfo).port}`;
  const first = await world.add(openaiKey('a'), { name: 'One', baseUrl });
  const second = await world.add(openaiKey('b'), { name: 'Two', baseUrl });
  await world.core.client.order.set({ provider: 'openai', ids: [first, second] });
});
afterEach(async () => {
  await world.end();
  far.closeAllConnections();
  far.close();
});

const address = () => `${world.url.replace('http', 'ws')}/openai/v1/realtime?model=x`;
const bearer = (own = token) => ({ headers: { authorization: `Bearer ${own}` } });

async function refusal(socket: WebSocket): Promise<number> {
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

describe('a WebSocket through the relay', () => {
  test('is opened with the key, and passes both ways on what is said', async () => {
    const socket = new WebSocket(address(), bearer());
    await once(socket, 'open');
    for (const said of ['hello', 'x'.repeat(300_000)]) {
      socket.send(said);
      const [heard] = await once(socket, 'message');
      expect(String(heard)).toBe(said);
    }
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${openaiKey('a')}`);
    expect(asked[0]?.url).toBe('/v1/realtime?model=x');
    const closed = once(socket, 'close');
    socket.close(1000);
    await closed;
  });

  test('is opened with the second key while the first is throttled', async () => {
    limited = new Set([`Bearer ${openaiKey('a')}`]);
    const socket = new WebSocket(address(), bearer());
    await once(socket, 'open');
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${openaiKey('a')}`,
      `Bearer ${openaiKey('b')}`,
    ]);
    socket.terminate();
  });

  test('takes the token as a protocol, and names the others to the provider alone', async () => {
    const socket = new WebSocket(address(), ['realtime', `openai-insecure-api-key.${token}`]);
    await once(socket, 'open');
    expect(asked[0]?.headers['sec-websocket-protocol']).toBe('realtime');
    expect(JSON.stringify(asked[0]?.rawHeaders)).not.toContain(token);
    socket.terminate();
  });

  test('is refused without a token, to a page, and while every key is throttled', async () => {
    expect(await refusal(new WebSocket(address()))).toBe(401);
    expect(await refusal(new WebSocket(address(), { ...bearer(), origin: 'https://evil.example' }))).toBe(
      403,
    );
    expect(asked).toEqual([]);
    limited = new Set([`Bearer ${openaiKey('a')}`, `Bearer ${openaiKey('b')}`]);
    expect(await refusal(new WebSocket(address(), bearer()))).toBe(429);
  });
});
