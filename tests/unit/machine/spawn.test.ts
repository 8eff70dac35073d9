import { expect, it } from 'vitest';
import { childEnvironment } from '../../../src-main/machine/child-environment.ts';
import { systemSpawn } from '../../../src-main/machine/spawn.ts';

const spawn = systemSpawn(process.env);
const shell = (script: string, timeoutMs = 5_000) => spawn('/bin/sh', ['-c', script], { timeoutMs });

it.skipIf(process.platform === 'win32')(
  'gives what a program said and how it ended, whether or not it reads its input',
  async () => {
    const ended = await spawn('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3'], {
      timeoutMs: 5_000,
      input: 'x'.repeat(1_000_000),
    });
    expect(ended).toEqual({ code: 3, stdout: 'out\n', stderr: 'err\n' });
  },
);

it.skipIf(process.platform === 'win32')(
  'does not wait for a child of the program that holds its pipes open',
  async () => {
    const began = Date.now();
    await expect(shell('sleep 20 & sleep 20', 200)).rejects.toMatchObject({
      name: 'TransportError',
      reason: 'timeout',
    });
    expect(Date.now() - began).toBeLessThan(5_000);
  },
);

it('says of a program that is not there that it is not installed', async () => {
  await expect(spawn('keywatch-no-such-program', [], { timeoutMs: 5_000 })).rejects.toThrow(
    'keywatch-no-such-program is not installed',
  );
});

it.skipIf(process.platform === 'win32')(
  'gives a program what it needs to run and nothing that is ours or another program’s',
  async () => {
    const spawnIn = systemSpawn({
      PATH: '/usr/bin:/bin',
      HOME: '/home/somebody',
      LC_ALL: 'C',
      GNUPGHOME: '/home/somebody/.gnupg',
      KEYWATCH_PASSPHRASE_FILE: '/run/secrets/passphrase',
      KEYWATCH_KEY_FILE: '/run/secrets/key',
      ANTHROPIC_API_KEY: 'invented',
      AWS_SECRET_ACCESS_KEY: 'invented',
      NODE_OPTIONS: '--require /elsewhere/evil.js',
      LD_PRELOAD: '/elsewhere/evil.so',
      OP_SERVICE_ACCOUNT_TOKEN: 'invented',
    });
    const { stdout } = await spawnIn('/usr/bin/env', [], { timeoutMs: 5_000, env: { GIVEN: 'yes' } });
    expect(stdout.trim().split('\n').sort()).toEqual([
      'GIVEN=yes',
      'GNUPGHOME=/home/somebody/.gnupg',
      'HOME=/home/somebody',
      'LC_ALL=C',
      'PATH=/usr/bin:/bin',
    ]);
  },
);

it('gives what 1Password is signed in by to its own program alone', () => {
  const env = { PATH: '/bin', OP_SERVICE_ACCOUNT_TOKEN: 'invented', OP_ACCOUNT: 'mine' };
  expect(childEnvironment(env, 'op')).toEqual(env);
  expect(childEnvironment(env, '/usr/local/bin/op')).toEqual(env);
  expect(childEnvironment(env, 'C:\\Tools\\op.exe')).toEqual(env);
  expect(childEnvironment(env, '/elsewhere/top')).toEqual({ PATH: '/bin' });
  expect(childEnvironment(env, 'constructor')).toEqual({ PATH: '/bin' });
});
