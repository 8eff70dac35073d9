import type { Channel } from '../../src-shared/peer-client.ts';
import type { DesktopBridge, Door } from './door.ts';

const portMessage = 'keywatch:port';
const portTimeoutMs = 10_000;
/** The core stops 256 frames ahead of the last number acknowledged (D-A4). */
const ackEvery = 64;

/** The door of our own window in the desktop shell: a message port, handed over by the preload script. */
export function desktopDoor(bridge: DesktopBridge, page: Window): Door {
  return {
    open: () =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(tooLate);
          page.removeEventListener('message', receive);
        };
        const receive = (event: MessageEvent<unknown>) => {
          const port = event.ports[0];
          if (event.source !== page || event.data !== portMessage || port === undefined) return;
          stop();
          resolve(channelOf(port));
        };
        const tooLate = setTimeout(() => {
          stop();
          reject(new Error('Keywatch does not answer.'));
        }, portTimeoutMs);
        page.addEventListener('message', receive);
        bridge.connect();
      }),
  };
}

function channelOf(port: MessagePort): Channel {
  let received = 0;
  let hear: ((frame: string) => void) | null = null;
  let closed: ((why: string) => void) | null = null;
  const end = (why: string) => {
    port.close();
    closed?.(why);
    closed = null;
  };
  port.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (typeof event.data !== 'string') return end(whyClosed(event.data));
    received += 1;
    if (received % ackEvery === 0) port.postMessage({ ack: received });
    return hear?.(event.data);
  });
  port.addEventListener('close', () => end('the port closed'));
  return {
    send(frame) {
      port.postMessage(frame);
    },
    onFrame(listener) {
      hear = listener;
      port.start();
    },
    onClose(listener) {
      closed = listener;
    },
  };
}

function whyClosed(data: unknown): string {
  const why: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'closed') : null;
  return typeof why === 'string' ? why : 'the port closed';
}
