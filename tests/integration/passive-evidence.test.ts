import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import type { ReportInput } from '../../src-shared/contract-input.ts';
import type { Client } from '../../src-shared/contract.ts';
import { clientOf, testDoors, type RawClient, type TestDoor } from '../fixtures/doors.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

/** What an answer of Anthropic's API says of a failure. */
const failure = (type: string, message: string) =>
  JSON.stringify({ type: 'error', error: { type, message } });

type Answer = Extract<ReportInput['answer'], { status: number }>;
const answer = (status: number, body = '', headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body,
});

describe.each(Object.keys(testDoors) as (keyof typeof testDoors)[])(
  'what real traffic met, told at the %s door',
  (name) => {
    let core: RealCore;
    let door: TestDoor;
    let raw: RawClient;
    let client: Client;
    let id: string;

    beforeAll(async () => {
      core = await realCore();
      door = await testDoors[name](core);
      raw = await door.enter();
      client = clientOf(raw);
    });
    afterAll(async () => {
      raw.close();
      await door.close();
      await core.end();
    });
    beforeEach(async () => {
      const { profiles } = await client.profiles.list({});
      for (const profile of profiles) await client.profiles.remove({ id: profile.id });
      ({
        profile: { id },
      } = await client.profiles.add({
        secret: inventedKeys.anthropic,
        name: 'Work',
        force: true,
        probe: false,
      }));
    });

    const report = (told: Partial<ReportInput> & Pick<ReportInput, 'answer'>) =>
      client.probes.report({ id, from: 'gateway', method: 'POST', path: '/v1/messages', ...told });
    const seen = async () => (await client.profiles.get({ id })).profile;

    it('makes a key healthy that works', async () => {
      const told = await report({ answer: answer(200, '{"content":[]}') });
      expect(told).toMatchObject({
        outcome: 'ok',
        retryAt: null,
        counted: true,
        health: { state: 'healthy' },
      });
      expect(await seen()).toMatchObject({
        available: true,
        lastAnswer: { outcome: 'ok', httpStatus: 200, host: 'api.anthropic.com' },
      });
    });

    it('rests a key until the time that the answer names', async () => {
      const before = Date.now();
      const told = await report({
        answer: answer(429, failure('rate_limit_error', 'Slow down please'), { 'Retry-After': '120' }),
      });
      expect(told).toMatchObject({
        outcome: 'rate_limited',
        health: { state: 'cooldown', reason: 'rate_limited' },
      });
      expect(told.retryAt).toBeGreaterThanOrEqual(before + 120_000);
      expect(told.health.cooldownUntil).toBe(told.retryAt);
      expect(await seen()).toMatchObject({ available: false, unavailableReason: 'cooling' });
    });

    it('reads a stop of payment by its words, whatever the status', async () => {
      const body = failure(
        'invalid_request_error',
        'Your credit balance is too low to access the Anthropic API.',
      );
      expect(await report({ answer: answer(400, body) })).toMatchObject({
        outcome: 'no_credit',
        health: { state: 'cooldown', reason: 'billing' },
      });
    });

    it('takes a key out of nobody’s use when it may not do this work, until it may again (D-B10)', async () => {
      const refused = answer(
        403,
        failure('permission_error', 'Your API key does not have permission to use the specified resource.'),
      );
      expect(await report({ answer: refused })).toMatchObject({
        outcome: 'forbidden',
        health: { state: 'healthy', reason: 'forbidden', limited: true },
      });
      expect(await seen()).toMatchObject({ available: false });
      await report({ answer: answer(200, '{"content":[]}') });
      expect(await seen()).toMatchObject({ available: true, health: { limited: false } });
    });

    it('lets a key serve other models while one of them is throttled, and rests it whole when a second one is', async () => {
      const throttled = {
        status: 429,
        headers: { 'retry-after': '90' },
        body: failure('rate_limit_error', 'This request would exceed your rate limit.'),
      };
      expect(await report({ model: 'claude-big', answer: throttled })).toMatchObject({
        outcome: 'rate_limited',
        health: { state: 'unknown', cooldownUntil: null, restingModel: { model: 'claude-big' } },
      });
      expect(await seen()).toMatchObject({ available: true });
      await report({ model: 'claude-big', answer: answer(200, '{"content":[]}') });
      expect(await seen()).toMatchObject({ available: true, health: { restingModel: null } });

      await report({ model: 'claude-big', answer: throttled });
      await report({ model: 'claude-small', answer: throttled });
      expect(await seen()).toMatchObject({
        available: false,
        health: { state: 'cooldown', reason: 'rate_limited', restingModel: null },
      });
    });

    it('leaves a key in use that may only not see a list (D-B10)', async () => {
      const refused = answer(
        403,
        failure('permission_error', 'Your API key does not have permission to use the specified resource.'),
      );
      await report({ method: 'get', path: '/v1/models', answer: refused });
      expect(await seen()).toMatchObject({ available: true, health: { state: 'healthy', limited: true } });
    });

    test.each<[string, Answer]>([
      ['a model that is not there', answer(404, failure('not_found_error', 'model: claude-nope'))],
      [
        'a question that was wrong',
        answer(400, failure('invalid_request_error', 'max_tokens: field required')),
      ],
      ['a provider in trouble', answer(529, failure('overloaded_error', 'Overloaded'))],
      [
        'a login page',
        { status: 401, headers: { 'content-type': 'text/html' }, body: '<html>Welcome to the hotel' },
      ],
      ['a proxy', answer(407)],
    ])('lets a key be for %s', async (_what, met) => {
      await report({ answer: answer(200, '{"content":[]}') });
      const before = (await seen()).health;
      const told = await report({ answer: met, model: 'claude-nope' });
      expect(told).toMatchObject({ counted: true, health: before });
      expect(await seen()).toMatchObject({
        available: true,
        health: before,
        lastAnswer: { outcome: told.outcome },
      });
    });

    it('lets a key be when nobody answered', async () => {
      expect(await report({ answer: { failure: 'timeout' } })).toMatchObject({
        outcome: 'network',
        message: 'No answer came in time',
        health: { state: 'unknown' },
      });
    });

    it('needs a second answer to convict a key', async () => {
      const refused = answer(401, failure('authentication_error', 'invalid x-api-key'));
      expect(await report({ answer: refused })).toMatchObject({
        outcome: 'invalid',
        health: { state: 'unknown', confirming: true },
      });
      expect(await seen()).toMatchObject({ available: true });
    });

    it('is kept as what a program saw, without the key', async () => {
      const said = failure(
        'authentication_error',
        `Your key ${inventedKeys.anthropic} and ${encodeURIComponent(inventedKeys.anthropic)} is no good`,
      );
      const told = await report({ from: 'my tool 2.1', latencyMs: 41, answer: answer(401, said) });
      const { rows } = await client.profiles.history({ id });
      expect(rows).toMatchObject([
        { outcome: 'invalid', httpStatus: 401, latencyMs: 41, from: 'traffic', program: 'my tool 2.1' },
      ]);
      expect(told.message).toContain('is no good');
      expect(JSON.stringify([told, rows, await seen()])).not.toContain(inventedKeys.anthropic.slice(-20));
    });

    it('that was seen before what is known now is read and changes nothing', async () => {
      await report({ answer: answer(200, '{"content":[]}') });
      const before = await seen();
      const old = answer(401, failure('authentication_error', 'invalid x-api-key'));
      const told = await report({ at: Date.now() - 3_600_000, answer: old });
      expect(told).toMatchObject({ outcome: 'invalid', counted: false, health: before.health });
      expect((await seen()).lastAnswer).toEqual(before.lastAnswer);
      expect((await client.profiles.history({ id })).rows).toHaveLength(1);
    });

    it('that was seen tomorrow was seen now', async () => {
      await report({ at: Date.now() + 86_400_000, answer: answer(200, '{"content":[]}') });
      const { lastAnswer } = await seen();
      expect(lastAnswer?.at).toBeLessThanOrEqual(Date.now());
    });

    it('of a wait that is over already changes nothing', async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      const told = await report({
        at: Date.now() - 10,
        answer: answer(429, '{}', { 'retry-after-ms': '5' }),
      });
      expect(told).toMatchObject({ outcome: 'rate_limited', counted: false, health: { state: 'unknown' } });
    });

    test.each<[string, Partial<ReportInput>, string]>([
      ['a profile that there is not', { id: 'anthropic:nobody' }, 'not_found'],
      ['a body over 64 KiB', { answer: answer(400, 'x'.repeat(64 * 1024 + 1)) }, 'invalid_input'],
      ['a status that is none', { answer: answer(42) }, 'invalid_input'],
      ['a teller without a name', { from: '' }, 'invalid_input'],
      ['a teller with signs in its name that no name has', { from: 'x\u001B[31m' }, 'invalid_input'],
    ])('is refused about %s', async (_what, wrong, code) => {
      await expect(report({ answer: answer(200), ...wrong })).rejects.toMatchObject({ code });
    });
  },
);

