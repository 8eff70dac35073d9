// `npm start`: builds, then opens the app; without a display or Electron's runtime it serves the window to a browser.
import { createInterface } from 'node:readline';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bestNode, noNode, onNewNode, root, runToEnd } from './on-node.mjs';

const options = process.argv.slice(2);
const sample = options.filter((option) => option === '--demo');
const unknown = options.filter((option) => !['--headless', '--demo'].includes(option));
if (unknown.length > 0) {
  console.error(
    `npm start: there is no option ${unknown.join(' ')}; nothing was started; ` +
      'npm start opens the app, npm start -- --headless serves its window to a browser, npm start -- --demo opens a sample vault.',
  );
  process.exit(64);
}

await onNewNode(import.meta.url);
const node = bestNode();
if (node === null) {
  console.error(noNode);
  process.exit(1);
}

const built = await runToEnd(node.path, [join(root, 'scripts/build.mjs')], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
if (built !== 0) {
  console.error('npm start: the build failed; nothing was started; its reason stands above.');
  process.exit(built);
}

const electron = join(root, 'node_modules/electron');
const fetchLimitMs = 120_000;
const startLimitMs = 15_000;

const obstacle = options.includes('--headless') ? null : ((await whyNoApp()) ?? (await runApp()));
if (obstacle !== null)
  console.error(`npm start: ${obstacle}; the same window is served to a browser instead.`);
process.exit(await serveWindow());

/** Why the app cannot open a window here, or null. */
async function whyNoApp() {
  const { DISPLAY = '', WAYLAND_DISPLAY = '' } = process.env;
  if (process.platform === 'linux') {
    if (DISPLAY === '' && WAYLAND_DISPLAY === '')
      return 'this machine has no display (DISPLAY and WAYLAND_DISPLAY are not set)';
    // https://www.electronjs.org/docs/latest/tutorial/sandbox: Chromium refuses to run as root with its sandbox on.
    if (process.getuid?.() === 0) return 'the app keeps its sandbox and so cannot run as root';
  }
  if (!existsSync(join(root, 'dist/main/main.js'))) return 'the app was not built';
  return fetchElectron();
}

/** Electron fetches its runtime when first asked; without a limit that can take for ever (D-C7). */
async function fetchElectron() {
  const begun = Date.now();
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - begun) / 1000);
    console.error(`npm start: fetching Electron's runtime, ${seconds} s so far …`);
  }, 5000);
  const code = await runToEnd(node.path, [join(electron, 'install.js')], {
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: fetchLimitMs,
  });
  clearInterval(progress);
  if (code === 0) return null;
  const late = Date.now() - begun >= fetchLimitMs ? `within ${fetchLimitMs / 1000} s` : 'from GitHub';
  return `Electron's runtime could not be fetched ${late}`;
}

/** Ends the process with the app; gives a reason only when the app could not start at all. */
async function runApp() {
  const program = join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8').trim());
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const begun = Date.now();
  let code = 0;
  try {
    code = await runToEnd(program, [root, ...sample], { env });
  } catch (error) {
    return `Electron could not be started (${error instanceof Error ? error.message : String(error)})`;
  }
  const fellOver = code !== 0 && code < 128 && Date.now() - begun < startLimitMs;
  if (fellOver) return `Electron ended at once with code ${code}`;
  process.exit(code);
}

/** The window in a browser. Its address is secret and goes to whoever started us and nobody else (D-A12). */
async function serveWindow() {
  const command = join(root, 'dist/cli/keywatch.cjs');
  if (!existsSync(command)) {
    console.error(
      'npm start: the command line was not built; nothing was started; run npm run build and read what it says.',
    );
    return 70;
  }
  return runToEnd(node.path, [command, 'serve', '--json', ...sample], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { KEYWATCH_LOG: 'warn', ...process.env },
    onStart: ({ stdout }) => createInterface({ input: stdout }).on('line', announce),
  });
}

function announce(line) {
  const { schema, url, message } = parsed(line);
  if (schema === 'keywatch.serve/1') console.log(`Keywatch is at ${url}`);
  // An error came on stderr too, in words.
  else if (message === undefined) console.log(line);
}

function parsed(line) {
  try {
    return Object(JSON.parse(line));
  } catch {
    // Not a document of ours: shown as it is.
    return {};
  }
}
