import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../src-shared/contract.ts';
import { clientOf, testDoors, type RawClient, type TestDoor } from '../fixtures/doors.ts';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';

const part = (text: string) => Buffer.from(text).toString('base64url');
const token = (endsAt: number, account: string) =>
  [
    part('{"alg":"RS256"}'),
    part(
      JSON.stringify({
        exp: endsAt / 1000,
        'https://api.openai.com/auth': { chatgpt_plan_type: 'plus', chatgpt_account_id: account },
      }),
    ),
    part('invented'),
  ].join('.');

describe('credentials whose address or whose answer hangs on themselves', () => {
  let core: RealCore;
  let door: TestDoor;
  let raw: RawClient;
  let client: Client;
  let provider: FakeProvider;

  beforeAll(async () => {
    provider = await startFakeProvider();
    core = await realCore();
    door = await testDoors.local(core);
    raw = await door.enter();
    client = clientOf(raw);
  });
  afterAll(async () => {
    raw.close();
    await door.close();
    await core.end();
    await provider.close();
  });

  const bedrockKey = (letter: string) => `ABSK${letter.repeat(120)}`;

  it('are refused without an address, and with a region that is none', async () => {
    const add = (more: object) =>
      client.profiles.add({ provider: 'amazon-bedrock', secret: bedrockKey('a'), probe: false, ...more });
    await expect(add({})).rejects.toThrow(/needs a base URL.*or its region/);
    await expect(add({ config: { region: 'eu-west-1.evil.example' } })).rejects.toThrow(/has no region/);
    const { profile } = await add({ config: { region: 'eu-west-1' } });
    expect(profile).toMatchObject({ provider: 'amazon-bedrock', config: { region: 'eu-west-1' } });
  });

  it('keep their region when the secret is replaced, and may go back to it from an address of their own', async () => {
    const { profile } = await client.profiles.add({
      provider: 'amazon-bedrock',
      secret: bedrockKey('b'),
      name: 'Moved',
      config: { region: 'us-west-2' },
      baseUrl: provider.url,
      probe: false,
    });
    const { id } = profile;
    await client.profiles.replaceSecret({ id, secret: bedrockKey('c'), probe: false });
    const edited = await client.profiles.edit({ id, baseUrl: null });
    expect(edited.profile).toMatchObject({ baseUrl: null, config: { region: 'us-west-2' } });
  });

  it('are read here and sent nowhere where nobody may be asked', async () => {
    const endsAt = Math.ceil(Date.now() / 1000) * 1000 + 5 * 86_400_000;
    const { profile } = await client.profiles.add({
      provider: 'openai-codex',
      kind: 'token',
      secret: token(endsAt, 'acc-fixture'),
      name: 'Read here',
      probe: false,
    });
    await client.probes.test({ ids: [profile.id] });
    const [read] = (await client.profiles.list({})).profiles.filter(({ id }) => id === profile.id);
    expect(read).toMatchObject({
      expiry: { expiresAt: endsAt, knownFrom: 'jwt', status: 'expiring' },
      facts: { plan: 'plus', account: 'acc-fixture' },
      lastAnswer: { outcome: 'unverifiable', host: null, httpStatus: null },
    });
    expect(provider.requests()).toEqual([]);
  });
});
