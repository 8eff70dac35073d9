import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron';
import type { Clock, Log } from '../ports.ts';
import { startPage } from './security.ts';

/** `ready-to-show` never fires on Wayland (https://github.com/electron/electron/issues/48859), a hung page fires nothing. */
const revealAfterMs = 2_000;
/** A hidden window is worth a few hundred megabytes; it comes back where it was. */
const destroyAfterMs = 5 * 60_000;

/** Places in the window, as its address names them. */
export type Place =
  | { at: 'profile' | 'replace'; id: string }
  | { at: 'add' }
  | { at: 'unlock' }
  | { at: 'settings' };

/** The fragment that leads to a place; the page reads it when it loads and whenever it changes. */
export function fragmentOf(place: Place): string {
  return 'id' in place ? `#${place.at}=${encodeURIComponent(place.id)}` : `#${place.at}`;
}

/** Our one window, which may exist or not. */
export interface ShellWindow {
  /** Brings it up, making it if need be; at a place if one is named, else where it was. */
  show(place?: Place): void;
  isVisible(): boolean;
  /** Its page, the only one whose messages are heard; null while there is no window. */
  contents(): WebContents | null;
  /** Ends the process of its page, and with it whatever that still held; a window that is seen loads anew. */
  forget(): void;
  /**
   * Keeps it out of pictures of the screen for so long, where the system can: Windows does, macOS before 15, Linux not.
   * https://www.electronjs.org/docs/latest/api/browser-window#winsetcontentprotectionenable-macos-windows
   */
  hideFromPictures(ms: number): void;
  /** The same for good, or no more. */
  keepFromPictures(always: boolean): void;
  /** The app ends: closing no longer means hiding. */
  letGo(): void;
}

export function createShellWindow(
  electron: { BrowserWindow: typeof BrowserWindow },
  parts: {
    clock: Clock;
    log: Log;
    options: (bounds: Rectangle | null) => BrowserWindowConstructorOptions;
    /** Called when it was shown, and when it was hidden: macOS keeps its dock icon only meanwhile. */
    onShown: () => void;
    onHidden: () => void;
  },
): ShellWindow {
  const { clock, log } = parts;
  let window: BrowserWindow | null = null;
  let bounds: Rectangle | null = null;
  let maximized = false;
  /** Where the page was when its window was destroyed. */
  let address = startPage;
  let leaving = false;
  let stopWaiting: (() => void) | null = null;
  let stopHiding: (() => void) | null = null;
  let alwaysHidden = false;
  /** We ended its page ourselves. */
  let forgetting = false;

  const remember = (open: BrowserWindow) => {
    bounds = open.getNormalBounds();
    maximized = open.isMaximized();
    const url = open.webContents.getURL();
    if (url.startsWith(startPage)) address = url;
  };

  const hide = (open: BrowserWindow) => {
    remember(open);
    open.hide();
    parts.onHidden();
    stopWaiting = clock.after(destroyAfterMs, () => {
      if (open.isDestroyed() || open.isVisible()) return;
      remember(open);
      open.destroy();
    });
  };

  const create = (): BrowserWindow => {
    const open = new electron.BrowserWindow(parts.options(bounds));
    if (maximized) open.maximize();
    if (alwaysHidden) open.setContentProtection(true);
    revealOnce(open, clock, parts.onShown);
    open.on('close', (event) => {
      if (leaving) return;
      event.preventDefault();
      hide(open);
    });
    // The system ends the session: nothing may stand in its way.
    open.on('session-end', () => {
      leaving = true;
    });
    open.on('closed', () => {
      stopWaiting?.();
      if (window === open) window = null;
    });
    open.webContents.on('render-process-gone', (_event, { reason }) => {
      if (open.isDestroyed() || forgetting) return;
      log.error('The window stopped working; it opens anew when it is asked for', { reason });
      open.destroy();
    });
    open.webContents.on('did-finish-load', () => {
      forgetting = false;
    });
    open.loadURL(address).catch((error: unknown) => {
      log.error('The window could not load', { error: error instanceof Error ? error.name : typeof error });
    });
    return open;
  };

  return {
    show(place) {
      stopWaiting?.();
      if (place !== undefined) address = `${startPage}${fragmentOf(place)}`;
      const known = window;
      window ??= create();
      if (known === null) return;
      if (place !== undefined) known.webContents.send('keywatch:go', fragmentOf(place));
      if (known.isMinimized()) known.restore();
      known.show();
      known.focus();
      parts.onShown();
    },
    isVisible: () => window !== null && window.isVisible(),
    contents: () => (window === null ? null : window.webContents),
    forget() {
      const open = window;
      if (open === null) return;
      if (!open.isVisible()) {
        remember(open);
        open.destroy();
        return;
      }
      forgetting = true;
      // A reload alone may keep the process, and the memory of the page before with it.
      open.webContents.forcefullyCrashRenderer();
      open.webContents.reload();
    },
    hideFromPictures(ms) {
      const open = window;
      if (open === null) return;
      stopHiding?.();
      open.setContentProtection(true);
      stopHiding = clock.after(ms, () => {
        stopHiding = null;
        if (!open.isDestroyed()) open.setContentProtection(alwaysHidden);
      });
    },
    keepFromPictures(always) {
      if (alwaysHidden === always) return;
      alwaysHidden = always;
      if (stopHiding === null) window?.setContentProtection(always);
    },
    letGo() {
      leaving = true;
    },
  };
}

/** Shows it at the first of three signs, since each of them alone may never come. */
function revealOnce(open: BrowserWindow, clock: Clock, onShown: () => void): void {
  let revealed = false;
  const reveal = () => {
    if (revealed || open.isDestroyed()) return;
    revealed = true;
    open.show();
    open.focus();
    onShown();
  };
  open.once('ready-to-show', reveal);
  open.webContents.once('did-finish-load', reveal);
  clock.after(revealAfterMs, reveal);
}
