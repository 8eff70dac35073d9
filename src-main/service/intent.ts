import type { Env } from '../ports.ts';
import { engine } from './frugality.ts';

/** Keeps watch all the time, or looks every half hour and tells. */
export type Does = 'serve' | 'check';

/** What a system is to start by itself. */
export interface Intent {
  does: Does;
  /** Absolute paths. */
  node: string;
  command: string;
  /** Where it serves the window to a browser; null where it does not. */
  port: number | null;
  /** The data directory, where it is not the one it would find by itself. */
  home: string | null;
  /** What opens the vault, where files do. */
  passphraseFile: string | null;
  keyFile: string | null;
  /** Further variables that hold for it. */
  env: Readonly<Record<string, string>>;
}

/** A file that tells a system what to start. */
export interface ServiceFile {
  path: string;
  text: string;
}

/** Half an hour: what `check` waits between two looks. Seconds. */
export const checkEverySeconds = 1800;

const serving = (port: number | null) => (port === null ? ['--no-browser'] : ['--port', String(port)]);

/** What is run. */
export function commandLine({ does, node, command, port }: Intent): string[] {
  return does === 'serve'
    ? [node, ...engine, command, 'serve', ...serving(port)]
    : [node, command, 'status', '--check', '--probe-due', '--notify'];
}

/** Its variables; `fileOf` says where it finds a file that opens the vault. */
export function variablesOf(
  intent: Intent,
  fileOf: (name: 'passphrase' | 'key', path: string) => string,
): Env {
  const { home, passphraseFile, keyFile, env } = intent;
  return {
    ...(home === null ? {} : { KEYWATCH_HOME: home }),
    ...(passphraseFile === null ? {} : { KEYWATCH_PASSPHRASE_FILE: fileOf('passphrase', passphraseFile) }),
    ...(keyFile === null ? {} : { KEYWATCH_KEY_FILE: fileOf('key', keyFile) }),
    ...env,
  };
}

const carried = [
  'KEYWATCH_NO_KEYRING',
  'KEYWATCH_OFFLINE',
  'KEYWATCH_LOG',
  'NODE_EXTRA_CA_CERTS',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
] as const;

/** A proxy's password, or what no line of a unit can hold. */
const isOpen = ([, value]: readonly [string, string]) => /:\/\/[^/]*@/.test(value) || /[\r\n\0]/.test(value);

/** Which variables of a terminal hold for what it installs; one that holds a password is left out and named. */
export function carriedVariables(env: Env): { env: Record<string, string>; leftOut: string[] } {
  const set = carried.flatMap((name) => {
    const value = env[name] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    env: Object.fromEntries(set.filter((each) => !isOpen(each))),
    leftOut: set.filter(isOpen).map(([name]) => name),
  };
}
