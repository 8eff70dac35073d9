import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Starts } from '../ports.ts';

/** Under what name a gateway asks Keywatch: its own, with a mark where its state does not lie in its usual place. */
export function readerNameOf(gateway: string, stateDir: string, usual: string): string {
  if (stateDir === usual) return gateway;
  return `${gateway}-${createHash('sha256').update(stateDir).digest('hex').slice(0, 8)}`;
}

export const launcherPath = (directory: string, reader: string): string =>
  join(directory, 'launchers', `keywatch-${reader}`);

/** Nothing in single quotes means anything to a shell but their end. */
const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A program that a gateway may start as its secret provider: absolute, no link, and in need of no environment. */
export function launcherText({ node, program }: Starts, directory: string, reader: string): string {
  return `#!/bin/sh
# Made by keywatch gateway link, removed by keywatch gateway unlink.
export KEYWATCH_HOME=${quoted(directory)}
exec ${quoted(node)} ${quoted(program)} secret serve --for ${quoted(reader)}
`;
}

/** What a secret provider of ours is called in a gateway's configuration. */
export const providerName = 'keywatch';

/** What opens the vault where no Keywatch is running: a keyring's bus, and the files a person named. */
const passEnv = [
  'HOME',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'CREDENTIALS_DIRECTORY',
  'KEYWATCH_PASSPHRASE_FILE',
  'KEYWATCH_KEY_FILE',
];

/** Opening the vault without an owner may take a slow machine seconds; with one it takes none. */
const timeoutMs = 15_000;

/** `secrets.providers.keywatch` as a gateway's configuration has it. */
export const providerEntry = (command: string) => ({ source: 'exec', command, passEnv, timeoutMs });
