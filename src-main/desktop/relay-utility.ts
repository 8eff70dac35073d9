import type { utilityProcess } from 'electron';
import type { StartRelay } from '../relay/thread.ts';
import type { FromRelay } from '../relay/wire.ts';

/** What the relay's process says last: it has nothing more to tell and may be ended. */
export const lastWord = 'done';

/** Starts the relay in a process of Electron's (D-C12), after the app is ready; `program` is its built file. */
export function relayInUtility(processes: Pick<typeof utilityProcess, 'fork'>, program: string): StartRelay {
  return () => {
    const child = processes.fork(program, [], { serviceName: 'Keywatch relay' });
    child.on('message', (message: FromRelay | typeof lastWord) => {
      if (message === lastWord) child.kill();
    });
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
      say: (message) => child.postMessage(message),
      onMessage(listener) {
        child.on('message', (message: FromRelay | typeof lastWord) => {
          if (message !== lastWord) listener(message);
        });
      },
      onEnd: (listener) => void child.once('exit', listener),
      end: async () => void child.kill(),
    };
  };
}
