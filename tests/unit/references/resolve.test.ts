import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { TransportError, type Files, type Spawn } from '../../../src-main/ports.ts';
import { readLogin } from '../../../src-main/references/login.ts';
import {
  formatReference,
  parseReference,
  resolveReference,
  type Sources,
} from '../../../src-main/references/reference.ts';
import type { StoreReference } from '../../../src-shared/reference.ts';

const secret = 'invented-secret-0123456789';
let home: string;
let env: Record<string, string>;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keywatch-references-'));
  env = {};
});
afterEach(() => rm(home, { recursive: true }));

const files: Files = {
  get home() {
    return home;
  },
  read: (path) => readFile(path, 'utf8'),
  stat: (path) =>
    stat(path).then(
      ({ mode, mtimeMs, size }) => ({ mode, modifiedAt: mtimeMs, size }),
      () => null,
    ),
};

const spawn: Spawn = (command, args, { timeoutMs }) =>
  new Promise((resolve, reject) => {
    execFile(command, [...args], { timeout: timeoutMs }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number')
        reject(new TransportError('other', error.message));
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });

const resolved = (text: string, with_: Partial<Pick<Sources, 'spawn' | 'readStore'>> = {}) =>
  resolveReference(parseReference(text)!, { env, files, spawn, ...with_ });

async function put(name: string, text: string, mode = 0o600): Promise<string> {
  const path = join(home, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode });
  await chmod(path, mode);
  return path;
}

const program = (name: string, script: string) => put(name, `#!/bin/sh\n${script}\n`, 0o700);

async function failure(attempt: Promise<unknown>): Promise<KeywatchError> {
  const error = await attempt.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(KeywatchError);
  return error as KeywatchError;
}

const jwt = (claims: object) =>
  `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('a variable', () => {
  it('gives its value, trimmed', async () => {
    env['MY_KEY'] = ` ${secret}\n`;
    expect(await resolved('env:MY_KEY')).toEqual({
      secret,
      expiresAt: null,
      expiryFrom: null,
      owner: null,
      renewedBy: null,
      changedAt: null,
    });
  });

  it.each([{}, { MY_KEY: '' }, { MY_KEY: '  ' }])('that is not set (%j) is said by name', async (given) => {
    env = given;
    expect(await failure(resolved('env:MY_KEY'))).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('MY_KEY'),
    });
  });

  it('is not what every object has', async () => {
    expect((await failure(resolved('env:constructor'))).code).toBe('not_found');
  });

  it('that holds a token with an end tells it', async () => {
    env['T'] = jwt({ exp: 1_800_000_000 });
    expect(await resolved('env:T')).toMatchObject({ expiresAt: 1_800_000_000_000, expiryFrom: 'jwt' });
  });
});

describe('a file', () => {
  it('gives all of it, trimmed, and when it was written', async () => {
    const path = await put('key', `${secret}\n`);
    await utimes(path, 1000, 1_700_000_000);
    expect(await resolved(`file:${path}`)).toMatchObject({ secret, changedAt: 1_700_000_000_000 });
  });

  test.each([
    ['/a/b', secret],
    ['/list/1', secret],
    ['/with~1slash', secret],
    ['/with~0tilde', secret],
    ['/number', '42'],
    ['/', secret],
  ])('gives what %s names in it', async (pointer, expected) => {
    const document = {
      a: { b: ` ${secret} ` },
      list: ['x', secret],
      'with/slash': secret,
      'with~tilde': secret,
      number: 42,
      '': secret,
    };
    const path = await put('keys.json', JSON.stringify(document));
    expect((await resolved(`file:${path}#${pointer}`)).secret).toBe(expected);
  });

  test.each([
    ['is not there', null, '', 'not_found'],
    ['is empty', ' \n', '', 'not_found'],
    ['has several lines', 'a\nb', '', 'invalid_input'],
    ['is no JSON', 'x', '#/a', 'invalid_input'],
    ['has no such place', '{"a":{}}', '#/a/b', 'not_found'],
    ['has an object there', '{"a":{}}', '#/a', 'not_found'],
    ['has nothing there', '{"a":""}', '#/a', 'not_found'],
    ['is asked for what every object has', '{}', '#/constructor/name', 'not_found'],
  ])('that %s is said with its path', async (_what, text, pointer, code) => {
    const path = text === null ? join(home, 'none') : await put('f', text);
    const error = await failure(resolved(`file:${path}${pointer}`));
    expect(error.code).toBe(code);
    expect(error.message).toContain(path);
    expect(error.message).toMatch(/kept/);
  });

  test.each([0o644, 0o640, 0o604, 0o660])(
    'that others can reach (mode %i) is not read, and the chmod is said',
    async (mode) => {
      const path = await put('open', secret, mode);
      const error = await failure(resolved(`file:${path}`));
      expect(error).toMatchObject({
        code: 'file_too_open',
        message: expect.stringContaining(`chmod 600 '${path}'`),
      });
      expect(error.message).not.toContain(secret);
    },
  );

  it('in the credentials directory of a service is read whatever its mode', async () => {
    const path = await put('credentials/key', secret, 0o444);
    env['CREDENTIALS_DIRECTORY'] = join(home, 'credentials');
    expect((await resolved(`file:${path}`)).secret).toBe(secret);
    const outside = await put('outside', secret, 0o644);
    expect((await failure(resolved(`file:${home}/credentials/../outside`))).code).toBe('file_too_open');
    expect((await failure(resolved(`file:${outside}`))).code).toBe('file_too_open');
  });
});

