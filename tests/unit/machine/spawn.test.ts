import { expect, it } from 'vitest';
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
