import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createSecretStores, type SecretStores } from '../../../src-main/secret-stores/secret-stores.ts';
import { troubleOf } from '../../../src-main/secret-stores/trouble.ts';
import { inStore, storeReach } from '../../fixtures/store-reach.ts';

const secret = 'invented-secret-0123456789';
const uuid = '00000000-0000-4000-8000-000000000000';
let home: string;
let bin: string;
let env: Record<string, string>;
let stores: SecretStores;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'keywatch-stores-'));
  bin = join(home, 'bin');
  await mkdir(bin, { mode: 0o700 });
  env = { PATH: bin, HOME: home };
  stores = createSecretStores(storeReach(home, env).reach);
});
afterEach(() => rm(home, { recursive: true }));

/** A program of a store: it notes how it was called, then does what is said. */
async function program(name: string, script: string, mode = 0o700): Promise<string> {
  const path = join(bin, name);
  const noted = `PATH=/usr/bin:/bin; printf '%s\\n' "$@" > '${home}/called'; env > '${home}/env'`;
  await writeFile(path, `#!/bin/sh\n${noted}\n${script}\n`, { mode });
  await chmod(path, mode);
  return path;
}
const called = async () => (await readFile(join(home, 'called'), 'utf8')).trimEnd().split('\n');
const says = (text: string, code: number) => `cat >&2 <<'END'\n${text}\nEND\nexit ${code}`;
const prints = (text: string) => `cat <<'END'\n${text}\nEND`;

const read = (text: string) => stores.read(inStore(text), true);

async function trouble(attempt: Promise<unknown>) {
  const error: unknown = await attempt.then(
    (given) => new Error(`it gave ${String(given)}`),
    (thrown: unknown) => thrown,
  );
  const told = troubleOf(error);
  if (told === null) throw error;
  expect(JSON.stringify([String(error), told])).not.toContain(secret);
  return told;
}

