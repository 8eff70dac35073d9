// A built Keywatch with data of its own: profiles that a provider on this machine has answered about.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectLocal } from '../src-cli/local-client.ts';

/** What is measured: `dist`, or another build named in KEYWATCH_DIST. */
export const dist = process.env.KEYWATCH_DIST ?? join(import.meta.dirname, '../dist');
export const command = join(dist, 'cli/keywatch.cjs');

/** Throws when `npm run build` was not run. */
export function checkBuilt() {
  if (!existsSync(command)) throw new Error(`There is no ${command}; run npm run build first.`);
}

/** An environment with a data directory of its own and the key in a file beside the vault. */
export function scratch() {
  const directory = mkdtempSync(join(tmpdir(), 'keywatch-bench-'));
  const home = join(directory, 'data');
  const env = {
    PATH: process.env.PATH,
    HOME: directory,
    KEYWATCH_HOME: home,
    KEYWATCH_NO_KEYRING: '1',
    KEYWATCH_LOG: 'error',
  };
  return { home, env, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** Starts `keywatch serve --json`; resolves with its document when it has said where it is. */
export async function serve(env, ...args) {
  const child = spawn(process.execPath, [command, 'serve', '--json', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const document = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`keywatch serve ended with ${code}`)));
  });
  return {
    ...document,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
      }),
  };
}

/** Fills a data directory with so many profiles, each tested once by a provider on this machine. */
export async function fill({ env, home }, count) {
  const provider = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end('{"data":[],"object":"list"}');
  });
  await new Promise((resolve) => {
    provider.listen(0, '127.0.0.1', resolve);
  });
  const baseUrl = `http://127.0.0.1:${provider.address().port}`;
  const running = await serve(env, '--no-browser');
  const door = await connectLocal(running.socket, home, 'bench');
  const ids = [];
  for (let n = 0; n < count; n++) {
    const { profile } = await door.client.profiles.add({
      provider: 'openai',
      name: `Profile ${n}`,
      secret: `sk-proj-${randomBytes(40).toString('hex')}`,
      baseUrl,
      force: true,
      probe: false,
    });
    ids.push(profile.id);
  }
  await door.client.probes.test({});
  door.close();
  await running.stop();
  provider.close();
  return ids;
}
