import type { IpcMain, MessageChannelMain, WebContents } from 'electron';
import { closeCodes, type Connection } from '../api/serve-connection.ts';
import type { Log } from '../ports.ts';
import { trustedFrame } from './security.ts';

/** Frames a page may owe us an acknowledgement for; it acknowledges every 64th (D-A4). */
export const ahead = 256;
/** A page needs one port; of those it opened and left behind the oldest is closed. */
const mostPorts = 8;

/**
 * Opens the desktop door: our own page asks, and is handed one end of a new channel. The port is the capability; who
 * cannot show our origin, top frame and window never gets one.
 */
export function openDesktopDoor(
  electron: { ipcMain: Pick<IpcMain, 'on'>; MessageChannelMain: typeof MessageChannelMain },
  parts: { contents: () => WebContents | null; serve: (connection: Connection) => void; log: Log },
): void {
  const given = new Set<Connection>();
  electron.ipcMain.on('keywatch:connect', (event) => {
    const frame = trustedFrame(event, parts.contents());
    if (frame === null) {
      parts.log.warn('A message that was not from our window was refused', { channel: 'keywatch:connect' });
      return;
    }
    const { port1, port2 } = new electron.MessageChannelMain();
    const connection = connectionOver(port1);
    const oldest = given.size < mostPorts ? undefined : given.values().next().value;
    oldest?.close(closeCodes.tooMany, 'too many connections');
    given.add(connection);
    connection.onClose(() => given.delete(connection));
    parts.serve(connection);
    frame.postMessage('keywatch:port', null, [port2]);
  });
}

/** What is used of Electron's MessagePortMain. */
export interface FramePort {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/** A connection over a message port: strings are frames, `{ ack: n }` comes back, `{ closed: why }` ends it. */
export function connectionOver(port: FramePort): Connection {
  let sent = 0;
  let acknowledged = 0;
  let open = true;
  let last: Promise<void> = Promise.resolve();
  let release: (() => void) | null = null;
  const room = (): Promise<void> =>
    !open || sent - acknowledged < ahead
      ? Promise.resolve()
      : new Promise((resolve) => {
          release = resolve;
        });
  const inTurn = async (before: Promise<void>, frame: string) => {
    await before;
    await room();
    if (!open) return;
    sent++;
    port.postMessage(frame);
  };
  const frameListeners: ((frame: string) => void)[] = [];
  const closeListeners: (() => void)[] = [];
  const ended = () => {
    if (!open) return;
    open = false;
    release?.();
    for (const listener of closeListeners) listener();
  };

  port.on('message', ({ data }: { data: unknown }) => {
    if (typeof data === 'string') for (const listener of frameListeners) listener(data);
    else if (isAcknowledgement(data) && data.ack > acknowledged && data.ack <= sent) {
      acknowledged = data.ack;
      release?.();
    }
  });
  port.on('close', ended);
  port.start();

  return {
    send(frame) {
      last = inTurn(last, frame);
      return last;
    },
    onFrame: (listener) => void frameListeners.push(listener),
    onClose: (listener) => void closeListeners.push(listener),
    close(_code, reason) {
      if (!open) return;
      port.postMessage({ closed: reason });
      port.close();
      ended();
    },
  };
}

function isAcknowledgement(data: unknown): data is { ack: number } {
  return typeof data === 'object' && data !== null && 'ack' in data && Number.isSafeInteger(data.ack);
}
