import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { providerById } from '../../../src-main/providers/index.ts';
import type { ProbeSubject } from '../../../src-main/providers/provider.ts';
import { dayMs } from '../../../src-shared/times.ts';

const now = Date.parse('2026-11-20T18:30:00Z');
const subject = (kind: ProbeSubject['kind']): ProbeSubject => ({
  kind,
  api: null,
  baseUrl: null,
  config: {},
  createdAt: 0,
});

function read(id: string, secret: string | null, kind: ProbeSubject['kind'] = 'oauth') {
  const { probe } = providerById(id)!;
  if (probe.by !== 'here') throw new Error('must be read here');
  return probe.read(secret, subject(kind), now);
}

const jwt = (claims: object) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'invented']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

const login = (exp: number, more: object = {}) =>
  jwt({
    iss: 'https://auth.openai.com',
    exp: exp / 1000,
    'https://api.openai.com/auth': { chatgpt_plan_type: 'plus', chatgpt_account_id: 'acc-fixture' },
    'https://api.openai.com/profile': { email: 'someone@example.com' },
    ...more,
  });

describe('a login of Codex, read here', () => {
  it('tells its plan, its account and its end, and no address of a person', () => {
    const end = now + 5 * dayMs;
    const reading = read('openai-codex', login(end));
    expect(reading).toMatchObject({
      outcome: 'unverifiable',
      expiresAt: end,
      expiryFrom: 'jwt',
      facts: { plan: 'plus', account: 'acc-fixture' },
    });
    expect(JSON.stringify(reading)).not.toContain('someone@');
  });

  it('is expired once its end has passed, but not where Codex renews it', () => {
    const over = login(now - dayMs);
    expect(read('openai-codex', over, 'token').outcome).toBe('expired');
    expect(read('openai-codex', over, 'oauth')).toMatchObject({
      outcome: 'unverifiable',
      message: expect.stringMatching(/renews/),
    });
  });

  it('is given a minute for clocks that differ', () => {
    expect(read('openai-codex', login(now - 30_000), 'token').outcome).toBe('unverifiable');
  });

  test.each([
    ['nothing', null, /codex login/],
    ['an API key', `sk-proj-${'x'.repeat(20)}`, /API key/],
    ['another form', 'opaque', /form/],
    ['a token of somebody else', jwt({ iss: 'https://x.example', exp: 1 }), /not made by OpenAI/],
    ['a token without an end', login(Number.NaN), /only using it/],
  ])('%s condemns nothing', (_what, secret, message) => {
    expect(read('openai-codex', secret, 'token')).toMatchObject({
      outcome: 'unverifiable',
      message: expect.stringMatching(message),
      expiresAt: null,
    });
  });
});

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const serviceAccount = {
  type: 'service_account',
  project_id: 'fixture-project',
  private_key_id: 'f1'.repeat(20),
  private_key: privateKey,
  client_email: 'bot@fixture-project.iam.gserviceaccount.com',
};
const user = {
  type: 'authorized_user',
  client_id: 'fixture.apps.googleusercontent.com',
  client_secret: 'invented',
  refresh_token: 'invented',
  quota_project_id: 'fixture-project',
};
const cut = privateKey.slice(0, 200);

describe('a credential of Vertex AI, read here', () => {
  it('tells its project and account', () => {
    expect(read('google-vertex', JSON.stringify(serviceAccount, null, 2))).toMatchObject({
      outcome: 'unverifiable',
      message: expect.stringMatching(/service account key, whole/),
      facts: { project: 'fixture-project', account: serviceAccount.client_email },
    });
    expect(read('google-vertex', JSON.stringify(user))).toMatchObject({
      facts: { project: 'fixture-project' },
    });
  });

  test.each([
    ['nothing', '', /no credential/],
    ['an access token', `ya29.${'x'.repeat(40)}`, /an hour/],
    ['a Gemini key', `AIza${'x'.repeat(35)}`, /Gemini/],
    ['the place of a file', '/home/someone/key.json', /file:/],
    ['half a file', JSON.stringify(serviceAccount).slice(0, 90), /not all of it/],
    ['a list', '[]', /not the JSON/],
    ['another JSON', '{"type":"constructor"}', /not one of Google/],
    ['a program’s name', '{"installed":{"client_id":"x"}}', /no credential/],
    ['a file without its key', JSON.stringify({ ...serviceAccount, private_key: '' }), /lacks private_key/],
    ['a cut key', JSON.stringify({ ...serviceAccount, private_key: cut }), /part of it is missing/],
    [
      'a login without its token',
      JSON.stringify({ ...user, refresh_token: undefined }),
      /lacks refresh_token/,
    ],
    [
      'a federated identity',
      '{"type":"external_account","audience":"a","credential_source":{}}',
      /federated/,
    ],
  ])('%s is said clearly and condemns nothing', (_what, secret, message) => {
    const reading = read('google-vertex', secret);
    expect(reading).toMatchObject({ outcome: 'unverifiable', message: expect.stringMatching(message) });
    expect(JSON.stringify(reading)).not.toMatch(/BEGIN|x{20}|invented/);
  });
});
