import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inventedKeys } from '../fixtures/real-core.ts';
import { openaiKey, relayWorld, type RelayWorld } from '../fixtures/relay.ts';

let world: RelayWorld;
let token: string;
let before: number;
beforeAll(async () => {
  world = await relayWorld();
  token = await world.token();
  await world.add(openaiKey('a'));
});
afterAll(() => world.end());
beforeEach(() => {
  before = world.provider.requests().length;
});

/** What the provider was asked since the test began. */
const reached = () => world.provider.requests().slice(before);

/** Sends bytes as they are, and gives what came back until the far side closed or fell silent. */
function raw(text: string, patienceMs = 400): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(world.port, '127.0.0.1', () => socket.write(text));
    let said = '';
    const done = () => {
      socket.destroy();
      resolve(said);
    };
    let timer = setTimeout(done, patienceMs);
    socket.on('data', (chunk: Buffer) => {
      said += String(chunk);
      clearTimeout(timer);
      timer = setTimeout(done, patienceMs);
    });
    socket.on('error', done).on('close', done);
  });
}

const statuses = (said: string) =>
  [...said.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
const head = (lines: readonly string[]) =>
  [`host: 127.0.0.1:${world.port}`, `authorization: Bearer ${token}`, ...lines].join('\r\n');
const get = (path: string, more: readonly string[] = []) =>
  raw(`GET ${path} HTTP/1.1\r\n${head(more)}\r\n\r\n`);
const post = (lines: readonly string[], body: string) =>
  raw(`POST /openai/v1/x HTTP/1.1\r\n${head(lines)}\r\n\r\n${body}`);

describe('who has no business here', () => {
  test('is refused without a token, with another one, and with a key in its place', async () => {
    const ask = (headers: Record<string, string>) => fetch(`${world.url}/openai/v1/models`, { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: `Bearer kwr_${'A'.repeat(43)}` })).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${openaiKey('a')}` })).status).toBe(401);
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
    expect(reached()).toHaveLength(1);
  });

  test.each([
    ['the name of a page that points here', (port: number) => `evil.example:${port}`],
    ['another port', () => '127.0.0.1:1'],
    ['no port', () => '127.0.0.1'],
    ['an address that only looks like this machine', (port: number) => `127.0.0.1.evil.example:${port}`],
  ])('is refused that gives as host %s', async (_, host) => {
    const said = await raw(
      `GET /openai/v1/models HTTP/1.1\r\nhost: ${host(world.port)}\r\nauthorization: Bearer ${token}\r\n\r\n`,
    );
    expect(statuses(said)).toEqual([421]);
    expect(reached()).toEqual([]);
  });

  test('is refused with two hosts, or with none', async () => {
    const two = await get('/openai/v1/models', ['host: evil.example']);
    expect(statuses(two)[0]).toBeGreaterThanOrEqual(400);
    const none = await raw(`GET /openai/v1/models HTTP/1.1\r\nauthorization: Bearer ${token}\r\n\r\n`);
    expect(statuses(none)).toEqual([400]);
    expect(reached()).toEqual([]);
  });

  test('is refused when a page sends it, its preflight too, unless that page was let in', async () => {
    const page = { origin: 'https://evil.example', authorization: `Bearer ${token}` };
    const asked = await fetch(`${world.url}/openai/v1/models`, { headers: page });
    expect(asked.status).toBe(403);
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await fetch(`${world.url}/openai/v1/models`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
    const own = await world.token({ origins: ['https://app.example'] });
    const allowed = await fetch(`${world.url}/openai/v1/models`, {
      headers: { origin: 'https://app.example', authorization: `Bearer ${own}` },
    });
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
    const others = await fetch(`${world.url}/openai/v1/models`, {
      headers: { origin: 'https://app.example', authorization: `Bearer ${token}` },
    });
    expect(others.status).toBe(403);
    expect(reached()).toHaveLength(1);
  });
});

describe('a path leads to no other host', () => {
  test.each([
    'http://evil.example/openai/v1/models',
    'https://evil.example/',
    '//evil.example/openai/v1/models',
    '/openai//evil.example/v1',
    '/openai/../anthropic/v1/models',
    '/openai/v1/%2e%2e/%2E%2e/x',
    '/openai/..%2f..',
    '/openai\\..\\x',
    '/openai/v1/models#x',
    '/@evil.example/v1',
    '/openai@evil.example/v1',
    '*',
    '/',
  ])('%s', async (path) => {
    expect(statuses(await get(path))[0]).toBeGreaterThanOrEqual(400);
    expect(reached()).toEqual([]);
  });

  test('and a tunnel is opened to nobody', async () => {
    expect(await raw(`CONNECT evil.example:443 HTTP/1.1\r\n${head([])}\r\n\r\n`)).toBe('');
    expect(reached()).toEqual([]);
  });

  test('and a redirect is not followed, nor handed to a client that would', async () => {
    world.provider.script('/v1/moved', [{ status: 307, headers: { location: 'https://evil.example/' } }]);
    const answer = await fetch(`${world.url}/openai/v1/moved`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
    });
    expect(answer.status).toBe(502);
    expect(answer.headers.get('location')).toBeNull();
  });
});

describe('two requests are never read where one was sent', () => {
  const hidden = 'GET /openai/v1/hidden HTTP/1.1\r\nhost: x\r\n\r\n';

  test.each<[string, readonly string[], string]>([
    ['a length and chunks', ['content-length: 6', 'transfer-encoding: chunked'], `0\r\n\r\n${hidden}`],
    ['two lengths', ['content-length: 6', 'content-length: 60'], `abcdef${hidden}`],
    ['a length that is a list', ['content-length: 6, 60'], `abcdef${hidden}`],
    ['a length with a sign', ['content-length: +6'], `abcdef${hidden}`],
    ['chunks under another name', ['transfer-encoding: xchunked'], `0\r\n\r\n${hidden}`],
    ['chunks, and something after', ['transfer-encoding: chunked, identity'], `0\r\n\r\n${hidden}`],
    ['a blank before the colon', ['transfer-encoding : chunked'], `0\r\n\r\n${hidden}`],
    ['a folded line', ['x-a: b\r\n transfer-encoding: chunked', 'content-length: 3'], 'abc'],
    ['a bare line feed', ['x-a: b\ntransfer-encoding: chunked'], `0\r\n\r\n${hidden}`],
    ['a chunk of no size', ['transfer-encoding: chunked'], `zz\r\nabc\r\n0\r\n\r\n${hidden}`],
    ['a chunk that is too large to count', ['transfer-encoding: chunked'], `fffffffffffffffff\r\nabc\r\n`],
    ['a chunk that ends elsewhere', ['transfer-encoding: chunked'], `3\r\nabcdef\r\n0\r\n\r\n${hidden}`],
    ['a header with a null byte', ['x-a: b\0c'], ''],
  ])('%s', async (_, lines, body) => {
    const said = await post(lines, body);
    await wait(50);
    expect(reached().filter(({ path }) => path.includes('hidden'))).toEqual([]);
    expect(statuses(said).filter((status) => status < 400)).toEqual([]);
  });

  test('what is passed on has one framing, and no header of the connection', async () => {
    await post(
      [
        'connection: keep-alive, x-secret-hop',
        'x-secret-hop: 1',
        'te: trailers',
        'proxy-authorization: Basic eDp5',
        'cookie: a=b',
        'transfer-encoding: chunked',
      ],
      '3\r\nabc\r\n0\r\n\r\n',
    );
    const [seen] = reached();
    expect(seen?.body).toBe('abc');
    for (const name of ['x-secret-hop', 'te', 'proxy-authorization', 'cookie', 'content-length'])
      expect(seen?.headers).not.toHaveProperty(name);
  });

  test('headers that are too long are refused, and the relay goes on', async () => {
    expect(statuses(await get('/openai/v1/models', [`x-long: ${'a'.repeat(64 * 1024)}`]))).toEqual([431]);
    expect(statuses(await get('/openai/v1/models'))).toEqual([200]);
  });
});

describe('a token', () => {
  const asks = async (own: string, path: string, more: Record<string, string> = {}) => {
    const answer = await fetch(world.url + path, { headers: { authorization: `Bearer ${own}`, ...more } });
    await answer.arrayBuffer();
    return answer;
  };

  test('serves its providers and agents alone', async () => {
    const own = await world.token({ providers: ['openai'], agents: ['writer'] });
    expect((await asks(own, '/openai/v1/models')).status).toBe(200);
    expect((await asks(own, '/openai/v1/models', { 'x-keywatch-agent': 'writer' })).status).toBe(200);
    expect((await asks(own, '/openai/v1/models', { 'x-keywatch-agent': 'other' })).status).toBe(403);
    expect((await asks(own, '/anthropic/v1/models')).status).toBe(403);
    expect(reached().every(({ headers }) => headers['x-keywatch-agent'] === undefined)).toBe(true);
  });

  test('serves a provider under its other names too, and no other', async () => {
    const own = await world.token({ providers: ['google'] });
    expect((await asks(own, '/gemini/v1beta/models')).status).toBe(404);
    expect((await asks(own, '/openai/v1/models')).status).toBe(403);
  });

  test('has its requests a minute and a day, and is told when it may ask again', async () => {
    const minute = await world.token({ perMinute: 2 });
    expect((await asks(minute, '/openai/v1/models')).status).toBe(200);
    expect((await asks(minute, '/openai/v1/models')).status).toBe(200);
    const third = await asks(minute, '/openai/v1/models');
    expect(third.status).toBe(429);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(50);
    const day = await world.token({ perDay: 1 });
    expect((await asks(day, '/openai/v1/models')).status).toBe(200);
    expect((await asks(day, '/openai/v1/models')).status).toBe(429);
    expect(reached()).toHaveLength(3);
  });

  test('lets nobody in once it was revoked', async () => {
    const own = await world.token({ name: 'short-lived' });
    expect((await asks(own, '/openai/v1/models')).status).toBe(200);
    await world.core.client.relay.revokeToken({ name: 'short-lived' });
    expect((await asks(own, '/openai/v1/models')).status).toBe(401);
  });

  test('stands in the vault as a hash, in no log, and each of its uses in the access log', async () => {
    const own = await world.token({ name: 'written-down' });
    await asks(own, '/openai/v1/models');
    await asks(own, '/openai/v1/models');
    await wait(600);
    const { entries } = await world.core.client.profiles.accesses({});
    expect(entries.filter(({ program }) => program === 'written-down')).toMatchObject([
      { id: 'openai:openai', action: 'relay', door: null, pid: null },
      { action: 'relay' },
    ]);
    expect(world.core.log.lines.join('\n')).not.toContain(own);
  });
});

describe('a login', () => {
  test('of another tool, or a setup token, is never sent, and the answer says why', async () => {
    await world.core.client.profiles.add({
      secret: inventedKeys.setupToken,
      agreePolicy: true,
      force: true,
      probe: false,
    });
    for (const [path, says] of [
      ['/claude-code/v1/messages', 'setup tokens'],
      ['/anthropic/v1/messages', 'setup token'],
      ['/openai-codex/v1/responses', 'Codex'],
    ] as const) {
      const answer = await fetch(world.url + path, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain(says);
    }
    expect(reached()).toEqual([]);
  });
});

describe('many at once', () => {
  test('five thousand silent connections keep nobody out who has a token', async () => {
    const crowd: Socket[] = [];
    for (let count = 0; count < 5_000; count++) {
      const socket = connect(world.port, '127.0.0.1');
      socket.on('error', () => undefined);
      crowd.push(socket);
    }
    await wait(300);
    const answer = await fetch(`${world.url}/openai/v1/models`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    for (const socket of crowd) socket.destroy();
  });
});
