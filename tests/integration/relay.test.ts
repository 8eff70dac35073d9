import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openaiKey, relayWorld, type RelayWorld } from '../fixtures/relay.ts';

const limited = {
  status: 429,
  headers: { 'retry-after': '120' },
  body: {
    error: { message: 'Rate limit reached for requests', type: 'requests', code: 'rate_limit_exceeded' },
  },
};

let world: RelayWorld;
beforeEach(async () => {
  world = await relayWorld();
});
afterEach(() => world.end());

const ask = (token: string, path = '/openai/v1/chat/completions', init: RequestInit = {}) =>
  fetch(world.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"model":"gpt-x","messages":[]}',
    ...init,
  });

describe('the relay', () => {
  test('puts the key in the place of the token, and passes the rest on as it is', async () => {
    await world.add(openaiKey('a'));
    world.provider.script('/v1/chat/completions', [
      { status: 200, headers: { 'x-request-id': 'r1', 'set-cookie': 'a=b' }, body: { ok: true } },
    ]);
    const token = await world.token();
    const answer = await ask(token);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true });
    expect(answer.headers.get('x-request-id')).toBe('r1');
    expect(answer.headers.get('set-cookie')).toBeNull();
    const [seen] = world.provider.requests();
    expect(seen).toMatchObject({
      method: 'POST',
      path: '/v1/chat/completions',
      key: openaiKey('a'),
      body: '{"model":"gpt-x","messages":[]}',
    });
    expect(JSON.stringify(seen)).not.toContain(token);
  });

  test('serves from the second key what the first is throttled for, and the client sees nothing of it', async () => {
    const first = await world.add(openaiKey('a'), { name: 'One' });
    const second = await world.add(openaiKey('b'), { name: 'Two' });
    await world.core.client.order.set({ provider: 'openai', ids: [first, second] });
    world.provider.script('*', [limited], { key: openaiKey('a') });
    world.provider.script('*', [{ status: 200, body: { from: 'b' } }], { key: openaiKey('b') });
    const answer = await ask(await world.token());
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ from: 'b' });
    expect(world.provider.requests().map(({ key }) => key)).toEqual([openaiKey('a'), openaiKey('b')]);
    const { profile } = await world.core.client.profiles.get({ id: first });
    expect(profile.lastAnswer).toMatchObject({ outcome: 'rate_limited', httpStatus: 429 });
    expect(profile.health.restingModel).toMatchObject({ model: 'gpt-x' });
  });

  test('answers, when every key is throttled, with the last answer and the time at which the first is free', async () => {
    await world.add(openaiKey('a'), { name: 'One' });
    await world.add(openaiKey('b'), { name: 'Two' });
    world.provider.script('*', [{ ...limited, headers: { 'retry-after': '60' } }], { key: openaiKey('a') });
    world.provider.script('*', [limited], { key: openaiKey('b') });
    const token = await world.token();
    const answer = await ask(token);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(55);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await answer.json()).toEqual(limited.body);
    const again = await ask(token);
    expect(again.status).toBe(429);
    expect(Number(again.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(world.provider.requests()).toHaveLength(2);
  });
});