describe.skipIf(process.platform === 'win32')('a store that is asked through its program', () => {
  test.each([
    {
      text: 'op://Private/Claude key/credential',
      name: 'op',
      script: `printf '%s' '${secret}'`,
      args: ['read', '--no-newline', 'op://Private/Claude key/credential'],
    },
    {
      text: `bws:${uuid}`,
      name: 'bws',
      script: prints(
        JSON.stringify({ object: 'secret', id: uuid, key: 'ANTHROPIC', value: secret, note: '' }),
      ),
      args: ['secret', 'get', uuid, '--output', 'json', '--color', 'no'],
    },
    {
      text: 'aws-sm:prod/keys#ANTHROPIC',
      name: 'aws',
      script: prints(
        JSON.stringify({
          Name: 'prod/keys',
          SecretString: JSON.stringify({ ANTHROPIC: secret, OPENAI: 'x' }),
        }),
      ),
      args: ['secretsmanager', 'get-secret-value', '--secret-id', 'prod/keys', '--output', 'json'],
    },
    {
      text: 'aws-sm:arn:aws:secretsmanager:eu-west-1:000000000000:secret:key-AbCdEf',
      name: 'aws',
      script: prints(JSON.stringify({ SecretString: secret })),
      args: [
        'secretsmanager',
        'get-secret-value',
        '--secret-id',
        'arn:aws:secretsmanager:eu-west-1:000000000000:secret:key-AbCdEf',
        '--output',
        'json',
        '--region',
        'eu-west-1',
      ],
    },
    {
      text: 'infisical:project-1/prod/apps/chat/ANTHROPIC_API_KEY',
      name: 'infisical',
      script: prints(secret),
      args: [
        'secrets',
        'get',
        'ANTHROPIC_API_KEY',
        '--projectId=project-1',
        '--env=prod',
        '--path=/apps/chat',
        '--plain',
        '--silent',
        '--telemetry=false',
      ],
    },
    {
      text: 'pass:work/anthropic',
      name: 'pass',
      script: prints(`${secret}\nuser: me`),
      args: ['show', 'work/anthropic'],
    },
    {
      text: 'pass:work/anthropic#API key',
      name: 'pass',
      script: prints(`a password\nuser: me\nApi Key: ${secret}`),
      args: ['show', 'work/anthropic'],
    },
    { text: 'pass:work', name: 'gopass', script: prints(secret), args: ['show', '--password', 'work'] },
    { text: 'pass:work#key', name: 'gopass', script: prints(secret), args: ['show', 'work', 'key'] },
  ])('$text is read by $name', async ({ text, name, script, args }) => {
    await program(name, script);
    expect(await read(text)).toBe(secret);
    expect(await called()).toEqual(args);
  });

  const exception = (name: string) =>
    `An error occurred (${name}) when calling the GetSecretValue operation: told in English`;
  const bwsError = (what: string) => `Error: \n   0: ${what}\n\nLocation:\n   crates/bws/src/main.rs:67`;

  test.each([
    [
      'op://a/b/c',
      'op',
      says('[ERROR] 2026/01/01 00:00:00 You are not currently signed in. Please run `op signin --help`', 1),
      'not_signed_in',
    ],
    [
      'op://a/b/c',
      'op',
      says('[ERROR] 2026/01/01 00:00:00 No accounts configured for use with 1Password CLI.', 1),
      'not_signed_in',
    ],
    [
      'op://a/b/c',
      'op',
      says('[ERROR] 2026/01/01 00:00:00 authorization prompt dismissed, please try again', 1),
      'locked',
    ],
    [
      'op://a/b/c',
      'op',
      says(
        `[ERROR] could not read secret 'op://a/b/c': could not get item a/b: "a" isn't a vault in this account.`,
        1,
      ),
      'missing',
    ],
    ...(
      [
        [
          `could not read secret 'op://a/b/c': could not get item a/b: "b" isn't an item in the "a" vault`,
          'missing',
        ],
        [`could not read secret 'op://a/b/c': item 'a/b' does not have a field 'c'`, 'missing'],
        [
          `"401 desktop app" isn't an item in the "network" vault. Specify the item with its UUID, name, or domain.`,
          'missing',
        ],
        [`invalid secret reference 'op://a/b/c': too few '/'`, 'missing'],
        ['More than one item matches "b". Try again and specify the item by its ID:', 'unusable'],
        [`could not read secret 'op://a/b/c': error initializing client: authorization timeout`, 'locked'],
        [`connecting to desktop app: 1Password CLI couldn't connect to the 1Password desktop app.`, 'locked'],
        ['error initializing client: found no accounts for filter "x"', 'not_signed_in'],
        ['no account found for filter', 'not_signed_in'],
        ['error initializing client: (401) Unauthorized: Authentication required.', 'not_signed_in'],
        ['(101) You do not have permission to perform this action', 'denied'],
        ['(429) Too Many Requests: You have reached the limit.', 'unwell'],
        ['something nobody has seen', 'unwell'],
      ] as const
    ).map(([told, why]) => ['op://a/b/c', 'op', says(`[ERROR] 2026/01/01 00:00:00 ${told}`, 1), why]),
    ['op://a/b/c', 'op', says('[ERROR] 2020/01/01 00:00:00 unknown command "read" for "op"', 1), 'too_old'],
    [`bws:${uuid}`, 'bws', says(bwsError('Missing access token'), 1), 'not_signed_in'],
    [
      `bws:${uuid}`,
      'bws',
      says(bwsError('Received error message from server: [400 Bad Request] {"error":"invalid_client"}'), 1),
      'not_signed_in',
    ],
    [
      `bws:${uuid}`,
      'bws',
      says(
        bwsError('Received error message from server: [404 Not Found] {"message":"Resource not found."}'),
        1,
      ),
      'missing',
    ],
    [
      `bws:${uuid}`,
      'bws',
      says(bwsError('error sending request for url (https://identity.example/connect/token)'), 1),
      'unreachable',
    ],
    [
      `bws:${uuid}`,
      'bws',
      says("[2026-01-01T00:00:00Z ERROR bws] Access token isn't associated to an organization.", 0),
      'not_signed_in',
    ],
    [`bws:${uuid}`, 'bws', says("error: unrecognized subcommand 'secret'", 2), 'too_old'],
    ['aws-sm:x', 'aws', says(exception('ResourceNotFoundException'), 254), 'missing'],
    ['aws-sm:x', 'aws', says(exception('AccessDeniedException'), 254), 'denied'],
    ['aws-sm:x', 'aws', says(exception('ExpiredTokenException'), 254), 'not_signed_in'],
    ['aws-sm:x', 'aws', says(exception('SignatureDoesNotMatch'), 255), 'not_signed_in'],
    [
      'aws-sm:x',
      'aws',
      says('Unable to locate credentials. You can configure credentials by running "aws configure".', 253),
      'not_signed_in',
    ],
    [
      'aws-sm:x',
      'aws',
      says('Error when retrieving token from sso: Token has expired and refresh failed', 255),
      'not_signed_in',
    ],
    [
      'aws-sm:x',
      'aws',
      says('You must specify a region. You can also configure your region by running "aws configure".', 253),
      'not_set_up',
    ],
    [
      'aws-sm:x',
      'aws',
      says('Could not connect to the endpoint URL: "https://secretsmanager.eu-west-1.amazonaws.com/"', 255),
      'unreachable',
    ],
    ['aws-sm:x', 'aws', prints(JSON.stringify({ SecretString: '{"a":"1","b":"2"}' })), 'unusable'],
    ['aws-sm:x#c', 'aws', prints(JSON.stringify({ SecretString: '{"a":"1","b":"2"}' })), 'missing'],
    ['aws-sm:x', 'aws', prints(JSON.stringify({ SecretBinary: 'AAAA' })), 'unusable'],
    [
      'infisical:p/e/X',
      'infisical',
      says('error: You must be logged in to run this command. To login, run [infisical login]', 1),
      'not_signed_in',
    ],
    ['infisical:p/e/X', 'infisical', says('Response Code: 401 Unauthorized', 1), 'not_signed_in'],
    ['infisical:p/e/X', 'infisical', says('Response Code: 403 Forbidden', 1), 'denied'],
    ['infisical:p/e/X', 'infisical', says('Response Code: 503 Service Unavailable', 1), 'unwell'],
    [
      'infisical:p/e/X',
      'infisical',
      says(
        'error: CallGetSecretsV4: Unable to complete api request [err=Get "https://x.invalid": dial tcp: lookup x.invalid: no such host]',
        1,
      ),
      'unreachable',
    ],
    ['infisical:p/e/X', 'infisical', says('Error: unknown flag: --telemetry', 1), 'too_old'],
    ['infisical:p/e/X', 'infisical', prints('*not found*'), 'missing'],
    ['infisical:p/e/X', 'infisical', 'exit 0', 'missing'],
    ['pass:x', 'pass', says('Error: x is not in the password store.', 1), 'missing'],
    ['pass:x', 'pass', prints('x\n├── a\n└── b'), 'missing'],
    ['pass:x', 'gopass', prints('x\n├── a\n└── b\n'), 'missing'],
    ['pass:x', 'gopass', says('Error: flag provided but not defined: -password.', 1), 'too_old'],
    [
      'pass:x',
      'gopass',
      says("Error: password-store is not initialized. Try 'gopass init'", 10),
      'not_set_up',
    ],
    ['pass:x#none', 'pass', prints(`${secret}\nuser: me`), 'missing'],
    [
      'pass:x',
      'pass',
      says(
        'gpg: public key decryption failed: Operation cancelled\ngpg: decryption failed: No secret key',
        2,
      ),
      'locked',
    ],
    ['pass:x', 'pass', says('gpg: decryption failed: No secret key', 2), 'denied'],
  ])('%s: %s that does this is %4$s', async (text, name, script, why) => {
    await program(name, script);
    expect((await trouble(read(text))).trouble).toBe(why);
  });

  it('tells what to do of one that is too old, and of a locked one', async () => {
    await program('op', says('[ERROR] unknown command "read" for "op"', 1));
    expect(await trouble(read('op://a/b/c'))).toMatchObject({
      what: 'op here is too old to be asked, or another program of that name',
      remedy: 'install the 1Password command line',
    });
    await program('op', says('[ERROR] authorization prompt dismissed, please try again', 1));
    expect((await trouble(read('op://a/b/c'))).remedy).toContain('let its command line in');
  });

  it('aws of the first version finds the region that was named for the second', async () => {
    env['AWS_REGION'] = 'eu-west-1';
    await program('aws', prints(JSON.stringify({ SecretString: secret })));
    await read('aws-sm:x');
    expect(await readFile(join(home, 'env'), 'utf8')).toContain('AWS_DEFAULT_REGION=eu-west-1');
  });

  it('is not installed: what to do is told', async () => {
    expect(await trouble(read('op://a/b/c'))).toEqual({
      store: 'op',
      trouble: 'no_program',
      what: 'op, which asks 1Password, is not installed where Keywatch runs',
      remedy: 'install the 1Password command line',
    });
  });

  it('is not run where other users could put another program in its place', async () => {
    const path = await program('bws', prints('{}'), 0o777);
    expect((await trouble(read(`bws:${uuid}`))).what).toContain('could be replaced by other users');
    await chmod(path, 0o700);
    await chmod(bin, 0o777);
    expect((await trouble(read(`bws:${uuid}`))).trouble).toBe('no_program');
  });

  it('may be a link to a program that is safe, and none to one that is not', async () => {
    const path = await program('op-2.1', `printf '%s' '${secret}'`);
    await symlink(path, join(bin, 'op'));
    expect(await read('op://a/b/c')).toBe(secret);
    await chmod(path, 0o777);
    expect((await trouble(read('op://a/b/c'))).trouble).toBe('no_program');
  });

  it('gets what it is signed in by and no other key of the environment', async () => {
    Object.assign(env, {
      AWS_ACCESS_KEY_ID: 'invented-id',
      AWS_SECRET_ACCESS_KEY: 'invented-key',
      BWS_ACCESS_TOKEN: 'invented-token',
      ANTHROPIC_API_KEY: 'invented',
      VAULT_TOKEN: 'invented',
    });
    await program('aws', prints(JSON.stringify({ SecretString: secret })));
    await read('aws-sm:x');
    const given = await readFile(join(home, 'env'), 'utf8');
    expect(given).toContain('AWS_SECRET_ACCESS_KEY=invented-key');
    expect(given).not.toMatch(/ANTHROPIC|BWS_|VAULT_TOKEN/);
  });

  it('that prints without end or far too much gives nothing', async () => {
    await program('op', 'head -c 3000000 /dev/zero | tr "\\0" x');
    expect((await trouble(read('op://a/b/c'))).trouble).toBe('unusable');
  });

  it('that never answers is given up on', async () => {
    await program('bws', 'exec sleep 60');
    const slow = storeReach(home, env).reach;
    const spawn: typeof slow.spawn = (command, args, options) =>
      slow.spawn(command, args, { ...options, timeoutMs: 100 });
    stores = createSecretStores({ ...slow, spawn });
    expect(await trouble(read(`bws:${uuid}`))).toMatchObject({
      trouble: 'unreachable',
      what: 'bws did not answer within 20 s',
    });
  });

  it('is never started for a look where it may ask its person', async () => {
    await program('op', `printf '%s' '${secret}'`);
    await stores.look(inStore('op://a/b/c'));
    await expect(called()).rejects.toThrow();
    expect(stores.mayPrompt(inStore('infisical:p/e/X'))).toBe(true);
    env['INFISICAL_TOKEN'] = 'invented';
    expect(stores.mayPrompt(inStore('infisical:p/e/X'))).toBe(false);
  });
});
