/**
 * Where the app begins. Small, since everything up to `prepare` happens before a second start is told to the first; the
 * rest loads while Electron gets ready. Nothing may be awaited here: Electron is not ready before this file has run.
 * https://www.electronjs.org/docs/latest/tutorial/esm
 */
import { userInfo } from 'node:os';
import electron from 'electron';
import { prepare, type Host } from './prepare.ts';
import { sayWhyNot } from './say-why-not.ts';

const host: Host = {
  platform: process.platform,
  env: process.env,
  argv: process.argv,
  execPath: process.execPath,
  passwdHome: userInfo().homedir,
};

// The terminal it was started from may be closed: then its log goes nowhere, and the watch goes on.
process.stderr.on('error', () => undefined);

try {
  const paths = prepare(electron, host);
  if (paths === null) electron.app.exit(0);
  else {
    const loading = import('./start-app.ts');
    electron.app
      .whenReady()
      .then(async () => (await loading).startApp(electron, host, paths))
      .catch((error: unknown) => sayWhyNot(electron, error));
  }
} catch (error) {
  sayWhyNot(electron, error);
}
