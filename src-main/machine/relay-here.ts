import tls from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runRelay, type Line } from '../relay/in-thread.ts';
import { systemClock } from './clock.ts';

/** Runs the relay where this is called, which is a thread or a process of its own (D-C12). */
export function runRelayHere(line: Line): void {
  // Node's HTTP client does not know the system's certificates unless it is told (D-C11).
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...tls.getCACertificates('system')]);

  setFlagsFromString('--expose-gc');
  const collect: (options: { type: 'minor' }) => void = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');

  runRelay(line, systemClock, () => collect({ type: 'minor' }));
}
