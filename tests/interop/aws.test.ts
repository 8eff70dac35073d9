import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecretStores } from '../../src-main/secret-stores/secret-stores.ts';
import { troubleOf } from '../../src-main/secret-stores/trouble.ts';
import { inStore, storeReach } from '../fixtures/store-reach.ts';

const found = spawnSync('aws', ['--version'], { encoding: 'utf8' });
const whyNot =
  process.platform === 'win32'
    ? 'the wrapper that leads it here is a shell script'
    : found.status === 0
      ? null
      : 'aws is not installed here';
if (whyNot !== null) console.warn(`Not shown with a real aws: ${whyNot}.`);

/** What Secrets Manager answers (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html). */
const answers: Readonly<Record<string, readonly [number, object]>> = {
  plain: [200, { Name: 'plain', SecretString: 'invented-plain' }],
  'prod/keys': [200, { Name: 'prod/keys', SecretString: '{"A":"invented-a","B":"invented-b"}' }],
  closed: [400, { __type: 'AccessDeniedException', message: 'User: x is not authorized to perform: y' }],
  stranger: [400, { __type: 'UnrecognizedClientException', message: 'The security token is invalid.' }],
};
const nothing = [400, { __type: 'ResourceNotFoundException', message: 'It cannot be found.' }] as const;

describe.skipIf(whyNot !== null)(`a real aws${whyNot === null ? '' : ` (${whyNot})`}`, () => {
  let home: string;
  let server: Server;
  const gave = new Map<string, unknown>();

  // All at once: most of each is the start of its interpreter.
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'kw-aws-'));
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (part) => (text += String(part)));
      request.on('end', () => {
        const { SecretId = '' } = JSON.parse(text) as { SecretId?: string };
        const isAsked = request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue';
        const [status, body] = isAsked ? (answers[SecretId] ?? nothing) : ([500, {}] as const);
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const real = spawnSync('sh', ['-c', 'command -v aws'], { encoding: 'utf8' }).stdout.trim();
    writeFileSync(join(home, 'aws'), `#!/bin/sh\nexec '${real}' --endpoint-url ${url} "$@"\n`, {
      mode: 0o700,
    });
    const around = { PATH: `${home}:${process.env['PATH']}`, HOME: home, HTTPS_PROXY: 'http://127.0.0.1:9' };
    const signedIn = { AWS_ACCESS_KEY_ID: 'invented', AWS_SECRET_ACCESS_KEY: 'invented' };
    // Both versions find their region by the name that only the second one reads.
    const known = { ...around, ...signedIn, AWS_REGION: 'eu-west-1' };
    await Promise.all([
      ...['plain', 'prod/keys', 'prod/keys#B', 'nothing', 'closed', 'stranger'].map((name) =>
        ask(name, known),
      ),
      ask('plain', { ...around, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true' }, 'by nobody'),
      ask('plain', { ...around, ...signedIn }, 'in no region'),
    ]);
  }, 120_000);
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });

  async function ask(name: string, env: Record<string, string>, as = name): Promise<void> {
    const { reach } = storeReach(home, env);
    const patient: typeof reach.spawn = (program, args, options) =>
      reach.spawn(program, args, { ...options, timeoutMs: 100_000 });
    const stores = createSecretStores({ ...reach, spawn: patient });
    gave.set(
      as,
      await stores
        .read(inStore(`aws-sm:${name}`))
        .catch((error: unknown) => troubleOf(error)?.trouble ?? error),
    );
  }

  it.each([
    ['plain', 'invented-plain'],
    ['prod/keys', 'unusable'],
    ['prod/keys#B', 'invented-b'],
    ['nothing', 'missing'],
    ['closed', 'denied'],
    ['stranger', 'not_signed_in'],
    ['by nobody', 'not_signed_in'],
    ['in no region', 'not_set_up'],
  ])('asked %s, it is understood: %s', (as, given) => {
    expect(gave.get(as)).toBe(given);
  });
});
