// Takes the pictures of the README from the real window: the built command, a fake provider, a real browser.
// `npm run build && node scripts/screenshots.mjs` writes docs/screenshots; every key and name in them is invented.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { invalidKey, modelList, startFakeProvider } from '../tests/fixtures/fake-provider.ts';
import { runCli, scratchEnvironment, startServe } from '../tests/fixtures/keywatch-process.ts';
import { readBrowser } from './browser.mjs';
import { root } from './on-node.mjs';

const { executablePath, reason } = readBrowser();
if (executablePath === null) {
  console.error(`No picture was taken: ${reason}`);
  process.exit(1);
}

const repeat = (text, length) => text.repeat(Math.ceil(length / text.length)).slice(0, length);
const limited = {
  status: 429,
  headers: { 'retry-after': '1260' },
  body: {
    type: 'error',
    error: { type: 'rate_limit_error', message: 'This request would exceed your rate limit' },
  },
};
const openaiKey = (start) => `sk-proj-${repeat(start, 74)}T3BlbkFJ${repeat(start, 74)}`;

const profiles = [
  { provider: 'anthropic', name: 'Work', key: `sk-ant-api03-${repeat('Wk7-', 93)}AA` },
  { provider: 'anthropic', name: 'Home', key: `sk-ant-api03-${repeat('Hm2_', 93)}AA`, answer: limited },
  { provider: 'openai', name: 'Team', key: openaiKey('tM5-'), expires: '5d' },
  { provider: 'openai', name: 'Evaluation runs', key: openaiKey('eV3_'), expires: '200d' },
  { provider: 'google', name: 'Studio', key: `AIzaSy${repeat('Gs4-', 33)}` },
  {
    provider: 'openrouter',
    name: 'Side project',
    key: `sk-or-v1-${repeat('3fa9', 64)}`,
    answer: invalidKey,
    twice: true,
  },
];

const home = mkdtempSync(join(tmpdir(), 'kw-'));
const passphrase = join(home, 'passphrase');
writeFileSync(passphrase, 'an invented passphrase\n', { mode: 0o600 });
const env = { ...scratchEnvironment(home), KEYWATCH_PASSPHRASE_FILE: passphrase };
const provider = await startFakeProvider();
const serving = await startServe(env);
const browser = await chromium.launch({
  executablePath,
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'],
});

for (const { provider: id, name, key, answer = modelList, expires, twice } of profiles) {
  provider.script('*', [answer], { key });
  const ends = expires === undefined ? [] : ['--expires', expires];
  const add = [
    'auth',
    'add',
    '--provider',
    id,
    '--name',
    name,
    '--base-url',
    provider.url,
    ...ends,
    '--key',
    '-',
  ];
  const { code, stderr } = await runCli(env, add, key);
  if (code !== 0) throw new Error(stderr);
  if (twice === true) await new Promise((resolve) => setTimeout(resolve, 4000));
}

const folder = join(root, 'docs/screenshots');
mkdirSync(folder, { recursive: true });
for (const colorScheme of ['light', 'dark']) {
  const page = await browser.newPage({
    colorScheme,
    viewport: { width: 1180, height: 400 },
    deviceScaleFactor: 2,
  });
  await page.goto(serving.url);
  await page.getByRole('row', { name: /Side project/ }).waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `window-${colorScheme}.png`), animations: 'disabled' });
  await page.close();
}

await browser.close();
await serving.stop('SIGTERM');
await provider.close();
rmSync(home, { recursive: true, force: true });
console.log(`pictures of the window are in ${folder}`);
