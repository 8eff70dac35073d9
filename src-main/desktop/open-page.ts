import type { IpcMain, Shell, WebContents } from 'electron';
import type { Log } from '../ports.ts';
import type { Provider } from '../providers/provider.ts';
import { trustedFrame } from './security.ts';

const pages = ['keys', 'billing', 'status'] as const;

/**
 * Opens a provider's own page in the person's browser. The page sends ids; the addresses are the closed list of the
 * providers' files (rule 15 of Electron's security checklist).
 */
export function openPagesOnRequest(
  electron: { ipcMain: Pick<IpcMain, 'on'>; shell: Pick<Shell, 'openExternal'> },
  parts: { contents: () => WebContents | null; providers: readonly Provider[]; log: Log },
): void {
  electron.ipcMain.on('keywatch:open-page', (event, provider: unknown, page: unknown) => {
    if (trustedFrame(event, parts.contents()) === null) {
      parts.log.warn('A message that was not from our window was refused', { channel: 'keywatch:open-page' });
      return;
    }
    if (!openPage(electron.shell, parts, provider, page))
      parts.log.warn('A page that is not on the list was asked for', {});
  });
}

/** Opens a listed page; false where there is none. */
export function openPage(
  shell: Pick<Shell, 'openExternal'>,
  { providers, log }: { providers: readonly Provider[]; log: Log },
  provider: unknown,
  page: unknown,
): boolean {
  const address = addressOf(providers, provider, page);
  if (address === null) return false;
  shell.openExternal(address).catch((error: unknown) => {
    log.warn('The browser could not be opened', {
      error: error instanceof Error ? error.name : typeof error,
    });
  });
  return true;
}

/** The listed address, https only; null for anything else. */
export function addressOf(providers: readonly Provider[], provider: unknown, page: unknown): string | null {
  const name = pages.find((known) => known === page);
  const links = providers.find(({ id }) => id === provider)?.links;
  const address = name === undefined ? null : (links?.[name] ?? null);
  return address?.startsWith('https://') === true ? address : null;
}
