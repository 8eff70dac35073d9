// Serves the sample vault as it is at one moment, with a home laid out for it, and an empty and a torn vault beside it. Says
// where they are in one line of JSON and ends on SIGTERM: `node --import ./tests/torture/source-loader.mjs …`.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bodies } from '../../src-main/demo/bodies.ts';
import { openSample } from '../../src-main/demo/sample.ts';
import { asResponse } from '../../src-main/demo/stories.ts';
import { serveOrRecover } from '../../src-main/headless/serve-or-recover.ts';
import { serve } from '../../src-main/headless/serve.ts';
import { createLog } from '../../src-main/machine/log.ts';
import type { Clock, Fetch } from '../../src-main/ports.ts';
import { backupName } from '../../src-main/vault/backup-names.ts';
import { layHome } from './laid-home.ts';
import { moment, newKey } from './moment.ts';
import { seededRandom } from './seeded-random.ts';
import { standingClock } from './standing-clock.ts';

const windowDirectory = join(import.meta.dirname, '../../dist/renderer');
const log = createLog('warn', (line) => console.error(line));

/** What pictures show of each directory that was made here: several are served at once, wherever there is room for them. */
const directories: Record<string, string> = {};

function makeDirectory(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  directories[path] = `/tmp/${name}`;
  return path;
}

/** The far side of the sample, to which one more key is known. */
const knowing =
  (fetch: Fetch, clock: Clock): Fetch =>
  async (request, signal) => {
    if (!Object.values(request.headers).some((value) => value.includes(newKey)))
      return fetch(request, signal);
    await new Promise<void>((resolve) => {
      clock.after(214, resolve);
    });
    return asResponse({ status: 200, body: bodies.ok('anthropic'), latencyMs: 214 });
  };

async function serveSample(name: string) {
  const sample = openSample({
    directory: makeDirectory(name),
    clock: standingClock(moment),
    random: seededRandom('the sample of the pictures'),
  });
  layHome(sample.home, moment);
  const served = await serve({
    env: {},
    home: sample.home,
    directory: sample.directory,
    log,
    browser: true,
    port: 0,
    windowDirectory,
    sample: { ...sample, ports: { ...sample.ports, fetch: knowing(sample.ports.fetch, sample.clock) } },
  });
  return { ...served, directory: sample.directory };
}

async function serveEmpty(name: string, prepare: (data: string) => void = () => {}) {
  const directory = makeDirectory(name);
  prepare(join(directory, 'data'));
  const served = await serveOrRecover({
    env: { KEYWATCH_NO_KEYRING: '1' },
    home: directory,
    directory: join(directory, 'data'),
    log,
    browser: true,
    port: 0,
    windowDirectory,
    recovers: true,
  });
  const close = async () => {
    await served.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: served.url, data: join(directory, 'data'), close };
}

/** A vault of which nothing is left but a backup: that of another vault will do. */
const tornFrom = (sound: string) => (data: string) => {
  mkdirSync(join(data, 'backups'), { recursive: true, mode: 0o700 });
  writeFileSync(join(data, 'vault.json'), '{', { mode: 0o600 });
  copyFileSync(join(sound, 'vault.json'), join(data, 'backups', backupName(moment - 86_400_000, 7, 'key')));
};

const ended = new Promise((resolve) => {
  process.once('SIGTERM', resolve);
  // Whoever wanted the pictures is gone.
  process.stdin.once('end', resolve).resume();
});
const empty = await serveEmpty('keywatch-empty');
const torn = await serveEmpty('keywatch-torn', tornFrom(empty.data));
const sample = await serveSample('keywatch-sample');
const addresses = { sample: sample.url, empty: empty.url, unreadable: torn.url };
console.log(JSON.stringify({ addresses, directories, directory: sample.directory }));
await ended;
await Promise.all([sample.close(), empty.close(), torn.close()]);
process.exit(0);
