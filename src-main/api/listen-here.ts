import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KeywatchError, type ErrorCode } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';

/**
 * Has a server listen on this machine alone; gives its port, which the system chooses where it is to be 0. `option` is what
 * names another one. Throws `busy` and `not_permitted`.
 */
export async function listenHere(server: Server, port: number, option: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refused = (error: Error) => reject(portRefused(port, option, error));
    server.once('error', refused);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

const noPort: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  EADDRINUSE: ['busy', telling('is used by another program')],
  EACCES: ['not_permitted', telling('may not be opened by this user')],
};

function portRefused(port: number, option: string, cause: Error): Error {
  const [code, why] = ('code' in cause && noPort[String(cause.code)]) || [];
  if (code === undefined || why === undefined) return cause;
  return new KeywatchError(
    code,
    telling(
      'Port {port} of this machine {why}; nothing was started; give another with {option}, or leave it out.',
      { port, why, option },
    ),
    { port },
    { cause },
  );
}
