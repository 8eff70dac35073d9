import type { Channel } from '../../src-shared/peer-client.ts';
import { NotLetIn, type Door } from './door.ts';

const sessionKey = 'keywatch.session';
const greetingTimeoutMs = 10_000;
const notAccepted = 4401;

type Credential = { readonly token: string } | { readonly session: string };

/**
 * The door of a page that `keywatch serve` gave to a browser. The token stands in the address's fragment, which no
 * request carries; it is taken out at once and never stored. The session it is exchanged for lives as long as the tab.
 */
export function browserDoor(page: Window): Door {
  const token = takeToken(page);
  const address = new URL('/door', page.location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  let fresh = token !== null;
  return {
    async open() {
      const session = page.sessionStorage.getItem(sessionKey);
      const tried: Credential[] = [];
      if (session !== null && !fresh) tried.push({ session });
      if (token !== null) tried.push({ token });
      for (const credential of tried) {
        const greeted = await greet(address, credential);
        if (greeted === null) continue;
        page.sessionStorage.setItem(sessionKey, greeted.session);
        fresh = false;
        return greeted.channel;
      }
      page.sessionStorage.removeItem(sessionKey);
      throw new NotLetIn('This address is not known to Keywatch.');
    },
  };
}

function takeToken(page: Window): string | null {
  const token = new URLSearchParams(page.location.hash.slice(1)).get('t');
  if (token !== null) page.history.replaceState(null, '', page.location.pathname);
  return token;
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
