import { pathToFileURL } from 'node:url';

/** Only an existing file: it may have been set aside meanwhile. */
const source = `
  const { DatabaseSync } = require('node:sqlite');
  const db = new DatabaseSync(new URL(require('node:worker_threads').workerData), { timeout: 0 });
  db.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_checkpoint(PASSIVE)');
  db.close();`;

/** So many commits of an answer fill some hundred pages of the log. */
const commitsACopy = 100;

/**
 * Copies the write-ahead log into the file every hundred commits, in a thread of its own: the copy waits for the disk
 * twice, and a busy disk takes longer than anybody may be kept waiting (docs/figures.md). What a copy cannot do the next
 * one does; `onTrouble` hears of it. https://www.sqlite.org/c3ref/wal_checkpoint_v2.html
 */
export function createLogCopier(
  path: string,
  onTrouble: (error: unknown) => void,
): (commits: number) => void {
  const place = pathToFileURL(path);
  place.search = '?mode=rw';
  let waiting = 0;
  let copying = false;
  return (commits) => {
    waiting += commits;
    if (copying || waiting < commitsACopy) return;
    waiting = 0;
    copying = true;
    // Most commands write too little ever to need it, and it takes 2 ms to load.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const worker = new Worker(source, { eval: true, workerData: place.href });
    worker.unref();
    worker.on('error', onTrouble);
    worker.on('exit', () => {
      copying = false;
    });
  };
}
