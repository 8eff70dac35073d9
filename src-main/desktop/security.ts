/**
 * What a page in our window may and may not do: one short function a rule of Electron's security checklist
 * (https://www.electronjs.org/docs/latest/tutorial/security), each named after what it forbids. Rules 2 to 4, 6 and
 * 8 to 11 are literals of `windowOptions`; 7 is the header of `protocol.ts`; 15 is `open-page.ts`; 19 is the packaging.
 */
import type { App, IpcMainEvent, Protocol, Session, WebContents, WebFrameMain } from 'electron';

export const scheme = 'app';
/** The one origin our window has. */
export const origin = `${scheme}://bundle`;
export const startPage = `${origin}/index.html`;

/** Rule 18: pages come from a scheme of our own, never from file://. Once, and before the app is ready. */
export function registerOwnScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Rule 4: every renderer is sandboxed, whatever its window says. Before the app is ready. */
export function sandboxEverything(app: Pick<App, 'enableSandbox'>): void {
  app.enableSandbox();
}

/** Rule 1: a page reaches our own files, and what it made itself, and nothing else, whatever its policy says (D-A7). */
export function blockNetwork(session: Pick<Session, 'webRequest'>): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isOwnAddress(details.url) && !isOwnBlob(details.url) });
  });
}

/**
 * Rule 5: no camera, no notifications of the page's own: every permission is refused but what a copied key needs. Our
 * own page may copy, and may read the clipboard to clear it after 30 s only where it still holds that key; `own` is the
 * page of our window.
 */
export function blockPermissions(
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >,
  own: () => WebContents | null,
): void {
  const isGranted = (permission: string, contents: WebContents | null, url: string, isTop: boolean) =>
    permission === 'clipboard-sanitized-write' ||
    (permission === 'clipboard-read' &&
      isTop &&
      contents !== null &&
      contents === own() &&
      (url === origin || isOwnAddress(url)));
  session.setPermissionRequestHandler((contents, permission, callback, { isMainFrame, requestingUrl }) =>
    callback(isGranted(permission, contents, requestingUrl, isMainFrame)),
  );
  session.setPermissionCheckHandler((contents, permission, requestingOrigin, { isMainFrame }) =>
    isGranted(permission, contents, requestingOrigin, isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
}

/** Chromium fetches dictionaries from its vendor as soon as a text field is focused: a secret's own field among them. */
export function blockSpellChecker(
  session: Pick<Session, 'setSpellCheckerEnabled' | 'setSpellCheckerDictionaryDownloadURL'>,
): void {
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerDictionaryDownloadURL(`${origin}/no-dictionaries/`);
}

/**
 * Nothing is ever downloaded through the window. What our own page made itself, as an export, is saved where the person
 * says: Electron asks for the place (https://www.electronjs.org/docs/latest/api/download-item).
 */
export function blockDownloads(session: Pick<Session, 'on'>, own: () => WebContents | null): void {
  session.on('will-download', (event, item, contents) => {
    if (contents !== own() || !isOwnBlob(item.getURL())) event.preventDefault();
  });
}

const isAnew = ({ url, isMainFrame }: { url: string; isMainFrame: boolean }): boolean =>
  isMainFrame && url.split('#', 1)[0] === startPage;

/** Rule 13: the window shows our page and goes nowhere. To load that page anew is a navigation too, and the one let by. */
export function blockNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => isAnew(event) || event.preventDefault());
  contents.on('will-frame-navigate', (event) => isAnew(event) || event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
}

/** Rule 14: a page opens no windows; provider pages open in the person's browser (open-page.ts). */
export function blockNewWindows(contents: Pick<WebContents, 'setWindowOpenHandler'>): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Rules 11 and 12: there are no webviews. */
export function blockWebviews(contents: Pick<WebContents, 'on'>): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** WebRTC asks neither the policy nor webRequest before it speaks to a host: without UDP it speaks to none. */
export function blockPeerConnections(contents: Pick<WebContents, 'setWebRTCIPHandlingPolicy'>): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * A server that asks for a certificate of the person's gets none: unanswered, Electron gives the first that fits, to
 * probes too. https://www.electronjs.org/docs/latest/breaking-changes
 */
export function keepCertificates(app: Pick<App, 'on'>): void {
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    event.preventDefault();
    callback();
  });
}

/** Every rule for every page of this process, also of ones a mistake of ours might open. */
export function guardAllContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    blockNavigation(contents);
    blockNewWindows(contents);
    blockWebviews(contents);
    blockPeerConnections(contents);
  });
}

/** Every rule for what a session may load and ask; `own` is the page of our window, null while there is none. */
export function guardSession(session: Session, own: () => WebContents | null): void {
  blockNetwork(session);
  blockPermissions(session, own);
  blockSpellChecker(session);
  blockDownloads(session, own);
}

/**
 * Rule 17: the frame that sent a message, if it is our own page's top frame in a window we made; else null. The frame
 * is null when it went away before we looked.
 */
export function trustedFrame(
  event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  own: WebContents | null,
): WebFrameMain | null {
  const { sender, senderFrame } = event;
  if (own === null || sender !== own || sender.isDestroyed()) return null;
  if (senderFrame === null || senderFrame.detached || senderFrame.parent !== null) return null;
  return senderFrame.origin === origin ? senderFrame : null;
}

/** A text that our page holds in its memory under an address of its own. */
function isOwnBlob(url: string): boolean {
  return url.startsWith(`blob:${origin}/`);
}

function isOwnAddress(url: string): boolean {
  return url.startsWith(`${origin}/`);
}
