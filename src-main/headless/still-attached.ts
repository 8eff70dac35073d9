import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectionsFolder } from '../connecting/kept-connection.ts';
import { linksFolder } from '../linking/kept-record.ts';
import { fieldsAt, textAt } from '../gateways/stores/fields-at.ts';
import { typed } from '../service/typed.ts';

/** Something outside the data directory that was set up for Keywatch, and what puts it back. */
export interface Attached {
  name: string;
  /** Its configuration, or the directory of its state. */
  path: string;
  /** What to type. */
  undo: string;
}

/** Tools that are connected, by what a data directory says of them in clear: no vault is opened. */
export function stillConnected(directory: string): Attached[] {
  return told(join(directory, connectionsFolder)).flatMap((fields) => {
    const [name, path] = [textAt(fields, 'tool'), textAt(fields, 'path')];
    if (name === null || path === null) return [];
    return [{ name, path, undo: typed(['keywatch', 'connect', '--undo', name]) }];
  });
}

/** The same, and gateways that are linked. */
export function stillAttached(directory: string): Attached[] {
  const linked = told(join(directory, linksFolder)).flatMap((fields) => {
    const [name, path] = [textAt(fields, 'gateway'), textAt(fields, 'stateDir')];
    if (name === null || path === null) return [];
    return [{ name, path, undo: typed(['keywatch', 'gateway', 'unlink', name, '--state-dir', path]) }];
  });
  return [...stillConnected(directory), ...linked];
}

const told = (folder: string) => namesIn(folder).map((name) => fieldsAt(join(folder, name)));

function namesIn(path: string): string[] {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch {
    // Nothing was ever connected, or what lies there is no directory, and tells of nothing.
    return [];
  }
}
