import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Document } from './document.ts';
import type { DocumentStore } from './document-store.ts';
import { parseVault } from './parse-vault.ts';
import { isNoFile } from './plain-file.ts';
import { removeLeftovers } from './replace-file.ts';
import { createSerializer } from './serialize.ts';
import { isPassing, vaultErrors, whyNotWritten } from './vault-errors.ts';

/** What conf and electron-store are both given, so that they write one and the same file. */
export interface StoreOptions {
  cwd: string;
  fileExtension: string;
  configFileMode: number;
  accessPropertiesByDotNotation: false;
  clearInvalidConfig: false;
  serialize(): Uint8Array;
  deserialize(text: string): Record<string, never>;
}

/** As much of a conf or electron-store instance as is used. */
export interface StoreHandle {
  readonly path: string;
  store: Record<string, never>;
}

export const vaultFileName = 'vault';

/**
 * The document behind a conf or electron-store instance, which opens, locates and writes it; the core holds it (D-C2).
 * `open` gives the instance for the options, under {@link vaultFileName}.
 */
export function documentStore(
  directory: string,
  path: string,
  open: (options: StoreOptions) => StoreHandle,
): DocumentStore {
  let handle: StoreHandle | null = null;
  let reading = false;
  let read: unknown;
  let document: Document | null = null;
  const bytesOf = createSerializer();
  const options: StoreOptions = {
    cwd: directory,
    fileExtension: 'json',
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    serialize() {
      if (document === null) throw new TypeError('nothing to write');
      return bytesOf(document);
    },
    // conf reads its file before each write too; parsing it again would be most of what a write costs.
    deserialize(text) {
      if (reading) read = parseVault(text);
      return {};
    },
  };

  function load(): StoreHandle {
    if (handle !== null) return handle;
    removeLeftovers(directory);
    handle = open(options);
    return handle;
  }

  return {
    path,
    read() {
      read = undefined;
      reading = true;
      handle = null;
      try {
        if (isNoFile(path)) throw new SyntaxError('something else lies in its place');
        load();
        return read;
      } catch (error) {
        throw error instanceof SyntaxError ? error : notReadable(path, error);
      } finally {
        reading = false;
      }
    },
    write(next) {
      document = next;
      try {
        load().store = {};
      } catch (error) {
        throw vaultErrors.writeFailed(path, error);
      } finally {
        document = null;
      }
    },
  };
}

function notReadable(path: string, cause: unknown): KeywatchError {
  const mayPass = isPassing(cause);
  return new KeywatchError(
    mayPass ? 'busy' : 'not_permitted',
    telling('The vault {path} could not be opened: {why}; it was left as it is; {advice}', {
      path,
      why: whyNotWritten(cause),
      advice: mayPass
        ? telling('try again in a moment')
        : telling("give yourself access to it (chmod 600 ''{path}''), then try again", { path }),
    }),
    {},
    { cause },
  );
}
