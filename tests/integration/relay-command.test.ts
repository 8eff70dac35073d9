import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../fixtures/free-port.ts';
import { runCli, scratchEnvironment } from '../fixtures/keywatch-process.ts';

test('where no Keywatch runs, the relay is open until another command closes it, and says so', async () => {
  const home = mkdtempSync(join(tmpdir(), 'keywatch-relay-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const env = scratchEnvironment(home);
  const open = runCli(env, ['relay', '--port', String(await freePort())]);

  await vi.waitFor(
    async () => expect((await runCli(env, ['relay', 'status', '--json'])).stdout).toContain('"url":"http://'),
    { timeout: 20_000, interval: 200 },
  );
  expect((await runCli(env, ['relay', 'stop'])).stdout).toBe('The relay is closed.\n');

  const { code, stdout } = await open;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^The relay is at http:\/\/127\.0\.0\.1:\d+\n[^]*\nThe relay was closed; /);
}, 40_000);
