import type { ContextBridge, IpcRenderer } from 'electron';

/** What the page may ask of the shell: a port to the core, and a provider's page in the person's browser. */
export interface KeywatchBridge {
  /** Answered by a window message 'keywatch:port' that carries the port. */
  connect(): void;
  /** Only ids cross: the addresses are ours (rule 15 of Electron's checklist). */
  openPage(provider: string, page: string): void;
}

/** What of the page's window the bridge touches. */
interface PageWindow {
  readonly location: { readonly origin: string; hash: string };
  postMessage(message: string, targetOrigin: string, transfer: Transferable[]): void;
}

/** Gives the page its bridge: two functions and nothing of Electron's own (rule 20). */
export function exposeBridge(
  electron: { contextBridge: ContextBridge; ipcRenderer: IpcRenderer },
  page: PageWindow,
): void {
  const { contextBridge, ipcRenderer } = electron;
  const bridge: KeywatchBridge = {
    connect: () => ipcRenderer.send('keywatch:connect'),
    openPage: (provider, name) => ipcRenderer.send('keywatch:open-page', String(provider), String(name)),
  };
  contextBridge.exposeInMainWorld('keywatch', bridge);
  // Ports cannot cross the bridge; a window message carries them into the page's own world.
  // https://www.electronjs.org/docs/latest/tutorial/message-ports
  ipcRenderer.on('keywatch:port', (event) =>
    page.postMessage('keywatch:port', page.location.origin, event.ports),
  );
  ipcRenderer.on('keywatch:go', (_event, fragment: unknown) => {
    page.location.hash = String(fragment);
  });
}
