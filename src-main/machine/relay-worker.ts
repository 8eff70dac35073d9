import http from 'node:http';
import tls from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { runRelay } from '../relay/in-thread.ts';
import type { ToRelay } from '../relay/wire.ts';
import { systemClock } from './clock.ts';

// Node's HTTP client knows neither proxy variables nor the system's certificates unless it is told (D-C11).
http.setGlobalProxyFromEnv();
tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);

setFlagsFromString('--expose-gc');
const collect: (options: { type: 'minor' }) => void = runInNewContext('gc');
setFlagsFromString('--no-expose-gc');

const port = parentPort;
if (port === null) throw new Error('this is the relay of Keywatch, which starts it by itself');
runRelay(
  {
    say: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', (message: ToRelay) => listener(message)),
    end: () => port.close(),
  },
  systemClock,
  () => collect({ type: 'minor' }),
);
