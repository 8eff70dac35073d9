import type { App, Dialog } from 'electron';
import { errorTable, KeywatchError } from '../../src-shared/errors.ts';
import { heard, say, telling } from '../../src-shared/say.ts';

/** Ends a start that cannot go on: says why in a box and on stderr, and exits with the code a script would see. */
export function sayWhyNot(
  electron: { app: Pick<App, 'exit'>; dialog: Pick<Dialog, 'showErrorBox'> },
  error: unknown,
): void {
  const known = error instanceof KeywatchError;
  const why = known
    ? error.message
    : telling(
        'Keywatch made a mistake while starting ({name}); what was stored is kept; start it again, and report it if it stays.',
        { name: error instanceof Error ? error.name : typeof error },
      );
  process.stderr.write(`keywatch: ${why}\n`);
  // Callable before the app is ready too; Linux then writes to stderr.
  electron.dialog.showErrorBox(say('Keywatch could not start'), heard(why));
  electron.app.exit(errorTable[known ? error.code : 'fault'].exit);
}
