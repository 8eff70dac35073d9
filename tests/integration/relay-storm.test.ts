import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anthropicKey, openaiKey, relayWorld, type RelayWorld } from '../fixtures/relay.ts';

const calls = 10_000;
const atOnce = 32;
const letters = ['a', 'b', 'c', 'd'];

/** What one provider's server saw: by the number of the call, how often it was answered well and by which key. */
interface FarSide {
  server: Server;
  url: string;
  served: Map<string, string[]>;
  strangers: string[];
}

/** Answers every call with its own number; fails at random in ways that the next key mends. */
async function farSide(keys: ReadonlySet<string>, random: () => number): Promise<FarSide> {
  const served = new Map<string, string[]>();
  const strangers: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => work(request, response, body));
  });
  function work({ headers }: IncomingMessage, response: ServerResponse, body: string): void {
    const key = String(headers['x-api-key'] ?? headers.authorization?.replace('Bearer ', ''));
    if (!keys.has(key)) strangers.push(key);
    const { call } = JSON.parse(body) as { call: string };
    const fate = random();
    if (fate < 0.12) {
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after-ms': '25' });
      response.end('{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}');
      return;
    }
    served.set(call, [...(served.get(call) ?? []), key]);
    if (fate < 0.3) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"part":1}\n\n');
      setTimeout(() => response.end(`data: {"call":"${call}"}\n\n`), 5);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ call }));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, served, strangers, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** The same numbers each time: a failure can be looked at again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

let world: RelayWorld;
let token: string;
const far: Record<string, FarSide> = {};

beforeAll(async () => {
  world = await relayWorld();
  token = await world.token();
  const makers = { openai: openaiKey, anthropic: anthropicKey };
  for (const [index, [provider, keyOf]] of Object.entries(makers).entries()) {
    far[provider] = await farSide(new Set(letters.map(keyOf)), seeded(index + 7));
    for (const letter of letters)
      await world.add(keyOf(letter), { provider, name: letter, baseUrl: far[provider].url });
  }
});
afterAll(async () => {
  await world.end();
  for (const { server } of Object.values(far)) server.close();
});

test(
  `${calls} mixed calls, keys failing at random: each answered once, none with another provider's key`,
  { timeout: 240_000 },
  async () => {
    const outcomes = new Map<number, number>();
    const queue = Array.from({ length: calls }, (_, call) => call).values();
    const work = async () => {
      for (const call of queue) {
        const provider = call % 2 === 0 ? 'openai' : 'anthropic';
        const answer = await fetch(`${world.url}/${provider}/v1/work`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            model: `m${call % 3}`,
            call: String(call),
            filler: 'x'.repeat((call % 7) * 4_000),
          }),
        });
        const text = await answer.text();
        outcomes.set(answer.status, (outcomes.get(answer.status) ?? 0) + 1);
        if (answer.status === 200) expect(text).toContain(`"call":"${call}"`);
        else expect(answer.status).toBe(429);
        const well = far[provider]?.served.get(String(call)) ?? [];
        // One that was answered was worked on once; one that every key refused, by nobody.
        expect(well, `call ${call}`).toHaveLength(answer.status === 200 ? 1 : 0);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(calls);
    expect(outcomes.get(200) ?? 0).toBeGreaterThan(calls / 2);
    for (const { strangers } of Object.values(far)) expect(strangers).toEqual([]);
    const { served, failedOver, refused } = await settled();
    // While every key rests, the relay answers itself.
    expect(Object.keys(refused).filter((why) => why !== 'resting')).toEqual([]);
    expect(served + (refused.resting ?? 0)).toBe(calls);
    expect(failedOver).toBeGreaterThan(0);
  },
);

/** What was passed on is told a few times a second. */
async function settled() {
  for (let tries = 0; ; tries++) {
    const state = await world.core.client.relay.state({});
    if (state.served + (state.refused.resting ?? 0) >= calls || tries > 50) return state;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
