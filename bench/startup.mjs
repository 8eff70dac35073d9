// From process start to the first answer of `serve`, and what the window and the app load first.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { connectLocal } from '../src-cli/local-client.ts';
import { checkBuilt, dist, fill, scratch, serve } from './keywatch.mjs';
import { inMs, spread, timed } from './measure.mjs';

const profiles = 1000;
const rounds = 15;
const goalMs = 350;

export async function startup(report) {
  checkBuilt();
  const place = scratch();
  try {
    await fill(place, profiles);
    const took = [];
    const bare = [];
    for (let round = -2; round < rounds; round++) {
      const ms = await firstAnswer(place);
      if (round < 0) continue;
      took.push(ms);
      bare.push(timed(process.execPath, ['-e', '0'], place.env));
    }
    const answer = spread(took);
    const ratio = answer.median / spread(bare).median;
    report([
      { what: 'node -e 0', said: inMs(spread(bare)) },
      {
        what: `serve: start to first answer, ${profiles} profiles, key file`,
        said: `${inMs(answer)}, ${ratio.toFixed(2)} × bare`,
        goal: `≤ ${goalMs} ms`,
        reached: answer.median <= goalMs,
      },
      size('window: what the first page loads, gzip', 'renderer', firstScripts, 200),
      size('app: main entry and what it imports at once, gzip', 'main', () => ['main.js'], 250),
    ]);
  } finally {
    place.remove();
  }
}

/** Milliseconds from starting the process to its answer to the first call: the status of all profiles. */
async function firstAnswer({ env, home }) {
  const begun = performance.now();
  const running = await serve(env);
  const door = await connectLocal(running.socket, home, 'bench');
  const { summary } = await door.client.status({});
  const took = performance.now() - begun;
  if (summary.total !== profiles) throw new Error(`serve knows ${summary.total} profiles of ${profiles}`);
  door.close();
  await running.stop();
  return took;
}

function size(what, folder, entriesIn, goalKb) {
  const directory = join(dist, folder);
  if (!existsSync(directory)) return { what, said: 'not built' };
  const files = loadedWith(entriesIn(directory).map((entry) => join(directory, entry)));
  const kb = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000;
  return {
    what,
    said: `${kb.toFixed(1)} kB in ${files.length} ${files.length === 1 ? 'file' : 'files'}`,
    goal: `≤ ${goalKb} kB`,
    reached: kb <= goalKb,
  };
}

/** The scripts index.html asks for. */
function firstScripts(directory) {
  const html = readFileSync(join(directory, 'index.html'), 'utf8');
  return [...html.matchAll(/<script[^>]+src="\.?\/?([^"]+)"/g)].map(([, source]) => source);
}

/** Files and everything they import without being asked twice; `import()` comes later and does not count. */
function loadedWith(entries) {
  const found = new Set();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const [, source] of readFileSync(file, 'utf8').matchAll(
      /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{},\s]*?from\s*)?["'](\.{1,2}\/[^"']+)["']/g,
    ))
      waiting.push(join(dirname(file), source));
  }
  return [...found];
}
