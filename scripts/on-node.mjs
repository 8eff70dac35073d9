// Which Node the scripts run on (D-C6): the one that comes as an optional dependency, else the machine's if new enough.
// npm puts node_modules/.bin first on the PATH, so `node` in a script of package.json is that Node once it is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const wanted = [24, 0];
const enough = [22, 13];

/** Whether a version (`v24.1.0` or `24.1.0`) is `[major, minor]` or newer. */
export function atLeast(version, [major, minor]) {
  const [hasMajor = 0, hasMinor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return hasMajor > major || (hasMajor === major && hasMinor >= minor);
}

function versionOf(path) {
  if (path === process.execPath) return process.version;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? stdout.trim() : null;
}

// By its real path, never through a link or a shebang.
function broughtAlong() {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const machine = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const name = Object.keys(optionalDependencies).find((each) => each.endsWith(machine));
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  return name === undefined ? '' : join(root, 'node_modules', name, 'bin', file);
}

/** The Node to run on: `{ path, version }`, or null when there is none that is new enough. */
export function bestNode() {
  const candidates = [
    { path: broughtAlong(), least: wanted },
    { path: process.execPath, least: enough },
    { path: process.env.npm_node_execpath ?? '', least: enough },
  ];
  for (const { path, least } of candidates) {
    if (path === '' || !existsSync(path)) continue;
    const version = versionOf(path);
    if (version !== null && atLeast(version, least)) return { path, version };
  }
  return null;
}

/** One sentence for a machine without a Node that is new enough. */
export const noNode =
  `Keywatch runs on Node 22.13 or newer and brings Node 24 along, but npm installed none for ` +
  `${process.platform}-${process.arch}; nothing was started; install Node 24 from https://nodejs.org and try again.`;

/**
 * Starts a program and waits for its end; signals we get reach it too. Gives its exit code, 128 + n after signal n.
 * `onStart` is given the child, to read from it.
 */
export function runToEnd(command, args, { onStart, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    onStart?.(child);
    const pass = {
      // A terminal has already told the child.
      SIGINT: () => process.stdin.isTTY || child.kill('SIGINT'),
      SIGTERM: () => child.kill('SIGTERM'),
      SIGHUP: () => child.kill('SIGHUP'),
    };
    for (const [signal, act] of Object.entries(pass)) process.on(signal, act);
    const done = () => {
      for (const [signal, act] of Object.entries(pass)) process.off(signal, act);
    };
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
