import { existsSync, realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { carriedVariables, type Intent } from '../../src-main/service/intent.ts';
import type { Place } from '../../src-main/service/managers.ts';
import { dataDirectory } from '../../src-main/vault/data-directory.ts';
import { readPrivateFile } from '../../src-main/vault/private-file.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import type { Asked } from '../arguments.ts';
import type { Host, Options } from '../command.ts';

export const checkOption: Options = {
  check: {
    type: 'boolean',
    says: 'In its place a timer: every half hour asks whose turn it is, and tells by keywatch notify.',
  },
};

export const intentOptions: Options = {
  ...checkOption,
  port: { type: 'string', value: 'N', says: 'Serve the window to a browser too, at this port.' },
  'passphrase-file': {
    type: 'string',
    value: 'F',
    says: 'A file with the passphrase, reachable by nobody else; systemd hands it over as a credential.',
  },
  'key-file': { type: 'string', value: 'F', says: 'A key file, likewise.' },
};

export const doesOf = (asked: Asked) => (asked.has('check') ? 'check' : 'serve');

/**
 * What a command line asks to have started. Throws `bad_usage` for what is no port, and what keeps a file that opens
 * the vault from being used (D-A9).
 */
export function intentOf(asked: Asked, host: Host): Intent {
  const { env } = host;
  const does = doesOf(asked);
  const { env: carried, leftOut } = carriedVariables(env);
  for (const name of leftOut)
    host.warn(
      `${name} holds a password and is not written down; set it for the service yourself, see docs/service.md`,
    );
  const command = realpathSync(join(host.programDirectory, 'keywatch.cjs'));
  if (/[\\/]_npx[\\/]/.test(command))
    host.warn(
      'this copy lies in a cache of npx and may be gone tomorrow; npm install -g keywatch makes one that stays',
    );
  return {
    does,
    node: realpathSync(process.execPath),
    command,
    port: portOf(asked, does),
    home: namedHome(host),
    passphraseFile: fileOf(asked.text('passphrase-file') ?? env['KEYWATCH_PASSPHRASE_FILE'], host),
    keyFile: fileOf(asked.text('key-file') ?? env['KEYWATCH_KEY_FILE'], host),
    env: carried,
  };
}

export function placeOf({ env, home }: Host): Place {
  return { env, home, uid: process.getuid?.() ?? null, user: userInfo().username };
}

/** The data directory, where a service would not find it by itself. */
function namedHome({ directory, home }: Host): string | null {
  const { platform } = process;
  const found = dataDirectory({ platform, env: { HOME: home }, passwdHome: home });
  return directory === found ? null : directory;
}

function fileOf(typed: string | undefined, { env }: Host): string | null {
  if (typed === undefined || typed === '') return null;
  const path = resolve(typed);
  if (/\p{Cc}/u.test(path))
    throw new KeywatchError(
      'bad_usage',
      'the name of a file that opens the vault holds a line break or the like; nothing was installed; rename it',
    );
  if (repeatable(typed) === null && !existsSync(path))
    throw new KeywatchError(
      'not_found',
      'there is no file of the name that was given to open the vault; nothing was installed; check the path',
    );
  readPrivateFile(path, { env, uid: process.getuid?.() ?? null });
  return path;
}

function portOf(asked: Asked, does: Intent['does']): number | null {
  const typed = asked.text('port');
  if (typed === undefined) return null;
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  if (does === 'serve' && port >= 1 && port <= 65_535) return port;
  throw new KeywatchError(
    'bad_usage',
    does === 'check'
      ? '--check serves no window; nothing was installed; leave out --port'
      : '--port is no port number; nothing was installed; give one from 1 to 65535, or leave it out',
  );
}
