import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { readBrowser } from '../../scripts/browser.mjs';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import {
  runCli,
  scratchEnvironment,
  startServe,
  type Environment,
  type Serving,
} from '../fixtures/keywatch-process.ts';

export { expect };

/** Why there is no browser for the tests that need one, in a sentence; null when there is one. */
export const noBrowser = readBrowser().reason;

export interface Keywatch {
  /** The address with its token, as `serve` printed it. It changes with a restart. */
  url(): string;
  /** The data directory. */
  home: string;
  env: Environment;
  serving(): Serving;
  cli(args: readonly string[], stdin?: string): Promise<{ code: number; stdout: string; stderr: string }>;
  /** Whether it was ended meanwhile: then a window says that nobody answers. */
  wasGone(): boolean;
  /** A power cut, and a new start on the same data. */
  killAndRestart(): Promise<void>;
}

interface Fixtures {
  /** More for the environment of this test's Keywatch: another fixture may need to be known to it. */
  environment: Environment;
  provider: FakeProvider;
  keywatch: Keywatch;
  /** What this test brings a browser to say in its console. */
  mayBeSaid: RegExp | null;
  page: Page;
}

/** What a browser says of an address where nobody answers any more. */
const nobodyAnswers = /WebSocket|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_SOCKET/;

/** Tests with a Keywatch of their own, a provider that plays along, and a page that is already at the window. */
export const test = base.extend<Fixtures>({
  provider: async ({}, use) => {
    const provider = await startFakeProvider();
    await use(provider);
    await provider.close();
  },

  environment: {},

  keywatch: async ({ environment }, use, info) => {
    const home = mkdtempSync(join(tmpdir(), 'kw-'));
    const env = { ...scratchEnvironment(home), ...environment };
    let gone = false;
    const start = async (): Promise<Serving> => {
      const started = await startServe(env);
      return {
        ...started,
        stop(signal) {
          gone = true;
          return started.stop(signal);
        },
      };
    };
    let serving = await start();
    await use({
      url: () => serving.url,
      home: serving.home,
      env,
      serving: () => serving,
      wasGone: () => gone,
      cli: (args, stdin) => runCli(env, args, stdin),
      async killAndRestart() {
        await serving.stop('SIGKILL');
        serving = await start();
      },
    });
    await serving.stop('SIGTERM');
    if (info.status !== info.expectedStatus) await info.attach('keywatch serve', { body: serving.output() });
    rmSync(home, { recursive: true, force: true });
  },

  mayBeSaid: [null, { option: true }],

  page: async ({ page, keywatch, mayBeSaid }, use) => {
    const troubles: string[] = [];
    page.on('pageerror', ({ message }) => {
      if (mayBeSaid?.test(message) !== true) troubles.push(`uncaught: ${message}`);
    });
    page.on('console', (message) => {
      const text = message.text();
      if (!['error', 'warning'].includes(message.type())) return;
      if (keywatch.wasGone() && nobodyAnswers.test(text)) return;
      if (mayBeSaid?.test(text) !== true) troubles.push(`${message.type()}: ${text}`);
    });
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        console.error(`refused by policy: ${violatedDirective} ${blockedURI} ${sample}`),
      ),
    );
    await page.goto(keywatch.url());
    await use(page);
    expect(
      troubles,
      'the window says nothing in the console, breaks no rule of its own policy and throws nothing',
    ).toEqual([]);
  },
});
