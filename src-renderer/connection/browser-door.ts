import type { Channel } from '../../src-shared/peer-client.ts';
import { NotLetIn, type Door } from './door.ts';

const sessionKey = 'keywatch.session';
const tokenKey = 'keywatch.token';
const greetingTimeoutMs = 10_000;
const notAccepted = 4401;

type Credential = { readonly token: string } | { readonly session: string };

/**
 * The door of a page that `keywatch serve` gave to a browser. The token stands in the address's fragment, which no
 * request carries, and is taken out at once. The tab keeps it until it was exchanged for a session, so that a page
 * loaded again before that is let in too (D-A12); the session lives as long as the tab.
 */
export function browserDoor(page: Window): Door {
  const token = takeToken(page);
  // An address typed into a tab that shows the window already loads nothing by itself.
  page.addEventListener('hashchange', () => {
    if (tokenIn(page) === null) return;
    takeToken(page);
    page.location.reload();
  });
  const address = new URL('/door', page.location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  let fresh = token !== null;
  return {
    async open() {
      const session = page.sessionStorage.getItem(sessionKey);
      const tried: Credential[] = [];
      if (session !== null) tried.push({ session });
      // A token that was just given may be of a newer start than the session.
      if (token !== null) tried.splice(fresh ? 0 : 1, 0, { token });
      for (const credential of tried) {
        const greeted = await greet(address, credential);
        if (greeted === null) continue;
        page.sessionStorage.setItem(sessionKey, greeted.session);
        page.sessionStorage.removeItem(tokenKey);
        fresh = false;
        return greeted.channel;
      }
      page.sessionStorage.removeItem(sessionKey);
      page.sessionStorage.removeItem(tokenKey);
      throw new NotLetIn('This address is not known to Keywatch.');
    },
  };
}

/** The token the tab was opened with, or was given and has not used yet. */
function takeToken(page: Window): string | null {
  const token = tokenIn(page);
  if (token === null) return page.sessionStorage.getItem(tokenKey);
  page.sessionStorage.setItem(tokenKey, token);
  page.history.replaceState(null, '', page.location.pathname);
  return token;
}

function tokenIn(page: Window): string | null {
  return new URLSearchParams(page.location.hash.slice(1)).get('t');
}

/** Resolves with null when the credential is not accepted; rejects when nobody answers. */
function greet(address: URL, credential: Credential): Promise<{ session: string; channel: Channel } | null> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    const tooLate = setTimeout(() => socket.close(), greetingTimeoutMs);
    socket.addEventListener('open', () => socket.send(JSON.stringify(credential)));
    socket.addEventListener(
      'message',
      (event) => {
        clearTimeout(tooLate);
        const session = readGreeting(event.data);
        if (session !== null) return resolve({ session, channel: channelOf(socket) });
        socket.close();
        return reject(new Error('The answer at this address is not from Keywatch.'));
      },
      { once: true },
    );
    socket.addEventListener('close', (event) => {
      clearTimeout(tooLate);
      if (event.code === notAccepted) resolve(null);
      else reject(new Error('Keywatch does not answer.'));
    });
  });
}

function readGreeting(data: unknown): string | null {
  if (typeof data !== 'string') return null;
  try {
    const greeting: unknown = JSON.parse(data);
    if (typeof greeting !== 'object' || greeting === null) return null;
    const session: unknown = Reflect.get(greeting, 'session');
    return Reflect.get(greeting, 'ok') === true && typeof session === 'string' ? session : null;
  } catch {
    return null;
  }
}

function channelOf(socket: WebSocket): Channel {
  return {
    send(frame) {
      socket.send(frame);
    },
    onFrame(listener) {
      socket.addEventListener('message', (event) => {
        if (typeof event.data === 'string') listener(event.data);
      });
    },
    onClose(listener) {
      socket.addEventListener('close', (event) => listener(event.reason || 'the socket closed'));
    },
  };
}
