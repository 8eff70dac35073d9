import { createServer, type Server } from 'node:http';
import { connect, createServer as createSilence, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src-main/machine/clock.ts';
import { hashOf } from '../../src-main/relay/access-token.ts';
import { holdLeases } from '../../src-main/relay/held-leases.ts';
import { openRelayServer, type RelayServer } from '../../src-main/relay/relay-server.ts';
import type { Heard, Lease, Use } from '../../src-main/relay/wire.ts';

const token = `kwr_${'A'.repeat(43)}`;
const rule = {
  name: 'tool',
  hash: hashOf(token),
  providers: null,
  agents: [],
  origins: [],
  perMinute: null,
  perDay: null,
  failover: 'mend' as const,
  expiresAt: null,
  usedToday: 0,
};

let relay: RelayServer;
let far: Server;
let answers: Parameters<typeof createServer>[1];
let told: Heard[];
let leases: number;
let uses: Use[];
let hits: number;
let lease: Partial<Lease>;

beforeEach(async () => {
  told = [];
  uses = [];
  leases = 0;
  hits = 0;
  lease = {};
  far = createServer((request, response) => {
    hits++;
    answers?.(request, response);
  });
  await new Promise<void>((resolve) => far.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(far.address() as AddressInfo).port}`;
  const desk = {
    lease: async ({ path }: { path: string }) => {
      leases++;
      const headers = { authorization: 'Bearer the-key' };
      return { lease: { id: 'openai:a', origin, path, headers, reads: false, hasNext: false, ...lease } };
    },
    judge: async (heard: Heard) => {
      told.push(heard);
      return { next: null, retryAfterMs: null };
    },
    tell: (heard: Heard) => void told.push(heard),
    used: (more: readonly Use[]) => void uses.push(...more),
  };
  relay = await openRelayServer({
    port: 0,
    rules: [rule],
    aliases: {},
    spool: tmpdir(),
    proxies: {},
    patience: { connectMs: 300, idleMs: 400, bodyMs: 300 },
    clock: systemClock,
    desk: holdLeases(desk, systemClock, 20),
    onEnded: () => undefined,
    onFault: () => undefined,
  });
});
afterEach(async () => {
  await relay.close();
  far.closeAllConnections();
  far.close();
});

const ask = (init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${relay.port}/openai/v1/x`, {
    headers: { authorization: `Bearer ${token}` },
    ...init,
  });

test('a provider that says nothing is waited for, and then no more', async () => {
  answers = () => undefined;
  const answer = await ask();
  expect(answer.status).toBe(504);
  expect(told.at(-1)?.answer).toEqual({ failure: 'timeout' });
});

test('a proxy that says nothing is waited for as long as a connection, and the client is told', async () => {
  const silence = createSilence((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => silence.listen(0, '127.0.0.1', resolve));
  lease = {
    origin: 'https://provider.invalid',
    proxy: `http://127.0.0.1:${(silence.address() as AddressInfo).port}`,
  };
  const answer = await ask();
  expect(answer.status).toBe(504);
  expect(told.at(-1)?.answer).toEqual({ failure: 'timeout' });
  silence.close();
});

test('an answer that stops in the middle ends in the middle, and is not taken for whole', async () => {
  answers = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
  };
  const answer = await ask();
  await expect(answer.text()).rejects.toThrow();
});

test('a client that stops in the middle of its request is told so', async () => {
  answers = (request, response) => {
    request.resume().on('end', () => response.end());
  };
  const said = await new Promise<string>((resolve) => {
    const socket = connect(relay.port, '127.0.0.1', () =>
      socket.write(
        `POST /openai/v1/x HTTP/1.1\r\nhost: 127.0.0.1:${relay.port}\r\nauthorization: Bearer ${token}\r\ncontent-length: 10\r\n\r\nabc`,
      ),
    );
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += String(chunk)));
    socket.on('close', () => resolve(text));
  });
  expect(said).toMatch(/^HTTP\/1\.1 408 /);
});

test('whoever says nothing is waited for no longer, and whoever has a token as long as its answer takes', async () => {
  answers = (_, response) => void setTimeout(() => response.end('ok'), 350);
  const closed = new Promise((resolve) => connect(relay.port, '127.0.0.1').once('close', resolve));
  expect(await (await ask()).text()).toBe('ok');
  await closed;
});

test('a connection that the provider closed meanwhile is opened anew, unseen', async () => {
  answers = (request, response) => {
    request.resume().on('end', () => response.end('ok'));
  };
  expect(await (await ask({ method: 'POST', body: 'one' })).text()).toBe('ok');
  // The next request meets a connection that is reset at the moment it is used.
  answers = (request, response) => {
    if (hits === 2) return request.socket.resetAndDestroy();
    request.resume().on('end', () => response.end('again'));
  };
  expect(await (await ask({ method: 'POST', body: 'two' })).text()).toBe('again');
  expect(hits).toBe(3);
});

test('a slow client is not run ahead of', async () => {
  let sent = 0;
  answers = (_, response) => {
    const piece = Buffer.alloc(64 * 1024);
    const more = () => {
      while (sent < 256 * 1024 * 1024 && !response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return;
      }
    };
    response.on('drain', more);
    more();
  };
  const answer = await ask();
  const reader = answer.body?.getReader();
  await reader?.read();
  await new Promise((resolve) => setTimeout(resolve, 200));
  // What the systems’ own buffers hold, and no more.
  expect(sent).toBeLessThan(64 * 1024 * 1024);
  await reader?.cancel();
});

test('one lease serves what follows at once, and each use is told', async () => {
  answers = (_, response) => response.end('ok');
  for (let count = 0; count < 5; count++) await (await ask()).text();
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(leases).toBe(1);
  // The first use is written down by whoever gave the lease.
  expect(uses).toHaveLength(4);
  expect(uses[0]).toMatchObject({ id: 'openai:a', token: 'tool' });
});
