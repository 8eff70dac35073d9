import { once } from 'node:events';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { expect, test } from './fixtures.ts';

/** One request over loopback with a Host header of the test's choosing, which fetch would not allow. */
function get(url: string, host: string, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const asking = request(url, { method, headers: { host } }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += String(chunk)));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      asking.on('error', reject);
      asking.end();
    },
  );
}

function places(url: string) {
  const { host, origin, hash } = new URL(url);
  return { host, origin, door: `ws://${host}/door`, token: hash.replace('#t=', '') };
}

async function refusedWith(door: string, options: { origin?: string; headers?: Record<string, string> }) {
  const socket = new WebSocket(door, options);
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  return (response as { statusCode: number }).statusCode;
}

async function enter(url: string): Promise<WebSocket> {
  const { door, origin, token } = places(url);
  const socket = new WebSocket(door, { origin });
  await once(socket, 'open');
  socket.send(JSON.stringify({ token }));
  await once(socket, 'message');
  return socket;
}

async function stillServes(url: string) {
  const socket = await enter(url);
  socket.send('{"i":"1","p":{"u":"/ping","b":{"json":{}}}}');
  const [answer] = await once(socket, 'message');
  expect(String(answer)).toContain('"version"');
  socket.close();
}

test('every answer carries the security headers, and no page of ours may be framed or cached', async ({
  keywatch,
}) => {
  const { origin, host } = places(keywatch.url());
  for (const path of ['/', '/nothing-here', '/..%2f..%2fvault.json']) {
    const { headers } = await get(origin + path, host);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('set-cookie');
  }
});

test('each page gets a style nonce of its own, in header and page alike', async ({ keywatch }) => {
  const { origin, host } = places(keywatch.url());
  const pages = [await get(`${origin}/`, host), await get(`${origin}/`, host)];
  const nonces = pages.map(
    ({ headers }) => /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1],
  );
  expect(new Set(nonces).size).toBe(2);
  pages.forEach(({ body }, index) => expect(body).toContain(`nonce="${nonces[index]}"`));
});

for (const [what, host] of [
  ['a foreign name that points here', 'evil.example'],
  ['the name localhost', 'localhost'],
  ['no port', '127.0.0.1'],
] as const)
  test(`a request under ${what} gets nothing`, async ({ keywatch }) => {
    const own = places(keywatch.url());
    const asked = host === 'localhost' ? own.host.replace('127.0.0.1', host) : host;
    const { status, body } = await get(`${own.origin}/`, asked);
    expect({ status, body }).toEqual({ status: 421, body: '' });
    expect(await refusedWith(own.door, { origin: own.origin, headers: { host: asked } })).toBe(421);
  });

test('only GET and HEAD are answered, and files only', async ({ keywatch }) => {
  const { origin, host } = places(keywatch.url());
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
    expect((await get(`${origin}/`, host, method)).status).toBe(405);
  for (const path of ['/vault.json', '/../vault.json', '/%2e%2e/vault.json', '/index.html/', '//etc/passwd'])
    expect((await get(origin + path, host)).status).toBe(404);
});

test('a foreign or missing Origin is refused before a word is exchanged', async ({ keywatch }) => {
  const { door, origin } = places(keywatch.url());
  const foreign = [
    'http://evil.example',
    origin.replace('127.0.0.1', 'localhost'),
    `${origin}.evil.example`,
    'null',
  ];
  for (const each of foreign) expect(await refusedWith(door, { origin: each })).toBe(403);
  expect(await refusedWith(door, {})).toBe(403);
});

for (const [what, words] of [
  ['a wrong token', JSON.stringify({ token: 'x'.repeat(43) })],
  ['an empty token', JSON.stringify({ token: '' })],
  ['no token', '{}'],
  ['a call instead of a token', '{"i":"1","p":{"u":"/profiles/list","b":{"json":{}}}}'],
  ['a list', '[]'],
  ['no JSON', 'hello'],
  ['a long text', JSON.stringify({ token: 'x'.repeat(10_000) })],
] as const)
  test(`${what} is turned away with 4401 and learns nothing`, async ({ keywatch }) => {
    const { door, origin } = places(keywatch.url());
    const socket = new WebSocket(door, { origin });
    const heard: string[] = [];
    socket.on('message', (data) => heard.push(String(data)));
    await once(socket, 'open');
    socket.send(words);
    const [code] = await once(socket, 'close');
    expect({ code, heard }).toEqual({ code: 4401, heard: [] });
    await stillServes(keywatch.url());
  });

test('who says nothing is sent away after five seconds', async ({ keywatch }) => {
  const { door, origin } = places(keywatch.url());
  const socket = new WebSocket(door, { origin });
  const [code] = await once(socket, 'close');
  expect(code).toBe(4408);
});

for (const [what, frame] of [
  ['no JSON', 'hello'],
  ['half of a message', '{"i":"1","p":'],
  ['a list', '[1]'],
  ['nothing', 'null'],
  ['a foreign address', '{"i":"1","p":{"u":"http://evil.example/ping"}}'],
  ['bytes', Buffer.from([0, 1, 2, 255])],
] as const)
  test(`a message that is ${what} ends that connection with 4400 and no other`, async ({ keywatch }) => {
    const bystander = await enter(keywatch.url());
    const socket = await enter(keywatch.url());
    socket.send(frame);
    const [code] = await once(socket, 'close');
    expect(code).toBe(4400);
    expect(bystander.readyState).toBe(WebSocket.OPEN);
    bystander.close();
    await stillServes(keywatch.url());
  });

test('a flood of calls that nobody reads the answers of leaves everyone else served', async ({
  keywatch,
}) => {
  const flooding = await enter(keywatch.url());
  flooding.on('error', () => undefined);
  flooding.pause();
  for (let call = 1; call <= 20_000 && flooding.readyState === WebSocket.OPEN; call++)
    flooding.send(`{"i":"${call}","p":{"u":"/status","b":{"json":{}}}}`);
  const begun = Date.now();
  await stillServes(keywatch.url());
  expect(Date.now() - begun).toBeLessThan(5_000);
  flooding.terminate();
  await stillServes(keywatch.url());
});

test('SIGTERM ends it within two seconds, also with a client at the door', async ({ keywatch }) => {
  const socket = await enter(keywatch.url());
  socket.on('error', () => undefined);
  const begun = Date.now();
  await keywatch.serving().stop('SIGTERM');
  expect(Date.now() - begun).toBeLessThan(2_000);
});

test('the token is in no log', async ({ keywatch }) => {
  const { token } = places(keywatch.url());
  await stillServes(keywatch.url());
  // The one line that says where the window is, and nothing after it.
  expect(keywatch.serving().output().split(token)).toHaveLength(2);
});
