import { connect, type Socket } from 'node:net';
import { KeywatchError } from '../src-shared/errors.ts';

/** How it looks when no process listens: the socket of an owner that was killed stays behind. */
const nobody: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK']);

/** What to say of an owner that is there and gives no sign. */
export function noAnswer(): KeywatchError {
  return new KeywatchError(
    'busy',
    'the Keywatch that owns this vault does not answer; nothing was changed; try again in a moment, or restart it',
  );
}

/** A socket to the local door, paused until somebody listens; null when nobody is there. Throws `not_permitted` and `busy`. */
export function reached(address: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (nobody.has(error.code)) resolve(null);
      else if (error.code === 'EACCES' || error.code === 'EPERM')
        reject(
          new KeywatchError(
            'not_permitted',
            `the door at ${address} belongs to another user; nothing was changed; run this as the user Keywatch runs as`,
          ),
        );
      else reject(noAnswer());
    });
  });
}
