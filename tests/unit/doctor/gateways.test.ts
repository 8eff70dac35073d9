import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TransportError, type Spawn } from '../../../src-main/ports.ts';
import { doctorHome, type DoctorHome } from '../../fixtures/doctor-home.ts';
import {
  agentDirectory,
  directories,
  members,
  ordinaryStore,
  put,
  putConfig,
  putDatabase,
  putJson,
  putSplit,
  secretOf,
  treeOf,
  type FamilyMember,
  type PeerDocument,
} from '../../fixtures/gateway-homes.ts';

const now = Date.parse('2027-03-01T12:00:00Z');
const hour = 3_600_000;
let place: DoctorHome;
beforeEach(() => {
  place = doctorHome(now);
});
afterEach(() => place.end());

const stateOf = (member: FamilyMember) => place.at(directories[member]);
const token = (more: object) => ({ type: 'token', provider: 'anthropic', token: secretOf('t'), ...more });
const stored = (profiles: Record<string, unknown>, more: PeerDocument = {}) =>
  putJson(stateOf('remoteclaw'), { version: 1, profiles, ...more });
const uses = (model: string) =>
  putConfig(stateOf('remoteclaw'), 'remoteclaw', `{ agents: { defaults: { model: '${model}' } } }`);
const found = async (...ids: string[]) => (await place.look()).findings.filter(({ id }) => ids.includes(id));
const lines = async (...ids: string[]) =>
  (await found(...ids)).map(({ what, remedy }) => `${what} — ${remedy}`);

describe('the family’s own checks', () => {
  it('tell a rest and what helps, by its reason', async () => {
    const key = (name: string) => ({ type: 'api_key', provider: 'anthropic', key: secretOf(name) });
    stored(
      { 'anthropic:a': key('a'), 'anthropic:b': key('b'), 'anthropic:c': key('c'), 'anthropic:d': key('d') },
      {
        usageStats: {
          'anthropic:a': { disabledUntil: now + 4 * hour, disabledReason: 'billing' },
          'anthropic:b': { disabledUntil: now + 50 * hour, disabledReason: 'auth_permanent' },
          'anthropic:c': { cooldownUntil: now + hour / 6, failureCounts: { rate_limit: 1 } },
        },
      },
    );
    expect(await lines('profile_unusable')).toEqual([
      'RemoteClaw: anthropic:a: disabled [billing] (4h) — Top up credits (provider billing) or switch provider.',
      'RemoteClaw: anthropic:b: disabled [auth_permanent] (2d) — Refresh or replace credentials, then retry.',
      'RemoteClaw: anthropic:c: cooldown [rate_limit] (10m) — Wait for cooldown or switch provider.',
    ]);
  });

  it('tell what ended, will end, has no end that is one, has no secret', async () => {
    stored({
      'anthropic:over': token({ expires: now - hour }),
      'anthropic:soon': token({ token: secretOf('u'), expires: now + 5 * hour }),
      'anthropic:zero': token({ token: secretOf('v'), expires: 0 }),
      'anthropic:none': { type: 'api_key', provider: 'anthropic' },
      'anthropic:good': token({ token: secretOf('w'), expires: now + 90 * 24 * hour }),
    });
    expect(
      await lines(
        'profile_expired',
        'profile_ending',
        'invalid_expires',
        'profile_missing',
        'profile_unusable',
      ),
    ).toEqual([
      expect.stringMatching(/^RemoteClaw: anthropic:over: expired \[expired\] \(0m\) — Sign in again/),
      expect.stringMatching(/^RemoteClaw: anthropic:soon: expiring \(5h\) — /),
      'RemoteClaw: anthropic:zero: missing [invalid_expires] — Set expires to a future Unix ms timestamp, or remove it.',
      expect.stringMatching(/^RemoteClaw: anthropic:none: static \[missing_credential\] — /),
    ]);
  });

  it('are bad where nothing else serves a provider in use, and else a warning', async () => {
    uses('anthropic/claude');
    stored({ 'anthropic:over': token({ expires: now - hour }) });
    expect(await found('profile_expired')).toMatchObject([{ severity: 'bad' }]);
    expect((await place.look()).findings.map(({ id }) => id)).toContain('tool_without');
    stored({
      'anthropic:over': token({ expires: now - hour }),
      'anthropic:good': token({ token: secretOf('w') }),
    });
    expect(await found('profile_expired')).toMatchObject([{ severity: 'warn' }]);
    stored({ 'anthropic:over': token({ expires: now - hour }) });
    const { findings } = await place.look({ ANTHROPIC_API_KEY: secretOf('env') });
    expect(findings.find(({ id }) => id === 'profile_expired')?.severity).toBe('warn');
  });

  it('leave renewing a login to its gateway', async () => {
    putSplit(stateOf('openclaw'), {
      profiles: {
        'openai-codex:me': {
          type: 'oauth',
          provider: 'openai-codex',
          access: secretOf('a'),
          refresh: secretOf('r'),
          expires: now - hour,
        },
      },
    });
    expect(await lines('profile_expired')).toEqual([expect.stringMatching(/Keywatch never renews it/)]);
  });

  it('know ids of former releases and stores that were not imported', async () => {
    stored({
      'anthropic:claude-cli': {
        type: 'oauth',
        provider: 'anthropic',
        access: 'a',
        refresh: 'b',
        expires: now + hour,
      },
      'anthropic:default': {
        type: 'oauth',
        provider: 'anthropic',
        access: 'c',
        refresh: 'd',
        expires: now + hour,
        email: 'me@example.com',
      },
    });
    expect((await found('deprecated_id')).map(({ severity }) => severity)).toEqual(['warn', 'info']);
    putDatabase(stateOf('openclaw'), {}).close();
    putJson(stateOf('openclaw'), ordinaryStore(now));
    expect(await found('not_migrated')).toMatchObject([{ severity: 'bad', fixable: false }]);
  });
});

