// Takes pictures of the real window on the sample vault, at one moment, with fonts of the tests' own (docs/architecture.md).
// `npm run screenshots` writes those that the documents show, `-- --all [DIRECTORY]` every screen in both themes, and
// `-- --references` what tests/e2e/screens.spec.ts compares with, where it has changed, by the Chromium that is here;
// `-- --compare` runs that spec and tests/e2e/rooms.spec.ts, with less room too: they take too long for every `npm test`.
// More words after these two are Playwright's: `-- --compare -g dark`.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { onNewNode, root, runToEnd } from './on-node.mjs';
import { withPalette } from './palette-png.mjs';

await onNewNode(import.meta.url);
const [
  { chromium },
  { readBrowser },
  { openStage },
  { fitHeight, openWindow, sayPlainly, settled, sit },
  { rooms },
  { ways },
] = await Promise.all(
  [
    '@playwright/test',
    './browser.mjs',
    '../tests/screens/stage.ts',
    '../tests/screens/sitting.ts',
    '../tests/screens/rooms.ts',
    '../tests/screens/ways.ts',
  ].map((path) => import(path)),
);

const { executablePath, version, reason } = readBrowser();
if (executablePath === null) {
  console.error(`No picture was taken: ${reason}`);
  process.exit(1);
}

const [mode, ...words] = process.argv.slice(2);
if (mode === '--references') await makeReferences();
else if (mode === '--compare') process.exitCode = await lookAtScreens(['screens', 'rooms']);
else if (mode === '--all') await takeAll(resolve(words[0] ?? join(root, 'test-results/screenshots')));
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
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--font-render-hinting=none',
    ],
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
    await sayPlainly(page, stage.directories);
    await fitHeight(page, shown);
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
  const record = join(folder, 'made-by.json');
  const madeBy = `{ "chromium": ${Number(/ (\d+)\./.exec(version)?.[1])} }\n`;
  const isAnew = !existsSync(record) || readFileSync(record, 'utf8') !== madeBy;
  if (isAnew) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(record, madeBy);
  process.exitCode = await lookAtScreens(['screens', '--update-snapshots=changed']);

  const wanted = new Set(rooms.flatMap(({ name }) => Object.keys(ways).map((way) => `${name}-${way}.png`)));
  let bytes = 0;
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.png'))) {
    const path = join(folder, name);
    if (!wanted.has(name)) rmSync(path);
    else {
      writeFileSync(path, withPalette(readFileSync(path)));
      bytes += statSync(path).size;
    }
  }
  console.log(`The pictures in ${relative(root, folder)} are ${Math.round(bytes / 1024)} KiB`);
}

/** Runs those specs, in their long form. */
function lookAtScreens(specs) {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  return runToEnd(process.execPath, [cli, 'test', ...specs, ...words], {
    cwd: root,
    stdio: 'inherit',
    timeout: 60 * 60_000,
    env: { ...process.env, KEYWATCH_SCREENS: 'all' },
  });
}
