// Installs what `npm start` and `npm test` need and is not there yet. Plain Node 20.19, no dependency.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';
import { atLeast, bestNode, noNode, root } from './on-node.mjs';

const modules = join(root, 'node_modules');

if (!atLeast(process.version, [20, 19])) {
  end(
    `Keywatch needs Node 20.19 or newer and this is ${process.version}; nothing was changed; update Node and try again.`,
  );
}

const [option, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (option !== undefined && option !== '--browser')) {
  end(
    `setup: unknown option ${process.argv.slice(2).join(' ')}; nothing was changed; the one there is: --browser.`,
  );
}

if (!upToDate()) install();
if (bestNode() === null) end(noNode);
if (option === '--browser') say(findBrowser());

// npm leaves a copy of the lock file in node_modules when an installation has ended well: nothing else needs remembering.
function upToDate() {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const there = packagesOf(join(modules, '.package-lock.json'));
  if (wanted === null || there === null) return false;
  return Object.entries(wanted).every(([path, { version, optional, integrity }]) => {
    if (path === '') return true;
    const installed = there[path];
    // Those for other systems are never installed.
    if (installed === undefined) return optional === true;
    return installed.version === version && installed.integrity === integrity;
  });
}

function packagesOf(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch (error) {
    // A half-written copy is as good as none; a broken lock file is named by npm itself, right after.
    say(`${file} could not be read (${error instanceof Error ? error.message : String(error)})`);
    return null;
  }
}

function install() {
  // npm ci removes node_modules first: a Node that runs from there must not be the one that does it (D-C6).
  const outside = process.env.npm_node_execpath ?? '';
  if (process.execPath.startsWith(modules + sep) && outside !== '' && !outside.startsWith(modules + sep)) {
    const again = spawnSync(outside, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    process.exit(again.status ?? 1);
  }

  say('installing what package-lock.json names, about a minute …');
  const npm = process.env.npm_execpath ?? '';
  const command = npm === '' ? (process.platform === 'win32' ? 'npm.cmd' : 'npm') : process.execPath;
  const args = [
    ...(npm === '' ? [] : [npm]),
    'ci',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
  ];
  const { status, error } = spawnSync(command, [...args, '--no-audit', '--no-fund'], {
    cwd: root,
    // The installer's remarks are not the output of `npm start`.
    stdio: ['ignore', 2, 2],
    shell: npm === '' && process.platform === 'win32',
  });
  if (status !== 0) {
    const why = error === undefined ? `it ended with ${status}` : error.message;
    end(
      `npm ci could not install the dependencies (${why}); nothing was started; see its words above and try again.`,
    );
  }
}

function say(text) {
  console.error(`setup: ${text}`);
}

function end(text) {
  console.error(text);
  process.exit(1);
}
