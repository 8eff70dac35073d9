import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bareRelay, type BareRelay } from '../fixtures/bare-relay.ts';

let relay: BareRelay;
beforeEach(async () => {
  relay = await bareRelay();
});
afterEach(() => relay.close());

const get = (path = '/v1/x', more = '') => `GET /openai${path} HTTP/1.1\r\n${relay.head}${more}\r\n`;
const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const seen = (what: () => unknown) =>
  vi.waitFor(() => expect(what()).toBeTruthy(), { timeout: 2_000, interval: 5 });

describe('what is passed on', () => {
  test('holds no credential that came with it, wherever it stood', async () => {
    relay.answer(({ socket }) => socket.write(ok));
    const token = /Bearer (\S+)/.exec(relay.head)?.[1] ?? '';
    const others = [
      'cf-aig-authorization',
      'x-litellm-api-key',
      'ocp-apim-subscription-key',
      'x-auth-token',
      'api-key',
    ];
    const lines = others.map((name) => `${name}: another\r\n`).join('');
    const client = relay.said(get(`/v1/x?alt=sse&session=${token}`, `${lines}x-stays: 1\r\n`));
    await seen(() => client.got().includes('ok'));
    const asked = relay.far[0]?.got() ?? '';
    expect(asked).toMatch(/^GET \/v1\/x\?alt=sse HTTP/);
    expect(asked).toContain('x-stays: 1');
    for (const name of others) expect(asked).not.toContain(name);
    expect(asked.match(/authorization:.*/g)).toEqual(['authorization: Bearer the-key']);
  });

  test.each(['/v1/..%2f..%2fadmin', '/v1/%2e%2E%5cadmin', '/v1/..;/admin', '/%2e%2e%2Fadmin'])(
    'does not climb by %s',
    async (path) => {
      const client = relay.said(get(path));
      await seen(() => client.got().startsWith('HTTP/1.1 400'));
      expect(relay.far).toEqual([]);
    },
  );

  test('is no question that has a server repeat the key', async () => {
    const client = relay.said(get().replace('GET', 'TRACE'));
    await seen(() => client.got().startsWith('HTTP/1.1 501'));
    expect(relay.far).toEqual([]);
  });

  test('is what was asked, where a client offers another protocol beside it', async () => {
    relay.answer(({ socket }) => socket.write(ok));
    const offer =
      'connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n';
    const client = relay.said(get('/v1/x', offer));
    await seen(() => client.got().includes('ok'));
    expect(client.got()).toMatch(/^HTTP\/1\.1 200 /);
    expect(relay.far[0]?.got()).not.toMatch(/upgrade|http2-settings/i);
  });
});

test('who is turned away while it still sends hears why, and no broken connection', async () => {
  const size = 20_000_000;
  const head = relay.head.replace('kwr_AAA', 'kwr_BBB');
  const client = relay.said(`POST /openai/v1/x HTTP/1.1\r\n${head}content-length: ${size}\r\n\r\n`);
  const broken = vi.fn<() => void>();
  client.socket.on('error', broken).write(Buffer.alloc(size));
  await seen(() => client.isClosed());
  expect(client.got()).toMatch(/^HTTP\/1\.1 401 .*Unauthorized[^]*connection: close[^]*makes one/i);
  expect(broken).not.toHaveBeenCalled();
});

describe('a connection to the provider', () => {
  test('serves nobody else where its answer came before the last of the request', async () => {
    relay.answer(({ socket }) => {
      socket.pause();
      setTimeout(() => socket.write(ok), 50);
      setTimeout(() => socket.resume(), 300);
    });
    const size = 12_000_000;
    const client = relay.said(`POST /openai/v1/x HTTP/1.1\r\n${relay.head}content-length: ${size}\r\n\r\n`);
    client.socket.write(Buffer.alloc(size, 'a'));
    await seen(() => client.got().includes('ok'));
    await seen(() => relay.far[0]?.isClosed());
    expect(relay.far[0]?.got().length).toBeLessThan(size);
  });

  test('is used again by what follows one another', async () => {
    relay.answer(({ socket }) => socket.on('data', () => socket.write(ok)));
    for (let n = 0; n < 20; n++) {
      const client = relay.said(get().replace('GET', 'POST').replace(/\r\n$/, 'content-length: 2\r\n\r\n{}'));
      await seen(() => client.got().includes('ok'));
    }
    expect(relay.far).toHaveLength(1);
  });

  test('that breaks off over what is worked on is not asked a second time', async () => {
    relay.answer(({ socket, got }) => {
      socket.on('data', () => {
        if (!got().includes('/think')) socket.write(ok);
        else setTimeout(() => socket.resetAndDestroy(), 1_100);
      });
    });
    const first = relay.said(get());
    await seen(() => first.got().includes('ok'));
    const client = relay.said(get('/v1/think'));
    await seen(() => client.got().startsWith('HTTP/1.1 502'));
    expect(relay.far.filter(({ got }) => got().includes('/think'))).toHaveLength(1);
  });

  test('that breaks off while its failure is judged breaks the client’s off, which waits for nothing', async () => {
    relay.answer(({ socket }) => {
      socket.write(`HTTP/1.1 500 X\r\ncontent-length: 200000\r\n\r\n${'x'.repeat(66_000)}`);
    });
    relay.judge(async () => {
      relay.far[0]?.socket.resetAndDestroy();
      await wait(50);
      return { next: null, retryAfterMs: null };
    });
    const client = relay.said(get());
    await seen(() => client.isClosed());
  });
});

describe('an access token that is revoked', () => {
  const webSocket =
    'connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

  test('ends what it began, streams and WebSockets too, and nothing of another’s', async () => {
    relay.answer(({ socket, got }) => {
      socket.once('data', () =>
        socket.write(
          got().includes('/realtime')
            ? 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\nhi'
            : 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n',
        ),
      );
    });
    const clients = [relay.said(get('/v1/stream')), relay.said(get('/v1/realtime', webSocket))];
    await seen(() => clients.every(({ got }) => got().includes('hi')));
    relay.server.setRules([relay.rule, { ...relay.rule, name: 'other', hash: 'f'.repeat(64) }]);
    await wait(50);
    expect(clients.map(({ isClosed }) => isClosed())).toEqual([false, false]);
    relay.server.setRules([]);
    await seen(() => [...clients, ...relay.far].every(({ isClosed }) => isClosed()));
  });

  test('a client that leaves before its WebSocket is open takes the provider’s with it, and no key is blamed', async () => {
    const client = relay.said(get('/v1/realtime', webSocket));
    await seen(() => relay.far[0]?.got().includes('/realtime'));
    client.socket.end();
    await seen(() => relay.far[0]?.isClosed());
    await seen(() => relay.ended.length === 1);
    expect(relay.ended).toMatchObject([{ status: 499, id: null }]);
    expect(relay.told).toEqual([]);
  });
});
