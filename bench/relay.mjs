// The relay beside a bare reverse proxy of node:http with pooled connections, both as processes, in turn.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { checkBuilt, command, scratch } from './keywatch.mjs';
import { spread, timed } from './measure.mjs';

const servers = join(import.meta.dirname, 'relay-servers.mjs');
const key = `sk-proj-${'a'.repeat(74)}T3BlbkFJ${'b'.repeat(74)}`;
const body = JSON.stringify({ model: 'gpt-x', messages: [{ role: 'user', content: 'x'.repeat(600) }] });
const rounds = 12;
const megabyte = 2 ** 20;

export async function relay(report) {
  checkBuilt();
  const place = scratch();
  const far = fork(servers, ['provider']);
  const farUrl = (await once(far, 'message'))[0].url;
  const bare = fork(servers, ['proxy', farUrl]);
  const bareUrl = (await once(bare, 'message'))[0].url;
  const { child, url, token } = await open(place, farUrl);
  const ways = {
    bare: { url: bareUrl, pid: bare.pid, token: 'none' },
    relay: { url, pid: child.pid, token },
  };
  try {
    report(await speeds(ways));
    report(await weights(ways.relay));
  } finally {
    far.kill();
    bare.kill();
    child.kill();
    await once(child, 'exit');
    place.remove();
  }
}

/** The built command with one key, its relay open. */
async function open({ env }, farUrl) {
  const run = (...args) => timed(process.execPath, [command, ...args], env);
  run('auth', 'add', '--provider', 'openai', '--key', key, '--base-url', farUrl, '--no-probe');
  const child = spawn(process.execPath, [command, 'relay', '--port', '47117', '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url } = JSON.parse(line);
  const added = spawn(process.execPath, [command, 'relay', 'token', 'add', 'bench', '--json'], { env });
  const [document] = await once(createInterface({ input: added.stdout }), 'line');
  return { child, url, token: JSON.parse(document).token };
}

/** One request to its end; its milliseconds. */
function ask({ url, token }, agent, path = '/openai/v1/chat/completions') {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const request = http.request(
      url + path,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`));
        response.resume().on('end', () => resolve(performance.now() - begun));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

async function many(way, count, atOnce) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce });
  const took = [];
  let left = count;
  const begun = performance.now();
  const work = async () => {
    while (left-- > 0) took.push(await ask(way, agent));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return { median: spread(took).median, perSecond: count / seconds };
}

async function speeds(ways) {
  const alone = { bare: [], relay: [] };
  const together = { bare: [], relay: [] };
  for (let round = -3; round < rounds; round++)
    for (const [name, way] of Object.entries(ways)) {
      const { median } = await many(way, 200, 1);
      const { perSecond } = await many(way, 2_000, 64);
      if (round < 0) continue;
      alone[name].push(median);
      together[name].push(perSecond);
    }
  const added = spread(alone.relay.map((ms, round) => ms - alone.bare[round]));
  const ratio = spread(together.relay.map((each, round) => each / together.bare[round]));
  return [
    { what: 'one request at a time, bare proxy', said: inMs2(spread(alone.bare)) },
    {
      what: 'what the relay adds to it',
      said: inMs2(added),
      goal: '1 ms',
      reached: added.median <= 1,
    },
    { what: '64 at once, bare proxy', said: rate(spread(together.bare)) },
    { what: '64 at once, relay', said: rate(spread(together.relay)) },
    {
      what: 'of the bare proxy’s requests',
      said: `${ratio.median.toFixed(2)} (${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`,
      goal: '0.80',
      reached: ratio.median >= 0.8,
    },
  ];
}

const rate = ({ median, low, high }) =>
  `${median.toFixed(0)} a second (${low.toFixed(0)}–${high.toFixed(0)})`;

const inMs2 = ({ median, low, high }) => `${median.toFixed(2)} ms (${low.toFixed(2)}–${high.toFixed(2)})`;

/** What a process holds in memory now, in bytes; Linux alone tells it of another process. */
const rssOf = (pid) =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

async function weights(way) {
  const before = rssOf(way.pid);
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, rssOf(way.pid));
  }, 25);
  await ask(way, new http.Agent(), `/openai/v1/bytes/${2 ** 30}`);
  const grown = most - before;
  const quiet = rssOf(way.pid);
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1_000 });
  const streams = [];
  for (let count = 0; count < 1_000; count++) streams.push(listen(way, agent));
  const open = await Promise.all(streams);
  await wait(3_000);
  const held = Math.max(most, rssOf(way.pid)) - quiet;
  clearInterval(watching);
  for (const response of open) response.destroy();
  agent.destroy();
  return [
    {
      what: '1 GiB through it, memory',
      said: `${(grown / megabyte).toFixed(0)} MB more`,
      goal: '30 MB',
      reached: grown <= 30 * megabyte,
    },
    {
      what: '1,000 open event streams, memory',
      said: `${(held / megabyte).toFixed(0)} MB more`,
      goal: '100 MB',
      reached: held <= 100 * megabyte,
    },
  ];
}

function listen({ url, token }, agent) {
  return new Promise((resolve, reject) => {
    http
      .get(
        `${url}/openai/v1/events/0`,
        { agent, headers: { authorization: `Bearer ${token}` } },
        (response) => {
          response.on('error', () => undefined);
          response.once('data', () => resolve(response));
        },
      )
      .on('error', reject);
  });
}