describe('what the family does not check', () => {
  it('fields nobody knows, seconds for milliseconds, one secret twice, references that lead nowhere', async () => {
    stored({
      'anthropic:a': token({ expires: 1_900_000_000, notes: 'x' }),
      'anthropic:b': { type: 'api_key', provider: 'anthropic', key: secretOf('same') },
      'anthropic:c': { type: 'api_key', provider: 'anthropic', key: secretOf('same') },
      'openai:file': {
        type: 'api_key',
        provider: 'openai',
        keyRef: { source: 'file', provider: 'f', id: '/k' },
      },
      'openai:exec': {
        type: 'api_key',
        provider: 'openai',
        keyRef: { source: 'exec', provider: 'x', id: 'k' },
      },
      'openai:env': {
        type: 'api_key',
        provider: 'openai',
        keyRef: { source: 'env', provider: 'default', id: 'GONE' },
      },
    });
    putConfig(
      stateOf('remoteclaw'),
      'remoteclaw',
      `{ secrets: { providers: { f: { source: 'file', path: '${place.at('gone.json')}' },
                                 x: { source: 'exec', command: '${put(place.at('bin/x'), '#!/bin/sh\necho ran >> ran\n', 0o777)}' } } } }`,
    );
    const { findings } = await place.look();
    const of = (id: string) => findings.filter((each) => each.id === id).map(({ what }) => what);
    expect(of('unknown_fields')).toEqual([expect.stringContaining('anthropic:a: notes')]);
    expect(of('seconds')).toHaveLength(1);
    expect(of('duplicate_key')).toEqual([expect.stringContaining('anthropic:b, anthropic:c')]);
    expect(of('unreachable_ref')).toEqual([
      expect.stringContaining('not readable'),
      expect.stringContaining('permissions are too open'),
    ]);
    expect(of('unresolved_ref')).toHaveLength(1);
    // No program is run for it.
    expect(existsSync(place.at('bin/ran'))).toBe(false);
  });

  it('secrets in the configuration, its former copies, lists of models and .env, by their names alone', async () => {
    // What a connected gateway has of the relay is no key of a provider.
    const token = `kwr_${'A'.repeat(43)}`;
    const config = (value: string) =>
      `{ models: { providers: { anthropic: { apiKey: '${token}' }, openai: { apiKey: '${value}' }, groq: { apiKey: '\${GROQ_API_KEY}' } } }, env: { vars: { XAI_API_KEY: '${value}', HOME_PAGE: 'x' } } }`;
    stored({});
    const path = putConfig(stateOf('remoteclaw'), 'remoteclaw', config(secretOf('in-config')));
    put(`${path}.bak.1`, config(secretOf('in-backup')));
    put(join(agentDirectory(stateOf('remoteclaw')), 'models.json'), config(secretOf('in-models')));
    put(join(stateOf('remoteclaw'), '.env'), `MISTRAL_API_KEY=${secretOf('in-env')}\nEDITOR=vi\n`);
    const { findings } = await place.look();
    const of = (wanted: string) => findings.filter(({ id }) => id === wanted).map(({ what }) => what);
    expect(of('plaintext')).toEqual([
      'RemoteClaw: It holds the key of openai, XAI_API_KEY in clear.',
      'RemoteClaw: It holds the key of openai, XAI_API_KEY in clear.',
      'RemoteClaw: It holds MISTRAL_API_KEY in clear.',
    ]);
    expect(of('leftover')).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain('Zq7Zq7');
  });

  it('a lock on the renewal of a login whose process is gone', async () => {
    stored({});
    const path = put(
      join(stateOf('remoteclaw'), 'locks/oauth-refresh/sha256-00'),
      JSON.stringify({ pid: 2 ** 22 + 11, createdAt: new Date(now - 100_000).toISOString() }),
    );
    expect(await found('stale_lock')).toMatchObject([{ where: path, fixable: false }]);
    place.put(`${directories.remoteclaw}/locks/oauth-refresh/sha256-00`, {
      pid: 2 ** 22 + 11,
      createdAt: new Date(now - 200_000).toISOString(),
    });
    expect(await found('stale_lock')).toMatchObject([{ where: path, fixable: true }]);
  });

  it('one login in two places, though one of them is its own tool', async () => {
    stored({
      'anthropic:me': {
        type: 'oauth',
        provider: 'anthropic',
        access: 'x',
        refresh: secretOf('r'),
        expires: now + hour,
      },
    });
    place.put('.claude/.credentials.json', {
      claudeAiOauth: { accessToken: 'y', refreshToken: secretOf('r'), expiresAt: now + hour },
    });
    expect(await found('same_account')).toMatchObject([
      { severity: 'warn', where: 'Claude Code login, remoteclaw/main anthropic:me' },
    ]);
  });
});

