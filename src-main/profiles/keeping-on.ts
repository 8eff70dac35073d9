import type { Log } from '../ports.ts';

/** What was done to the vault stands: a history that cannot be written takes nothing of it back, and ends nothing. */
export const keepingOn =
  (log: Log) =>
  (what: string, write: () => void): void => {
    try {
      write();
    } catch (error) {
      log.error(what, { error: error instanceof Error ? error.name : typeof error });
    }
  };
