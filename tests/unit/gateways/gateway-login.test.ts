import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { readGatewayLogin } from '../../../src-main/gateways/stores/gateway-login.ts';
import { claudeCode } from '../../../src-main/providers/claude-code.ts';
import {
  agentDirectory,
  ordinaryStore,
  put,
  putDatabase,
  putJson,
  secretOf,
} from '../../fixtures/gateway-homes.ts';

const now = Date.UTC(2027, 0, 15);
const id = 'openai-codex:me@example.com';
let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-login-')));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const login = (profile = id, store = join(agentDirectory(home), 'auth-profiles.json')) =>
  readGatewayLogin({ from: 'gateway', gateway: 'openclaw', store, profile }, home);

describe('a login that a gateway owns', () => {
  it('is its access token as the store has it now, renewed by the gateway', () => {
    putJson(home, ordinaryStore(now));
    expect(login()).toEqual({
      secret: secretOf('access'),
      expiresAt: now + 3 * 86_400_000,
      expiryFrom: 'file',
      owner: 'openclaw',
      renewedBy: 'openclaw',
      changedAt: expect.any(Number),
    });
  });

  it('is read from a database as well, from a copy', () => {
    const { path, close } = putDatabase(home, ordinaryStore(now));
    expect(login(id, path).secret).toBe(secretOf('access'));
    close();
  });

  it('that nobody can renew has the end its store names', () => {
    const access = secretOf('alone');
    putJson(home, {
      profiles: { [id]: { type: 'oauth', provider: 'openai-codex', access, expires: now } },
    });
    expect(login()).toMatchObject({ renewedBy: null, expiresAt: now });
  });

  test.each([
    ['no store', null, /no store/],
    ['no such profile', { profiles: {} }, /no login/],
    [
      'a key in its place',
      { profiles: { [id]: { type: 'api_key', provider: 'openai', key: 'k' } } },
      /no login/,
    ],
    [
      'what a failed renewal left',
      {
        profiles: {
          [id]: { type: 'oauth', provider: 'x', access: 'openclaw-oauth-refresh-fence:v1:a', expires: 1 },
        },
      },
      /lost its login/,
    ],
  ])('is missing where there is %s', (_what, store, said) => {
    if (store !== null) putJson(home, store);
    expect(() => login()).toThrow(said);
    expect(() => login()).toThrow(/sign in again with OpenClaw/);
  });

  it('in a file that is cut off repeats nothing of it', () => {
    put(putJson(home, {}), JSON.stringify(ordinaryStore(now)).slice(0, 700));
    expect(() => login()).toThrow(/cut off/);
    expect(() => login()).not.toThrow(/Zq7/);
  });

  it('of Anthropic is not asked about: Claude Code here has another one', async () => {
    if (claudeCode.probe.by !== 'command') throw new Error('Claude Code is asked by its command');
    const subject = {
      kind: 'oauth',
      api: null,
      baseUrl: null,
      config: {},
      createdAt: now,
      owner: 'openclaw',
    } as const;
    const asked = claudeCode.probe.ask(
      'x',
      subject,
      () => Promise.reject(new Error('a program was started')),
      now,
    );
    expect(await asked).toMatchObject({
      outcome: 'unverifiable',
      message: expect.stringMatching(/OpenClaw keeps it/),
    });
  });
});
