import { parentPort } from 'node:worker_threads';
import type { ToRelay } from '../relay/wire.ts';
import { runRelayHere } from './relay-here.ts';

const port = parentPort;
if (port === null) throw new Error('this is the relay of Keywatch, which starts it by itself');
runRelayHere({
  say: (message) => port.postMessage(message),
  onMessage: (listener) => void port.on('message', (message: ToRelay) => listener(message)),
  end: () => port.close(),
});
