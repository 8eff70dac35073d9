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

/** MB a second from a program to whoever reads Keywatch's output. */
async function throughput(env, args) {
  const mb = 1024;
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [command, 'run', '--provider', 'openai', ...args, '--', 'dd', 'if=/dev/zero', 'bs=1M', `count=${mb}`],
    { env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let bytes = 0;
  for await (const piece of child.stdout) bytes += piece.length;
  return bytes / 1e6 / ((performance.now() - begun) / 1000);
}

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
  const [bare, redacted] = [await throughput(place.env, ['--no-redact']), await throughput(place.env, [])];
  report([
    { what: '1 GB from dd, --no-redact', said: `${bare.toFixed(0)} MB/s` },
    { what: '1 GB from dd, redacted', said: `${redacted.toFixed(0)} MB/s` },
  ]);
  place.remove();
}