it('a gateway that can fetch its keys is to be linked; of one that cannot, who reads them is said', async () => {
  const profiles = { 'anthropic:me': { type: 'api_key', provider: 'anthropic', key: secretOf('me') } };
  putJson(stateOf('openclaw'), { version: 1, profiles });
  const remedyFor = async (release: string) => {
    putConfig(stateOf('openclaw'), 'openclaw', `{ meta: { lastTouchedVersion: '${release}' } }`);
    return (await found('plaintext')).map(({ remedy }) => remedy);
  };
  expect(await remedyFor('2026.3.13')).toEqual([expect.stringContaining('(keywatch gateway link openclaw)')]);
  expect(await remedyFor('2026.2.25')).toEqual([expect.stringMatching(/^Whoever reads this file/)]);
});

it('a key is deleted from a file once it is in the vault, the login beside it is left to its tool', async () => {
  place.put('.codex/auth.json', {
    OPENAI_API_KEY: secretOf('codex', 'sk-'),
    tokens: { access_token: secretOf('a'), refresh_token: secretOf('r'), account_id: 'me' },
  });
  expect(await found('plaintext_file')).toMatchObject([
    { where: place.at('.codex/auth.json'), remedy: expect.stringContaining('Leave the login there') },
  ]);
});

describe('what is set right', () => {
  const lockOf = (pid: number, age = hour) =>
    put(
      join(agentDirectory(stateOf('coderclaw')), 'auth-profiles.json.lock'),
      JSON.stringify({ pid, createdAt: new Date(now - age).toISOString() }),
    );
  const dead = 2 ** 22 + 11;
  const repairs = () =>
    readFileSync(place.at('data/repairs.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);

  it('is a mode that lets others in, after it was noted', async () => {
    const path = putJson(stateOf('coderclaw'), ordinaryStore(now), { mode: 0o644 });
    const before = readFileSync(path, 'utf8');
    expect(await found('loose_mode')).toMatchObject([{ fixable: true, fixed: false }]);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(existsSync(place.at('data'))).toBe(false);

    const { findings } = await place.look({}, { fix: true });
    expect(findings.find(({ id }) => id === 'loose_mode')).toMatchObject({
      fixed: true,
      done: 'Its mode is 0600 now; it was 0644.',
    });
    expect([statSync(path).mode & 0o777, readFileSync(path, 'utf8')]).toEqual([0o600, before]);
    expect(repairs()).toMatchObject([{ did: 'mode', path, was: '0644', is: '0600' }]);
    expect(statSync(place.at('data/repairs.jsonl')).mode & 0o777).toBe(0o600);
  });

  it('is a lock whose process is gone and whose time is over; what it held is kept', async () => {
    putJson(stateOf('coderclaw'), ordinaryStore(now));
    const path = lockOf(dead);
    const { findings } = await place.look({}, { fix: true });
    expect(findings.find(({ id }) => id === 'stale_lock')).toMatchObject({ fixed: true, where: path });
    expect(existsSync(path)).toBe(false);
    expect(repairs()).toMatchObject([{ did: 'removed', path, held: expect.stringContaining(`${dead}`) }]);
  });

  it.each([
    ['of a process that runs', () => lockOf(process.pid)],
    ['that was made a moment ago', () => lockOf(dead, 10_000)],
    [
      'that says nothing',
      () => put(join(agentDirectory(stateOf('coderclaw')), 'auth-profiles.json.lock'), 'not json'),
    ],
  ])('is no lock %s', async (_which, make) => {
    putJson(stateOf('coderclaw'), ordinaryStore(now));
    const path = make();
    const { findings } = await place.look({}, { fix: true });
    expect(findings.filter(({ fixed }) => fixed)).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  it('is nothing behind a link, and no project’s file', async () => {
    const elsewhere = place.put('elsewhere.json', ordinaryStore(now), 0o644);
    mkdirSync(agentDirectory(stateOf('coderclaw')), { recursive: true });
    symlinkSync(elsewhere, join(agentDirectory(stateOf('coderclaw')), 'auth-profiles.json'));
    place.put('work/.env', 'GROQ_API_KEY=invented\n', 0o644);
    const { findings } = await place.look({}, { fix: true });
    expect(findings.filter(({ fixed }) => fixed)).toEqual([]);
    expect(findings.filter(({ id }) => id === 'loose_mode').length).toBeGreaterThan(0);
    expect([statSync(elsewhere).mode & 0o777, statSync(place.at('work/.env')).mode & 0o777]).toEqual([
      0o644, 0o644,
    ]);
  });

  it('is nothing that cannot be noted first', async () => {
    const path = putJson(stateOf('coderclaw'), ordinaryStore(now), { mode: 0o644 });
    writeFileSync(place.at('data'), 'a file in the place of the directory');
    const { findings } = await place.look({}, { fix: true });
    expect(findings.find(({ id }) => id === 'loose_mode')).toMatchObject({
      fixed: false,
      remedy: expect.stringContaining('could not be set right'),
    });
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });
});

describe('all of the family at once', () => {
  const broken: readonly (readonly [string, string])[] = [
    ['cut off', '{"version":1,"profiles":{"a":{"type":"api_key"'],
    ['no JSON', '}{'],
    ['empty', ''],
    ['a list', '[]'],
    ['profiles that are none', '{"profiles":[1,2]}'],
    [
      'odd entries',
      '{"profiles":{"a":null,"b":7,"c":{"type":"x"},"d":{"type":"token","provider":"p","expires":"soon"}}}',
    ],
    ['bytes', '\u0000\u0001\uFFFD'],
  ];

  it('are examined without a word of a secret, and left as they are to the byte', async () => {
    for (const member of members) putJson(stateOf(member), ordinaryStore(now), { mode: 0o640 });
    place.put('.bashrc', `export OPENAI_API_KEY=${secretOf('rc', 'sk-proj-')}\n`, 0o644);
    const before = members.map((member) => treeOf(stateOf(member)));
    const all = await place.look({ ANTHROPIC_API_KEY: secretOf('env') });
    expect(members.map((member) => treeOf(stateOf(member)))).toEqual(before);
    const said = JSON.stringify(all);
    for (const name of ['default', 'manual', 'access', 'refresh', 'spare', 'env', 'rc'])
      expect(said).not.toContain(`${name}-Zq7Zq7`);
    expect(new Set(all.tools.filter(({ agent }) => agent !== null).map(({ tool }) => tool))).toEqual(
      new Set(members),
    );
  });

  it.each(broken)('hold nobody up when a store is %s', async (_what, text) => {
    put(join(agentDirectory(stateOf('coderclaw')), 'auth-profiles.json'), text);
    putConfig(stateOf('coderclaw'), 'coderclaw', text);
    putJson(stateOf('remoteclaw'), ordinaryStore(now), { mode: 0o644 });
    const { findings } = await place.look();
    expect(findings.some(({ id, what }) => id === 'loose_mode' && what.startsWith('RemoteClaw'))).toBe(true);
  });

  it('hold nobody up when a place may not be entered', async () => {
    putJson(stateOf('coderclaw'), ordinaryStore(now));
    chmodSync(stateOf('coderclaw'), 0);
    const { findings } = await place.look();
    chmodSync(stateOf('coderclaw'), 0o700);
    expect(Array.isArray(findings)).toBe(true);
  });
});

describe('RestFlow', () => {
  const answering =
    (profiles: object[]): Spawn =>
    (command) =>
      command === 'restflow'
        ? Promise.resolve({ code: 0, stdout: JSON.stringify(profiles), stderr: '' })
        : Promise.reject(new Error('not here'));

  it('is asked by its own list', async () => {
    mkdirSync(place.at('.restflow'));
    const profile = (id: string, more: object) => ({
      id,
      name: id,
      provider: 'anthropic',
      enabled: true,
      ...more,
    });
    const spawn = answering([
      profile('a1', { credential: { type: 'token', expires_at: new Date(now - hour).toISOString() } }),
      profile('b2', { credential: { type: 'api_key' }, cooldown_until: new Date(now + hour).toISOString() }),
    ]);
    const { findings } = await place.look({}, { spawn });
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([
      ['profile_expired', 'bad'],
      ['profile_unusable', 'bad'],
    ]);
  });

  it('that does not answer is told, and is not there where it is not', async () => {
    expect((await place.look()).findings).toEqual([]);
    mkdirSync(place.at('.restflow'));
    const spawn: Spawn = () => Promise.reject(new TransportError('other', 'restflow is not installed'));
    expect((await place.look({}, { spawn })).findings).toMatchObject([
      { id: 'gateway_not_asked', severity: 'info' },
    ]);
  });
});
