import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

/** The window's own session (D-A7). In memory: nothing a page leaves behind reaches the disk. */
export const windowPartition = 'window';

/** Ground of the window in each theme, so that it does not flash white before the page has painted. */
const grounds = { light: '#ffffff', dark: '#17191a' };

/**
 * The window's options, one literal: rules 2, 3, 4, 6 and 8 to 12 of the security checklist are asserted on it.
 * https://www.electronjs.org/docs/latest/tutorial/security
 */
export function windowOptions(facts: {
  preload: string;
  icon: string;
  bounds: Rectangle | null;
  dark: boolean;
  packaged: boolean;
}): BrowserWindowConstructorOptions {
  return {
    ...(facts.bounds ?? { width: 1120, height: 760 }),
    minWidth: 360,
    minHeight: 420,
    title: 'Keywatch',
    icon: facts.icon,
    show: false,
    backgroundColor: facts.dark ? grounds.dark : grounds.light,
    autoHideMenuBar: true,
    webPreferences: {
      preload: facts.preload,
      partition: windowPartition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      plugins: false,
      webgl: false,
      // No box of the page's own making: it could be taken for one of ours.
      disableDialogs: true,
      devTools: !facts.packaged,
      v8CacheOptions: 'code',
    },
  };
}
