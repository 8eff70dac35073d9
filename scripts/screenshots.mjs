// Takes pictures of the real window on the sample vault, at one moment, with fonts of the tests' own (docs/architecture.md).
// `npm run screenshots` writes those that the documents show, `-- --all [DIRECTORY]` every screen in both themes, and
// `-- --references` what tests/e2e/screens.spec.ts compares with, by the Chromium that is here; `-- --compare` runs that
// spec and tests/e2e/rooms.spec.ts in its long form, with less room too: they take too long for every `npm test`.
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { onNewNode, root, runToEnd } from './on-node.mjs';

await onNewNode(import.meta.url);
const [{ chromium }, { readBrowser }, { openStage }, { openWindow, settled, sit }, { rooms }] =
  await Promise.all(
    [
      '@playwright/test',
      './browser.mjs',
      '../tests/screens/stage.ts',
      '../tests/screens/sitting.ts',
      '../tests/screens/rooms.ts',
    ].map((path) => import(path)),
  );

const { executablePath, version, reason } = readBrowser();
if (executablePath === null) {
  console.error(`No picture was taken: ${reason}`);
  process.exit(1);
}

const [mode, directory] = process.argv.slice(2);
if (mode === '--references') await makeReferences();
else if (mode === '--compare') process.exitCode = await lookAtScreens(['screens', 'rooms']);
else if (mode === '--all') await takeAll(resolve(directory ?? join(root, 'test-results/screenshots')));
else await takeForDocuments(join(root, 'docs/images'));

/** One a screen, in the theme that it is shown in; the first is the README's and sharper. */
async function takeForDocuments(folder) {
  const shots = [
    { room: 'table', name: 'window-light', scale: 1.5 },
    { room: 'table', name: 'window-dark', scheme: 'dark', scale: 1.5 },
    { room: 'details' },
    { room: 'chart', scale: 2 },
    { room: 'add' },
    { room: 'discover' },
    { room: 'calendar', scheme: 'dark' },
    { room: 'settings' },
    { room: 'doctor' },
    { room: 'palette', scheme: 'dark' },
    { room: 'protection' },
    { room: 'gateways' },
    { room: 'explain' },
    { room: 'empty' },
    { room: 'locked', scheme: 'dark', height: 500 },
    { room: 'table', name: 'narrow', width: 360, height: 700 },
  ];
  rmSync(folder, { recursive: true, force: true });
  await take(folder, shots);
}

async function takeAll(folder) {
  const themes = ['light', 'dark'].flatMap((scheme) =>
    rooms.map(({ name }) => ({ room: name, name: `${name}-${scheme}`, scheme })),
  );
  const narrow = rooms.map(({ name }) => ({ room: name, name: `${name}-narrow`, width: 360, height: 740 }));
  await take(folder, [...themes, ...narrow]);
}

async function take(folder, shots) {
  mkdirSync(folder, { recursive: true });
  const stage = await openStage();
  const browser = await chromium.launch({
    executablePath,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'],
  });
  let bytes = 0;
  for (const { room: wanted, name = wanted, ...more } of shots) {
    const room = rooms.find((each) => each.name === wanted);
    const sight = { scheme: 'light', language: 'en', width: 1180, height: 760, text: 1, scale: 1, ...more };
    if (room.of === 'locked') await stage.lock();
    const page = await sit(browser, sight);
    await openWindow(page, stage.addresses[room.of]);
    const shown = await room.enter({ page, language: sight.language });
    await settled(page);
    const path = join(folder, `${name}.png`);
    await shown.screenshot({ path, animations: 'disabled' });
    bytes += statSync(path).size;
    await room.leave?.({ page, language: sight.language });
    await page.context().close();
    if (room.of === 'locked') await stage.unlock();
  }
  await browser.close();
  await stage.end();
  console.log(`${shots.length} pictures are in ${relative(root, folder)}, ${Math.round(bytes / 1024)} KiB`);
}

/** By the tests themselves, so that a picture is made as it is compared. */
async function makeReferences() {
  const folder = join(root, 'tests/screens/references');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const major = Number(/ (\d+)\./.exec(version)?.[1]);
  writeFileSync(join(folder, 'made-by.json'), `{ "chromium": ${major} }\n`);
  process.exitCode = await lookAtScreens(['screens', '--update-snapshots=all']);
}

/** Runs those specs, every screen in every way. */
function lookAtScreens(words) {
  return runToEnd(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', ...words], {
    cwd: root,
    stdio: 'inherit',
    timeout: 30 * 60_000,
    env: { ...process.env, KEYWATCH_SCREENS: 'all' },
  });
}