describe.each(Object.keys(testDoors) as (keyof typeof testDoors)[])(
  'an error explained at the %s door',
  (name) => {
    it('reads what was pasted, keeps nothing of it and names the page', async () => {
      const core = await realCore();
      const door = await testDoors[name](core);
      const raw = await door.enter();
      const client = clientOf(raw);
      try {
        const text = `Error from https://api.openai.com/v1/chat/completions: 401 {"error":{"message":"Incorrect API key provided: ${inventedKeys.openai}","code":"invalid_api_key"}}`;
        const told = await client.providers.explain({ text });
        expect(told).toMatchObject({
          outcome: 'invalid',
          provider: 'openai',
          providerFrom: 'text',
          httpStatus: 401,
          blamesKey: true,
          link: 'https://platform.openai.com/api-keys',
        });
        expect(JSON.stringify(told)).not.toContain(inventedKeys.openai.slice(-20));
        await expect(client.providers.explain({ text: 'x', provider: 'nobody' })).rejects.toMatchObject({
          code: 'unknown_provider',
        });
        await expect(client.providers.explain({ text: 'x'.repeat(64 * 1024 + 1) })).rejects.toMatchObject({
          code: 'invalid_input',
        });
        expect((await client.profiles.list({})).profiles).toEqual([]);
        expect(core.log.lines.join('\n')).not.toContain('Incorrect API key');
      } finally {
        raw.close();
        await door.close();
        await core.end();
      }
    });
  },
);
