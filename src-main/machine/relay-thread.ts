import { Worker } from 'node:worker_threads';
import type { StartRelay } from '../relay/thread.ts';
import type { FromRelay } from '../relay/wire.ts';

/** Starts the relay in a thread of Node's; `program` is its built file. */
export function relayInWorker(program: string): StartRelay {
  return () => {
    const worker = new Worker(program, { name: 'keywatch relay' });
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      say: (message) => worker.postMessage(message),
      onMessage: (listener) => void worker.on('message', (message: FromRelay) => listener(message)),
      onEnd(listener) {
        worker.on('exit', listener);
        // Its end follows, and says enough.
        worker.on('error', () => undefined);
      },
      end: async () => void (await worker.terminate()),
    };
  };
}