describe('the relay and its host', () => {
  test('opens by itself where a port was kept, and closes with the core', async () => {
    const free = world.port;
    await world.core.client.relay.close({});
    await world.core.client.settings.set({ relayPort: free });
    world.core.keywatch.start();
    const state = await until(
      () => world.core.client.relay.state({}),
      ({ url }) => url !== null,
    );
    expect(state).toMatchObject({ url: `http://127.0.0.1:${free}`, opensOn: free });
    await world.core.client.settings.set({ relayPort: null });
  });

  test('is closed by whoever says so while it is opening', async () => {
    const { relay } = world.core.client;
    await relay.close({});
    const opened = relay.open({ port: 0 });
    expect(await relay.close({})).toMatchObject({ url: null });
    const { url } = await opened;
    await expect(fetch(url ?? '')).rejects.toThrow();
    expect(await relay.state({})).toMatchObject({ url: null });
  });

  test('says so where its port is another program’s, and where it is open elsewhere', async () => {
    await expect(world.core.client.relay.open({ port: 1 + world.port })).rejects.toMatchObject({
      code: 'busy',
    });
    await world.core.client.relay.close({});
    const port = Number(new URL(world.provider.url).port);
    await expect(world.core.client.relay.open({ port })).rejects.toMatchObject({ code: 'busy' });
    expect(await world.core.client.relay.state({})).toMatchObject({ url: null });
  });

  test('gives no key while the vault is locked, and none that it held before', async () => {
    const { client } = world.core;
    await world.add(openaiKey('a'));
    const token = await world.token();
    expect((await ask(token)).status).toBe(200);
    await client.vault.protect({ act: 'add', slot: 'passphrase', passphrase: 'a long enough passphrase' });
    const { vault } = await client.vault.status({});
    const file = vault.slots.find(({ type }) => type === 'key-file');
    await client.vault.protect({ act: 'remove', slot: file?.id ?? 'key-file' });
    await client.vault.lock({});
    const answer = await ask(token);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('locked');
    expect(world.provider.requests()).toHaveLength(1);
  });

  test('tells what it passed on, by whom and by which key', async () => {
    const id = await world.add(openaiKey('a'));
    await ask(await world.token({ name: 'aider' }));
    const state = await until(
      () => world.core.client.relay.state({}),
      ({ served }) => served > 0,
    );
    expect(state.recent).toMatchObject([
      { token: 'aider', provider: 'openai', id, method: 'POST', model: 'gpt-x', status: 200, tries: 1 },
    ]);
    const { profile } = await world.core.client.profiles.get({ id });
    expect(profile.lastAnswer).toMatchObject({ outcome: 'ok', httpStatus: 200 });
  });

  test('foresees whose key serves next by the order that is explained, and why none does', async () => {
    const { client } = world.core;
    const first = await world.add(openaiKey('a'), { name: 'One' });
    const second = await world.add(openaiKey('b'), { name: 'Two' });
    await client.order.set({ provider: 'openai', ids: [second, first] });
    const foreseen = async () => (await client.relay.state({})).providers;
    expect(await foreseen()).toEqual([{ provider: 'openai', path: '/openai/v1', next: second, why: null }]);
    expect((await client.order.explain({ provider: 'openai' })).next).toBe(second);
    for (const id of [first, second]) await client.profiles.disable({ id });
    expect(await foreseen()).toMatchObject([{ next: null, why: 'no_key' }]);
  });

  test('tells of a client that left before its answer, and calls that no success', async () => {
    await world.add(openaiKey('a'));
    const left = new AbortController();
    const upload = new ReadableStream({
      start: (body) => body.enqueue(new TextEncoder().encode('{"model":')),
    });
    const headers = { authorization: `Bearer ${await world.token()}` };
    const asked = fetch(`${world.url}/openai/v1/responses`, {
      method: 'POST',
      headers,
      body: upload,
      duplex: 'half',
      signal: left.signal,
    } as RequestInit);
    setTimeout(() => left.abort(), 100);
    await expect(asked).rejects.toThrow();
    const { recent } = await until(
      () => world.core.client.relay.state({}),
      (state) => state.recent.length === 1,
    );
    expect(recent).toMatchObject([{ status: 499, id: null, refused: null }]);
  });

  test('tells what it turned away and why, and counts none of it among the served', async () => {
    await world.add(openaiKey('a'));
    const stranger = `kwr_${'s'.repeat(43)}`;
    expect((await ask(stranger)).status).toBe(401);
    expect((await ask(await world.token({ name: 'other', providers: ['groq'] }))).status).toBe(403);
    const scarce = await world.token({ name: 'scarce', perMinute: 1 });
    expect([(await ask(scarce)).status, (await ask(scarce)).status]).toEqual([200, 429]);
    expect((await ask(scarce, '/nobody/v1')).status).toBe(429);
    expect((await ask(await world.token({ name: 'wide' }), '/groq/openai/v1/models')).status).toBe(404);
    const state = await until(
      () => world.core.client.relay.state({}),
      ({ recent }) => recent.length === 6,
    );
    expect(state).toMatchObject({
      served: 1,
      refused: { no_token: 1, provider: 1, per_minute: 2, no_key: 1 },
    });
    expect(state.recent.map(({ token, status, refused }) => [token, status, refused])).toEqual([
      ['wide', 404, 'no_key'],
      ['scarce', 429, 'per_minute'],
      ['scarce', 429, 'per_minute'],
      ['scarce', 200, null],
      ['other', 403, 'provider'],
      [null, 401, 'no_token'],
    ]);
    expect(JSON.stringify(state)).not.toContain(stranger);
    const { text } = await world.core.client.metrics({});
    for (const counted of ['no_token"} 1', 'provider"} 1', 'per_minute"} 2', 'no_key"} 1', 'locked"} 0'])
      expect(text).toContain(`keywatch_relay_refusals_total{reason="${counted}\n`);
  });
});

/** Asks until it is so, for two seconds at the most. */
async function until<T>(askFor: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await askFor();
    if (isSo(value) || tries > 100) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
