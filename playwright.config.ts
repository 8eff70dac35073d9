import { defineConfig } from '@playwright/test';
import { readBrowser } from './scripts/browser.mjs';

const { executablePath } = readBrowser();
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Letters are drawn where they belong, whatever the machine's own way with fonts (D-C13). */
const plainLetters = ['--font-render-hinting=none'];

export default defineConfig({
  testDir: 'tests/e2e',
  // Every screen in every way of looking takes minutes: `npm run screenshots -- --compare`.
  testIgnore: process.env['KEYWATCH_SCREENS'] === undefined ? 'screens.spec.ts' : [],
  outputDir: 'test-results/e2e',
  // Each test starts a Keywatch of its own, and waits a good part of its time: three at a time keep two cores busy.
  fullyParallel: true,
  workers: 3,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  snapshotPathTemplate: 'tests/screens/references/{arg}{ext}',
  use: {
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      args: [...asRoot, ...quiet, ...plainLetters],
    },
  },
});
