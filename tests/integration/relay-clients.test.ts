import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Anthropic, { RateLimitError } from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI, { BadRequestError, toFile } from 'openai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anthropicKey, openaiKey, relayWorld, type RelayWorld } from '../fixtures/relay.ts';

const googleKey = (letter: string) => `AIza${letter.repeat(35)}`;

let world: RelayWorld;
let token: string;
beforeEach(async () => {
  world = await relayWorld();
  token = await world.token();
});
afterEach(() => world.end());

/** Two keys of a provider, of which the first goes first. */
async function twoKeys(provider: string, of: (letter: string) => string): Promise<[string, string]> {
  const first = await world.add(of('a'), { provider, name: 'One' });
  const second = await world.add(of('b'), { provider, name: 'Two' });
  await world.core.client.order.set({ provider, ids: [first, second] });
  return [of('a'), of('b')];
}

const events = (...all: object[]) => ({
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  body: all
    .map(
      (event) =>
        `${'type' in event ? `event: ${String(event.type)}\n` : ''}data: ${JSON.stringify(event)}\n\n`,
    )
    .join(''),
});

describe('the official client of Anthropic', () => {
  const client = () => new Anthropic({ baseURL: `${world.url}/anthropic`, apiKey: token, maxRetries: 0 });
  const ask = { model: 'claude-x', max_tokens: 16, messages: [{ role: 'user' as const, content: 'Hello' }] };
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-x',
    content: [{ type: 'text', text: 'Hi' }],
    stop_reason: 'end_turn',
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  const limit = (seconds: string) => ({
    status: 429,
    headers: { 'retry-after': seconds },
    body: {
      type: 'error',
      error: { type: 'rate_limit_error', message: 'This request would exceed your rate limit' },
    },
  });

  test('is answered, its token replaced by the key', async () => {
    await world.add(anthropicKey('a'), { provider: 'anthropic' });
    world.provider.script('/v1/messages', [{ status: 200, body: message }]);
    const answer = await client().messages.create(ask);
    expect(answer.content).toEqual([{ type: 'text', text: 'Hi' }]);
    expect(world.provider.requests()[0]).toMatchObject({
      headers: { 'x-api-key': anthropicKey('a'), 'anthropic-version': expect.any(String) },
    });
    expect(JSON.stringify(world.provider.requests())).not.toContain(token);
  });

  test('streams a tool call from the second key while the first is throttled', async () => {
    const [a, b] = await twoKeys('anthropic', anthropicKey);
    world.provider.script('*', [limit('30')], { key: a });
    world.provider.script(
      '*',
      [
        events(
          { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
          {
            type: 'content_block_start',
            index: 0,
            content_block: { type: 'tool_use', id: 'tool_1', name: 'weather', input: {} },
          },
          {
            type: 'content_block_delta',
            index: 0,
            delta: { type: 'input_json_delta', partial_json: '{"city":' },
          },
          {
            type: 'content_block_delta',
            index: 0,
            delta: { type: 'input_json_delta', partial_json: '"Oslo"}' },
          },
          { type: 'content_block_stop', index: 0 },
          {
            type: 'message_delta',
            delta: { stop_reason: 'tool_use', stop_sequence: null },
            usage: { output_tokens: 9 },
          },
          { type: 'message_stop' },
        ),
      ],
      { key: b },
    );
    const final = await client()
      .messages.stream({ ...ask, tools: [{ name: 'weather', input_schema: { type: 'object' } }] })
      .finalMessage();
    expect(final.content).toMatchObject([{ type: 'tool_use', name: 'weather', input: { city: 'Oslo' } }]);
    expect(world.provider.requests().map(({ key }) => key)).toEqual([a, b]);
  });

  test('gets its own typed error with the time at which the first key is free, when all are throttled', async () => {
    const [a, b] = await twoKeys('anthropic', anthropicKey);
    world.provider.script('*', [limit('20')], { key: a });
    world.provider.script('*', [limit('90')], { key: b });
    for (const round of [1, 2]) {
      const error = await client()
        .messages.create(ask)
        .catch((thrown: unknown) => thrown);
      expect(error, `round ${round}`).toBeInstanceOf(RateLimitError);
      const seconds = Number((error as RateLimitError).headers?.get('retry-after'));
      expect(seconds).toBeGreaterThan(15);
      expect(seconds).toBeLessThanOrEqual(20);
    }
    expect(world.provider.requests()).toHaveLength(2);
  });

  test('breaks a stream off, and the provider notices', async () => {
    await world.add(anthropicKey('a'), { provider: 'anthropic' });
    world.provider.script('*', [{ endless: ': ping\n\n' }]);
    const stop = new AbortController();
    const response = await client()
      .messages.create({ ...ask, stream: true }, { signal: stop.signal })
      .asResponse();
    const reader = response.body?.getReader();
    await reader?.read();
    expect(world.provider.connections()).toBe(1);
    stop.abort();
    for (let tries = 0; world.provider.connections() > 0 && tries < 100; tries++) await wait(20);
    expect(world.provider.connections()).toBe(0);
  });
});

describe('the official client of OpenAI', () => {
  const client = () => new OpenAI({ baseURL: `${world.url}/openai/v1`, apiKey: token, maxRetries: 0 });
  const ask = { model: 'gpt-x', messages: [{ role: 'user' as const, content: 'Hello' }] };
  const chunk = (delta: object) => ({
    id: 'c1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'gpt-x',
    choices: [{ index: 0, delta, finish_reason: null }],
  });
  const refused = {
    status: 401,
    body: {
      error: {
        message: 'Incorrect API key provided',
        type: 'invalid_request_error',
        code: 'invalid_api_key',
      },
    },
  };

  test('streams from the second key when the first is refused', async () => {
    const [a, b] = await twoKeys('openai', openaiKey);
    world.provider.script('*', [refused], { key: a });
    world.provider.script('*', [events(chunk({ content: 'Hel' }), chunk({ content: 'lo' }))], { key: b });
    let text = '';
    for await (const part of await client().chat.completions.create({ ...ask, stream: true }))
      text += part.choices[0]?.delta.content ?? '';
    expect(text).toBe('Hello');
    expect(world.provider.requests().map(({ key }) => key)).toEqual([a, b]);
  });

  test('gets its own typed error for what no other key could mend', async () => {
    const [a] = await twoKeys('openai', openaiKey);
    world.provider.script('*', [
      {
        status: 400,
        body: {
          error: { message: 'Invalid value for temperature', type: 'invalid_request_error', code: null },
        },
      },
    ]);
    await expect(client().chat.completions.create(ask)).rejects.toBeInstanceOf(BadRequestError);
    expect(world.provider.requests().map(({ key }) => key)).toEqual([a]);
  });

  test('uploads a file of more than the memory keeps, and the second key gets all of it', async () => {
    const [a, b] = await twoKeys('openai', openaiKey);
    world.provider.script('*', [refused], { key: a });
    world.provider.script('*', [{ status: 200, body: { id: 'file-1', object: 'file' } }], { key: b });
    const directory = await mkdtemp(join(tmpdir(), 'keywatch-upload-'));
    try {
      const path = join(directory, 'training.jsonl');
      await writeFile(path, 'x'.repeat(20 * 1024 * 1024));
      const file = await toFile(await openAsBlob(path), 'training.jsonl');
      const uploaded = await client().files.create({ file, purpose: 'fine-tune' });
      expect(uploaded.id).toBe('file-1');
    } finally {
      await rm(directory, { recursive: true });
    }
    const [first, second] = world.provider.requests();
    expect([first?.key, second?.key]).toEqual([a, b]);
    expect(second?.body.length).toBeGreaterThan(20 * 1024 * 1024);
    expect(second?.body === first?.body).toBe(true);
  });
});

describe('the official client of Google', () => {
  const client = () => new GoogleGenAI({ apiKey: token, httpOptions: { baseUrl: `${world.url}/google` } });
  const ask = { model: 'gemini-x', contents: 'Hello' };
  const answer = { candidates: [{ content: { role: 'model', parts: [{ text: 'Hi' }] } }] };
  const limit = {
    status: 429,
    body: {
      error: {
        code: 429,
        message: 'You exceeded your current quota. Please retry in 40s.',
        status: 'RESOURCE_EXHAUSTED',
        details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '40s' }],
      },
    },
  };

  test('is answered and streamed to, by the second key while the first is throttled', async () => {
    const [a, b] = await twoKeys('google', googleKey);
    world.provider.script('*', [limit], { key: a });
    world.provider.script('*', [{ status: 200, body: answer }], { key: b });
    expect((await client().models.generateContent(ask)).text).toBe('Hi');
    world.provider.script('*', [events(answer, answer)], { key: b });
    let text = '';
    for await (const part of await client().models.generateContentStream(ask)) text += part.text;
    expect(text).toBe('HiHi');
    // The model rests for the first key, so the second call goes to the second one at once.
    expect(world.provider.requests().map(({ key }) => key)).toEqual([a, b, b]);
    expect(JSON.stringify(world.provider.requests())).not.toContain(token);
  });

  test('gets its own typed error when every key is throttled', async () => {
    await twoKeys('google', googleKey);
    world.provider.script('*', [limit]);
    await expect(client().models.generateContent(ask)).rejects.toMatchObject({ status: 429 });
    await expect(client().models.generateContent(ask)).rejects.toMatchObject({ status: 429 });
    expect(world.provider.requests()).toHaveLength(2);
  });
});
