import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import * as electron from 'electron';
import { createUpdates, releases, type Updater } from '../../src-main/desktop/updates.ts';
import { TransportError } from '../../src-main/ports.ts';
import { newMachine } from '../fixtures/electron.fake.ts';

/** electron-updater as it comes: it would fetch and install by itself. */
function updater(answer: () => ReturnType<Updater['checkForUpdates']>) {
  const fake = {
    autoDownload: true,
    autoInstallOnAppQuit: true,
    allowPrerelease: true,
    logger: console as Updater['logger'],
    requestHeaders: null as Updater['requestHeaders'],
    feed: null as unknown,
    asked: 0,
    setFeedURL(feed: unknown) {
      fake.feed = feed;
    },
    checkForUpdates() {
      fake.asked++;
      return answer();
    },
  };
  return fake;
}
const found = (version: string, isUpdateAvailable: boolean) => {
  const updateInfo = { version, files: [], path: '', sha512: '', releaseDate: '' };
  return async () => ({ isUpdateAvailable, updateInfo, versionInfo: updateInfo });
};

beforeEach(() => newMachine());

describe('a newer release', () => {
  test('is named with the page that tells of it, and nothing is fetched or installed by itself', async () => {
    const fake = updater(found('1.4.0', true));
    const updates = createUpdates(electron.app, async () => fake);
    expect(await updates?.check()).toEqual({
      version: '1.4.0',
      url: `https://github.com/${releases.owner}/${releases.repo}/releases/tag/v1.4.0`,
    });
    expect(fake).toMatchObject({
      autoDownload: false,
      autoInstallOnAppQuit: false,
      allowPrerelease: false,
      feed: { provider: 'github', ...releases },
    });
  });

  test('is not there when the newest is this one, or where the updater looks for none', async () => {
    const same = createUpdates(electron.app, async () => updater(found('0.1.0', false)));
    expect(await same?.check()).toBeNull();
    const none = createUpdates(electron.app, async () => updater(async () => null));
    expect(await none?.check()).toBeNull();
  });

  test('is asked for without anything that tells this machine from others', async () => {
    const one = updater(found('1.4.0', true));
    const other = updater(found('1.4.0', true));
    for (const fake of [one, other]) await createUpdates(electron.app, async () => fake)?.check();
    expect(one.requestHeaders).toEqual({ 'x-user-staging-id': expect.any(String) });
    expect(one.requestHeaders).toEqual(other.requestHeaders);
  });

  test('nobody told of is a matter of the network, named as elsewhere', async () => {
    const away = createUpdates(electron.app, async () =>
      updater(() => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'))),
    );
    await expect(away?.check()).rejects.toMatchObject({ name: 'TransportError', reason: 'dns' });
    await expect(away?.check()).rejects.toBeInstanceOf(TransportError);
  });
});

test('the updater is loaded when it is first asked, and once', async () => {
  let loaded = 0;
  const fake = updater(found('0.1.0', false));
  const updates = createUpdates(electron.app, async () => {
    loaded++;
    return fake;
  });
  expect(loaded).toBe(0);
  await updates?.check();
  await updates?.check();
  expect([loaded, fake.asked]).toEqual([1, 2]);
});

test('a checkout looks for none', () => {
  newMachine({ packaged: false });
  expect(createUpdates(electron.app)).toBeUndefined();
});

test('what is built tells the same place', () => {
  const settings = readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
  expect(settings).toContain(`provider: github\n  owner: ${releases.owner}\n  repo: ${releases.repo}\n`);
});
