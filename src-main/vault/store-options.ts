import { lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { DocumentStore } from './document-store.ts';
import { parseVault } from './parse-vault.ts';
import { removeLeftovers, writeFileSync } from './replace-file.ts';
import { serializeDocument } from './serialize.ts';
import { isPassing, vaultErrors, whyNotWritten } from './vault-errors.ts';

/** What conf and electron-store are both given, so that they open one and the same file. */
export interface StoreOptions {
  cwd: string;
  fileExtension: string;
  configFileMode: number;
  accessPropertiesByDotNotation: false;
  clearInvalidConfig: false;
  /** Theirs to call if they wrote, which they must not. */
  serialize(): never;
  deserialize(text: string): Record<string, never>;
}

/** As much of a conf or electron-store instance as is used. */
export interface StoreHandle {
  readonly path: string;
  store: Record<string, never>;
}

export const vaultFileName = 'vault';

/** As many as Linux follows. */
const mostLinks = 40;

/**
 * The document behind a conf or electron-store instance, which opens and locates it; the core holds it (D-C2) and writes
 * it by its own writer (D-A1). `open` gives the instance for the options, under {@link vaultFileName}.
 */
export function documentStore(
  directory: string,
  path: string,
  open: (options: StoreOptions) => StoreHandle,
): DocumentStore {
  let handle: StoreHandle | null = null;
  let reading = false;
  let read: unknown;
  const options: StoreOptions = {
    cwd: directory,
    fileExtension: 'json',
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    clearInvalidConfig: false,
    serialize() {
      throw new TypeError('the vault is written here alone');
    },
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
        load();
        return read;
      } catch (error) {
        throw error instanceof SyntaxError ? error : notReadable(path, error);
      } finally {
        reading = false;
      }
    },
    // Through the instance a write reads the whole file before and joins more than it must: 1.6 times the work (D-C2).
    write(next) {
      try {
        load();
        writeFileSync(endOfLinks(path), serializeDocument(next), { mode: options.configFileMode });
      } catch (error) {
        throw vaultErrors.writeFailed(path, error);
      }
    },
  };
}

/** A person may keep the file elsewhere and a link in its place: it is what the link names that is replaced. */
function endOfLinks(path: string): string {
  let file = path;
  for (let links = 0; links < mostLinks; links += 1) {
    if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() !== true) break;
    file = resolve(realpathSync(dirname(file)), readlinkSync(file));
  }
  return file;
}

function notReadable(path: string, cause: unknown): KeywatchError {
  const mayPass = isPassing(cause);
  return new KeywatchError(
    mayPass ? 'busy' : 'not_permitted',
    `The vault ${path} could not be opened: ${whyNotWritten(cause)}; it was left as it is; ` +
      (mayPass ? 'try again in a moment' : 'give access to it, then try again'),
    {},
    { cause },
  );
}
