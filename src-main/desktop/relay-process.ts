import { runRelayHere } from '../machine/relay-here.ts';
import { lastWord } from './relay-utility.ts';

const { parentPort } = process;
/* oxlint-disable unicorn/require-post-message-target-origin -- a process has no origin */
runRelayHere({
  say: (message) => parentPort.postMessage(message),
  onMessage: (listener) => void parentPort.on('message', ({ data }) => listener(data)),
  // What was said just before would be lost with the process: the app ends it, having heard all.
  end: () => parentPort.postMessage(lastWord),
});
