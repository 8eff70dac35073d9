// The Chromium of the end-to-end tests (D-C14): one that is there, Playwright's own, Debian's, else a sentence.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { bestNode, root } from './on-node.mjs';

const record = join(root, 'node_modules/.cache/keywatch/browser.json');

const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const places = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

const least = 130;
const shellPackage = 'chromium-headless-shell';
const debianShell = `/usr/bin/${shellPackage}`;
const command = 'npx playwright install --with-deps chromium';

/** What setup found: `{ executablePath, version, reason }`; without a browser the path is null and the reason a sentence. */
export function readBrowser() {
  if (!existsSync(record))
    return { executablePath: null, version: null, reason: 'npm test has not looked for a browser yet' };
  return JSON.parse(readFileSync(record, 'utf8'));
}

/** Finds or installs a browser, writes down which, and gives one sentence about it. */
export function findBrowser() {
  const ways = [debiansLighter, alreadyThere, playwrightsOwn, debians];
  const troubles = [];
  let found = null;
  for (const way of ways) {
    const answer = way();
    if (typeof answer === 'object') found = answer;
    else if (answer !== '') troubles.push(answer);
    if (found !== null) break;
  }
  const reason = `no Chromium for the tests that need one (${troubles.join('; ')}); to get one: ${command}`;
  const answer =
    found === null ? { executablePath: null, version: null, reason } : { ...found, reason: null };
  mkdirSync(dirname(record), { recursive: true });
  writeFileSync(record, `${JSON.stringify(answer, null, 2)}\n`);
  return found === null ? reason : `browser for the tests: ${found.version} at ${found.executablePath}`;
}

function alreadyThere() {
  const named = process.env.KEYWATCH_TEST_BROWSER ?? '';
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of [named, ownPath(), ...onPath, ...(places[process.platform] ?? [])]) {
    const version = versionOf(path);
    if (version !== null) return { executablePath: path, version };
  }
  return `none of version ${least} or newer is installed`;
}

function playwrightsOwn() {
  const node = bestNode();
  if (node === null) return '';
  console.error('setup: fetching a Chromium for the tests …');
  const cli = join(root, 'node_modules/playwright/cli.js');
  const { status } = spawnSync(node.path, [cli, 'install', '--no-shell', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    timeout: 240_000,
  });
  if (status !== 0) return "Playwright's own could not be fetched";
  const version = versionOf(ownPath());
  return version === null ? "Playwright's own does not start here" : { executablePath: ownPath(), version };
}

/** The browser without its window needs a third less of the processor for the same tests. */
function debiansLighter() {
  if (process.env.KEYWATCH_TEST_BROWSER !== undefined || !isDebianRoot()) return '';
  if (!existsSync(debianShell)) {
    console.error(`setup: installing ${shellPackage} …`);
    apt('install', '-y', '--no-install-recommends', shellPackage);
  }
  const version = versionOf(debianShell);
  return version === null ? '' : { executablePath: debianShell, version };
}

function debians() {
  if (!isDebianRoot()) return '';
  console.error("setup: installing Debian's chromium …");
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  if (!install() && !(apt('update') && install())) return "Debian's could not be installed";
  const version = versionOf('/usr/bin/chromium');
  return version === null ? "Debian's does not start here" : { executablePath: '/usr/bin/chromium', version };
}

function isDebianRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env, timeout: 300_000 }).status === 0;
}

function ownPath() {
  return createRequire(join(root, 'package.json'))('playwright-core').chromium.executablePath();
}

function versionOf(path) {
  if (path === '' || !existsSync(path)) return null;
  // On Windows a browser opens a window when asked for its version.
  if (process.platform === 'win32') return 'a browser';
  const { status, stdout } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  });
  const major = Number(/ (\d+)\./.exec(stdout ?? '')?.[1] ?? 0);
  return status === 0 && major >= least ? stdout.trim() : null;
}