describe('a program', () => {
  it('is run without a shell and gives what it prints', async () => {
    const path = await program('say', `printf '%s\\n' "$2"`);
    expect((await resolved(`exec:${path} -x "a b;$HOME"`)).secret).toBe('a b;$HOME');
  });

  test.each([
    ['fails', `echo ${secret}; exit 3`, 'unreachable'],
    ['prints nothing', 'true', 'not_found'],
    ['prints several lines', `printf 'a\\n${secret}\\n'`, 'invalid_input'],
  ])('that %s is said, without what it printed', async (_what, script, code) => {
    const path = await program('bad', script);
    const error = await failure(resolved(`exec:${path}`));
    expect(error.code).toBe(code);
    expect(error.message).not.toContain(secret);
  });

  it('that is not there is said', async () => {
    expect(await failure(resolved('exec:/nowhere/at/all'))).toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('/nowhere/at/all'),
    });
  });

  it('that never ends is given up', async () => {
    const slow: Spawn = () => Promise.reject(new TransportError('timeout', 'slow'));
    expect((await failure(resolved('exec:/bin/slow', { spawn: slow }))).message).toContain('10 s');
  });

  it('with a fault of ours is not an answer', async () => {
    await expect(
      resolved('exec:/bin/x', { spawn: () => Promise.reject(new TypeError('bug')) }),
    ).rejects.toThrow(TypeError);
  });
});

describe('a secret in a store', () => {
  it('is read by whoever knows the stores', async () => {
    const readStore = async (wanted: StoreReference) => `${secret}:${formatReference(wanted)}`;
    expect((await resolved('op://Private/Claude key/credential', { readStore })).secret).toBe(
      `${secret}:op://Private/Claude key/credential`,
    );
    expect((await resolved('vault:secret/x#key', { readStore })).secret).toBe(`${secret}:vault:secret/x#key`);
  });

  it('is for a profile alone', async () => {
    expect(await failure(resolved('bws:00000000-0000-4000-8000-000000000000'))).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('for a profile alone'),
    });
  });
});

