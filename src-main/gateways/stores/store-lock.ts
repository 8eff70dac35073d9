import type { Surroundings } from '../surroundings.ts';
import { fieldsOf } from './credential.ts';
import { parseJson, readPeerFile } from './peer-file.ts';

/** A peer's own lock on one of its stores. Reading never waits for it. */
export interface StoreLock {
  path: string;
  pid: number | null;
  /** The process that made it still runs. */
  alive: boolean;
}

/** The lock beside a store, null where there is none. */
export const lockOf = (store: string, around: Pick<Surroundings, 'isAlive'>): StoreLock | null =>
  lockAt(`${store}.lock`, around);

/** A lock by its own path, null where there is none. */
export function lockAt(path: string, { isAlive }: Pick<Surroundings, 'isAlive'>): StoreLock | null {
  const file = readPeerFile(path);
  if (file === null) return null;
  const pid = fieldsOf(parseJson(file.text ?? '').value)?.['pid'];
  const isPid = typeof pid === 'number' && Number.isInteger(pid) && pid > 0;
  return { path: file.path, pid: isPid ? pid : null, alive: isPid && isAlive(pid) };
}
