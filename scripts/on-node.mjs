// Which Node the scripts run on (D-C6): the one that comes as an optional dependency, else the machine's if new enough.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const wanted = [24, 0];
const enough = [22, 13];

function atLeast(version, [major, minor]) {
  const [hasMajor = 0, hasMinor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return hasMajor > major || (hasMajor === major && hasMinor >= minor);
}

function versionOf(path) {
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? stdout.trim() : null;
}

/** The Node to run on: `{ path, version }`, or null when there is none that is new enough. */
export function bestNode() {
  const own = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const candidates = [
    { path: own, least: wanted },
    { path: process.execPath, least: enough },
    { path: process.env.npm_node_execpath ?? '', least: enough },
  ];
  for (const { path, least } of candidates) {
    if (path === '' || !existsSync(path)) continue;
    const version = path === process.execPath ? process.version : versionOf(path);
    if (version !== null && atLeast(version, least)) return { path, version };
  }
  return null;
}

/** One sentence for a machine without a Node that is new enough. */
export const noNode = `Keywatch needs Node 22.13 or newer to run and brings Node 24 along, but npm did not install it for ${process.platform}-${process.arch}; nothing was changed; install Node 24 from https://nodejs.org and try again.`;

/** Starts a program that shares our terminal; signals reach it too. Gives its exit code, 128 + n after signal n. */
export function runToEnd(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const pass = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    const done = () => signals.forEach((signal) => process.off(signal, pass));
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('exit', (code, signal) => {
      done();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Goes on at once on a Node that is new enough; otherwise runs the same script on one that is, and ends with it. */
export async function onNewNode(scriptUrl) {
  if (atLeast(process.version, enough)) return;
  const node = bestNode();
  if (node === null) {
    console.error(noNode);
    process.exit(1);
  }
  process.exit(await runToEnd(node.path, [fileURLToPath(scriptUrl), ...process.argv.slice(2)]));
}
