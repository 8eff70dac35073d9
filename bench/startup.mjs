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
    const took = { answer: [], whole: [], bare: [] };
    for (let round = -2; round < rounds; round++) {
      const { answer, whole } = await firstAnswer(place);
      if (round < 0) continue;
      took.answer.push(answer);
      took.whole.push(whole);
      took.bare.push(timed(process.execPath, ['-e', '0'], place.env));
    }
    const bare = spread(took.bare);
    const answer = spread(took.answer);
    const whole = spread(took.whole);
    const times = ({ median }) => `${(median / bare.median).toFixed(1)} × bare`;
    report([
      { what: 'node -e 0', said: inMs(bare) },
      {
        what: `serve: start to first answer, ${profiles} profiles, key file`,
        said: `${inMs(answer)}, ${times(answer)}`,
        goal: `≤ ${goalMs} ms`,
        reached: answer.median <= goalMs,
      },
      { what: `… and to the status of all ${profiles}`, said: `${inMs(whole)}, ${times(whole)}` },
      size('window: what the first page loads, gzip', 'renderer', firstScripts, 200),
      size('app: what the main process loads first, gzip', 'main', mainScripts, 250),
    ]);
  } finally {
    place.remove();
  }
}

/** Milliseconds from starting the process to its answer to the first call, and to the status of all profiles. */
async function firstAnswer({ env, home }) {
  const begun = performance.now();
  const running = await serve(env);
  const door = await connectLocal(running.socket, home, 'bench');
  await door.client.profiles.get({ id: 'openai:profile-1' });
  const answer = performance.now() - begun;
  const { summary } = await door.client.status({});
  const whole = performance.now() - begun;
  if (summary.total !== profiles) throw new Error(`serve knows ${summary.total} profiles of ${profiles}`);
  door.close();
  await running.stop();
  return { answer, whole };
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

/** The entry, and the chunk it loads as its first act. */
function mainScripts(directory) {
  const entry = readFileSync(join(directory, 'main.js'), 'utf8');
  return [
    'main.js',
    ...[...entry.matchAll(/import\(["'`](\.\/[^"'`]+)["'`]\)/g)].map(([, source]) => source),
  ];
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