describe('the login of Claude Code', () => {
  const document = (more: object = {}) =>
    JSON.stringify({
      claudeAiOauth: {
        accessToken: secret,
        refreshToken: 'refresh',
        expiresAt: 1_800_000_000_000,
        scopes: ['user:inference'],
        ...more,
      },
      mcpOAuth: {},
    });

  it('is read from its file, with its end and who renews it', async () => {
    const path = await put('.claude/.credentials.json', document());
    const before = await readFile(path, 'utf8');
    expect(await resolved('login:claude-code')).toMatchObject({
      secret,
      expiresAt: 1_800_000_000_000,
      expiryFrom: 'file',
      owner: 'claude-code',
      renewedBy: 'claude-code',
      changedAt: expect.any(Number),
    });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('is found where CLAUDE_CONFIG_DIR points', async () => {
    await put('elsewhere/.credentials.json', document());
    env['CLAUDE_CONFIG_DIR'] = join(home, 'elsewhere');
    expect((await resolved('login:claude-code')).secret).toBe(secret);
  });

  it('without a refresh token ends for good, and counts only with scopes', async () => {
    await put('.claude/.credentials.json', document({ refreshToken: undefined }));
    expect(await resolved('login:claude-code')).toMatchObject({
      renewedBy: null,
      expiresAt: 1_800_000_000_000,
    });
    await put('.claude/.credentials.json', document({ refreshToken: undefined, scopes: undefined }));
    expect((await failure(resolved('login:claude-code'))).code).toBe('not_found');
  });

  test.each([
    [1_800_000_000, 1_800_000_000_000],
    [0, null],
    ['soon', null],
    [undefined, null],
  ])('with the end %s ends at %s', async (expiresAt, end) => {
    await put('.claude/.credentials.json', document({ expiresAt }));
    expect((await resolved('login:claude-code')).expiresAt).toBe(end);
  });

  it('that is half written is read again a moment later', async () => {
    const path = await put('.claude/.credentials.json', document().slice(0, 60));
    const reading = resolved('login:claude-code');
    setTimeout(() => void writeFile(path, document()), 60);
    expect((await reading).secret).toBe(secret);
  });

  test.each([
    ['is missing', null, 'not_found'],
    ['is logged out', '{}', 'not_found'],
    ['holds only other logins', '{"mcpOAuth":{"x":{"accessToken":"y"}}}', 'not_found'],
    ['has an empty token', '{"claudeAiOauth":{"accessToken":"","refreshToken":"r"}}', 'not_found'],
    ['stays broken', '{"claudeAiOauth":', 'invalid_input'],
    ['is a list', '[]', 'invalid_input'],
  ])('that %s is said with what to do', async (_what, text, code) => {
    if (text !== null) await put('.claude/.credentials.json', text);
    expect(await failure(resolved('login:claude-code'))).toMatchObject({
      code,
      message: expect.stringMatching(/start claude and log in/),
    });
  });

  it('in the Keychain of macOS is left to Claude Code', async () => {
    expect(await readLogin('claude-code', { env, files }, 'darwin')).toMatchObject({
      secret: null,
      owner: 'claude-code',
      renewedBy: 'claude-code',
    });
  });
});

describe('the login of Codex', () => {
  it('is read from CODEX_HOME, with the end its token tells', async () => {
    const token = jwt({ exp: 1_800_000_000 });
    await put(
      'codex/auth.json',
      JSON.stringify({
        auth_mode: 'chatgpt',
        OPENAI_API_KEY: null,
        tokens: { access_token: token, refresh_token: 'r' },
      }),
    );
    env['CODEX_HOME'] = join(home, 'codex');
    expect(await resolved('login:codex')).toMatchObject({
      secret: token,
      expiresAt: 1_800_000_000_000,
      expiryFrom: 'jwt',
      owner: 'codex',
      renewedBy: 'codex',
    });
  });

  it('by API key is that key', async () => {
    await put(
      '.codex/auth.json',
      JSON.stringify({ auth_mode: 'apikey', OPENAI_API_KEY: secret, tokens: null }),
    );
    expect(await resolved('login:codex')).toMatchObject({
      secret,
      expiresAt: null,
      owner: 'codex',
      renewedBy: null,
    });
  });

  it('that is missing is said, and that the keyring is not opened', async () => {
    expect(await failure(resolved('login:codex'))).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/keyring.*codex login/),
    });
  });
});
