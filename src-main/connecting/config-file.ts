import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';

/** A tool's configuration as it lies. It may hold secrets. */
export interface ConfigFile {
  path: string;
  /** Null where there is none. */
  text: string | null;
  mode: number | null;
}

const largest = 1024 * 1024;

/**
 * Reads a configuration that is to be changed. Throws `not_permitted` for what is not to be followed or changed: a link that leads out of the
 * home directory, or is none of a directory that lies there; what is no file, too large, or no UTF-8.
 */
export function configFile(path: string, home: string): ConfigFile {
  const real = realPathOf(path, home);
  const stats = lstatSync(real, { throwIfNoEntry: false });
  if (stats === undefined) return { path: real, text: null, mode: null };
  if (!stats.isFile()) throw refused(path, telling('it is no file'));
  if (stats.size > largest) throw refused(path, telling('it is larger than 1 MB'));
  const bytes = read(real, path);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) throw refused(path, telling('it is no UTF-8 text'));
  return { path: real, text, mode: stats.mode & 0o777 };
}

function read(real: string, path: string): Buffer {
  try {
    return readFileSync(real);
  } catch (error) {
    throw refused(path, whyNotWritten(error));
  }
}

const isBelow = (from: string, to: string): boolean => !/^\.\.(?:[\\/]|$)/.test(relative(from, to));

/** Where it really lies, as far as that is there already. */
function realPathOf(path: string, home: string): string {
  const real = resolved(resolve(path));
  const isAtHome = isBelow(resolve(home), resolve(path));
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (isAtHome ? isBelow(resolved(resolve(home)), real) : !isLink) return real;
  throw refused(path, telling('a link leads out of the home directory'));
}

function resolved(path: string): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  // A link that leads nowhere is not followed to make what it names.
  if (stats?.isSymbolicLink() === true) return realpathOrItself(path);
  if (stats !== undefined || dirname(path) === path) return realpathSync(path);
  return join(resolved(dirname(path)), path.slice(dirname(path).length));
}

function realpathOrItself(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw refused(path, whyNotWritten(error));
  }
}

const refused = (path: string, why: string): KeywatchError =>
  new KeywatchError(
    'not_permitted',
    telling('{path} was not changed: {why}; everything is as before; see to that, then try again.', {
      path,
      why,
    }),
    { path },
  );
