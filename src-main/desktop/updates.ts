import type { App } from 'electron';
import type { AppUpdater } from 'electron-updater';
import type { Updates } from '../ports.ts';
import { asTransportError } from './probe-fetch.ts';

/** Where releases are published; electron-builder.yml names the same place. */
export const releases = { owner: 'keywatch-dev', repo: 'keywatch' } as const;

/** What is used of electron-updater: nothing that fetches or starts a program. */
export type Updater = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowPrerelease'
  | 'checkForUpdates'
  | 'logger'
  | 'requestHeaders'
  | 'setFeedURL'
>;

/** It tells machines apart by a number of its own making; here every one sends the same. */
const sameForAll = { 'x-user-staging-id': '00000000-0000-4000-8000-000000000000' };

/**
 * Asks GitHub for a newer release. Loaded when it is first asked, for most starts never do. Undefined where there is
 * nothing to bring up to date: a checkout.
 */
export function createUpdates(
  app: Pick<App, 'isPackaged'>,
  load: () => Promise<Updater> = loadUpdater,
): Updates | undefined {
  if (!app.isPackaged) return undefined;
  let ready: Promise<Updater> | null = null;
  const prepared = async () => {
    const updater = await load();
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = false;
    updater.allowPrerelease = false;
    updater.logger = null;
    updater.requestHeaders = sameForAll;
    updater.setFeedURL({ provider: 'github', ...releases });
    return updater;
  };
  return {
    async check() {
      ready ??= prepared();
      const updater = await ready;
      const found = await updater.checkForUpdates().catch((error: unknown) => {
        throw asTransportError(error instanceof Error ? error : new Error(String(error)));
      });
      return found?.isUpdateAvailable === true ? newer(found.updateInfo.version) : null;
    },
  };
}

async function loadUpdater(): Promise<Updater> {
  const { default: updater } = await import('electron-updater');
  return updater.autoUpdater;
}

function newer(version: string): { version: string; url: string } {
  const { owner, repo } = releases;
  return { version, url: `https://github.com/${owner}/${repo}/releases/tag/v${encodeURIComponent(version)}` };
}
