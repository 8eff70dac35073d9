// How fast the output of a program comes through `keywatch run`, and what it costs to keep secrets out of it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRedactor } from '../src-main/use/redactor.ts';
import { checkBuilt, command, fill, scratch } from './keywatch.mjs';

const chunk = 64 * 1024;
const redactions = ['sk-ant-api03-', 'sk-proj-', 'sk-or-v1-'].map((prefix) => ({
  secret: prefix + randomBytes(48).toString('hex'),
  mask: `${prefix}…`,
}));
const repeated = (text) => Buffer.from(text.repeat(Math.ceil(chunk / text.length))).subarray(0, chunk);
const texts = {
  prose: repeated(readFileSync(join(import.meta.dirname, '../docs/command-line.md'), 'utf8')),
  'JSON lines': repeated(
    `${JSON.stringify({ level: 30, msg: 'asked "skein"', url: 'https://h/a?k=%20' })}\n`,
  ),
  base64: Buffer.from(randomBytes(chunk).toString('base64')).subarray(0, chunk),
  'random bytes': randomBytes(chunk),
};

/** MB in a second of this processor's time: what else the machine does is not counted. */
function speedOf(text, secrets) {
  const redactor = createRedactor(secrets);
  const rounds = 4000;
  for (let round = 0; round < 500; round++) redactor.push(text);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) redactor.push(text);
  const { user, system } = process.cpuUsage(before);
  return (rounds * text.length) / (user + system);
}

/** What Linux counts a process's time in. Seconds. */
const tick = 0.01;
const megabytes = 1024;
// It stays until its input ends, so that what Keywatch took can be read before it goes.
const writer = `dd if=/dev/zero bs=1M count=${megabytes} 2>/dev/null; cat >/dev/null`;

/** MB in a second of a process's own time, and in one by the clock, from a program through that process to a reader. */
async function throughput(program, args, env) {
  const begun = performance.now();
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  let bytes = 0;
  for await (const piece of child.stdout) {
    bytes += piece.length;
    if (bytes >= megabytes * 2 ** 20) break;
  }
  const tookMs = performance.now() - begun;
  const [user = 0, system = 0] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  child.stdin.end();
  const mb = bytes / 1e6;
  return { own: mb / ((user + system) * tick), byClock: mb / (tookMs / 1000) };
}

const inBoth = ({ own, byClock }) =>
  `${own.toFixed(0)} MB a second of its processor time, ${byClock.toFixed(0)} MB by the clock`;

/** The same by the least that Node can do: a pipe read and written. */
const bareCopy = `
  const { spawn } = require('node:child_process');
  spawn('sh', ['-c', process.argv[1]], { stdio: ['inherit', 'pipe', 'ignore'] }).stdout.pipe(process.stdout);
`;

export async function run(report) {
  checkBuilt();
  for (const count of [1, 3])
    report(
      Object.entries(texts).map(([name, text]) => {
        const speed = speedOf(text, redactions.slice(0, count));
        return {
          what: `${count === 1 ? 'one secret' : `${count} secrets`} kept out of ${name}`,
          said: `${speed.toFixed(0)} MB a second of processor time`,
          goal: '200 MB',
          reached: speed >= 200,
        };
      }),
    );
  const place = scratch();
  await fill(place, 1);
  const through = (...args) =>
    throughput(
      process.execPath,
      [command, 'run', '--provider', 'openai', ...args, '--', 'sh', '-c', writer],
      place.env,
    );
  const bare = await throughput(process.execPath, ['-e', bareCopy, writer], place.env);
  const redacted = await through();
  const { byClock } = await through('--no-redact');
  report([
    { what: '1 GB from dd through a bare Node', said: inBoth(bare) },
    { what: '1 GB from dd, redacted', said: inBoth(redacted), goal: '200 MB', reached: redacted.own >= 200 },
    { what: '1 GB from dd, --no-redact', said: `${byClock.toFixed(0)} MB by the clock` },
  ]);
  place.remove();
}
