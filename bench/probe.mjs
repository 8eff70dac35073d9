// Asking 5,000 profiles beside a bare loop of fetch: what the core adds to a question, with the limits lifted.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { spread } from './measure.mjs';

const profiles = 5000;
const concurrency = 32;
const rounds = 7;
const warm = 2;
const leastRatio = 0.8;
const mostGrowth = 40e6;

// What is left of the round before is not the next one's.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

export async function probe(report) {
  const directory = mkdtempSync(join(tmpdir(), 'keywatch-bench-'));
  // One question at a time and host is the rule that stays, so there are as many hosts as questions at once.
  const server = fork(join(import.meta.dirname, 'probe-server.mjs'), [String(concurrency)]);
  try {
    const urls = await heard(server);
    const { fill, open, secretOf } = await bundled(join(directory, 'core'));
    const data = join(directory, 'data');
    await fill(data, profiles, urls);
    const core = await open(data, concurrency);
    const ways = { bare: () => bare(urls, secretOf), core: () => asked(core.keywatch) };
    const took = { bare: [], core: [] };
    let answered = await count(server);
    let lost = 0;
    let floor = 0;
    let peak = 0;
    for (let round = -warm; round < rounds; round++) {
      for (const [name, act] of Object.entries(ways)) {
        collect();
        if (round >= 0 && floor === 0) floor = process.memoryUsage.rss();
        const begun = performance.now();
        lost += profiles - (await act());
        if (round >= 0) took[name].push(performance.now() - begun);
        peak = Math.max(peak, process.memoryUsage.rss());
        lost += Math.abs((await count(server)) - answered - profiles);
        answered += profiles;
      }
    }
    await core.close();
    const ratio = spread(took.bare.map((ms, round) => ms / took.core[round]));
    const perSecond = (list) => {
      const { median, low, high } = spread(list.map((ms) => (profiles / ms) * 1000));
      return `${median.toFixed(0)} a second (${low.toFixed(0)}–${high.toFixed(0)})`;
    };
    report([
      { what: `fetch alone, ${profiles} questions, ${concurrency} at once`, said: perSecond(took.bare) },
      {
        what: `the core, ${profiles} profiles, each answer judged and kept`,
        said: `${perSecond(took.core)}, ${ratio.median.toFixed(2)} × bare (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`,
        goal: `≥ ${leastRatio} ×`,
        reached: ratio.median >= leastRatio,
      },
      { what: '… answers lost', said: String(lost), goal: 'none', reached: lost === 0 },
      {
        what: `… memory beyond that of the first round, after ${rounds}`,
        said: `${((peak - floor) / 1e6).toFixed(1)} MB`,
        goal: `≤ ${mostGrowth / 1e6} MB`,
        reached: peak - floor <= mostGrowth,
      },
    ]);
  } finally {
    server.disconnect();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** As many workers as questions at once, each with a host of its own; gives how many were answered. */
async function bare(urls, secretOf) {
  let answers = 0;
  await Promise.all(
    urls.map(async (url, worker) => {
      for (let n = worker; n < profiles; n += urls.length) {
        const response = await fetch(`${url}/v1/models`, {
          headers: { accept: 'application/json', authorization: `Bearer ${secretOf(n)}` },
          redirect: 'manual',
        });
        const { data } = await response.json();
        if (response.status === 200 && data.length > 0) answers++;
      }
    }),
  );
  return answers;
}

async function asked(keywatch) {
  const before = Date.now();
  const answers = await keywatch.probes.test();
  const fresh = (id) => keywatch.profiles.get(id).lastAnswer?.at >= before;
  return answers.filter(({ id, outcome }) => outcome === 'ok' && fresh(id)).length;
}

/** The core as one file, as the hosts bundle it. */
export async function bundled(outDir) {
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { atomically: join(import.meta.dirname, '../src-main/vault/replace-file.ts') } },
    ssr: { noExternal: true, external: ['@napi-rs/keyring'] },
    build: {
      ssr: join(import.meta.dirname, 'probe-core.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node22.13',
      minify: false,
      rolldownOptions: { external: [/^node:/, ...builtinModules], output: { entryFileNames: 'core.mjs' } },
    },
  });
  return import(pathToFileURL(join(outDir, 'core.mjs')).href);
}

const heard = (child) => new Promise((resolve) => child.once('message', resolve));
const count = (child) => {
  child.send('how many');
  return heard(child);
};
