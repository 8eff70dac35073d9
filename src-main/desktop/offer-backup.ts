import type { Dialog } from 'electron';
import { KeywatchError } from '../../src-shared/errors.ts';
import { say } from '../../src-shared/say.ts';
import { exactMoment } from '../../src-shared/times.ts';
import { listBackupFiles, recover } from '../headless/look-after.ts';
import type { Env, Log } from '../ports.ts';
import type { KeySlot } from '../vault/slot.ts';

/** As many as a person can compare by date; `keywatch backup list` has them all. */
const mostOffered = 3;

/**
 * What `compose` gives. Where the vault cannot be read, a box offers the newest backups first: there is no window yet,
 * and nobody without a terminal could restore one. Throws what composing throws where none is chosen, and what keeps the
 * chosen one from opening.
 */
export async function composeOrRecover<T>(
  dialog: Pick<Dialog, 'showMessageBox'>,
  compose: () => Promise<T>,
  place: { directory: string; env: Env; slots: readonly KeySlot[]; log: Log },
): Promise<T> {
  try {
    return await compose();
  } catch (error) {
    if (!(error instanceof KeywatchError) || error.code !== 'vault_unreadable') throw error;
    const chosen = await choose(dialog, error, place.directory);
    if (chosen === null) throw error;
    await recover({ ...place, selector: chosen, given: {} });
    return compose();
  }
}

async function choose(
  dialog: Pick<Dialog, 'showMessageBox'>,
  unreadable: KeywatchError,
  directory: string,
): Promise<string | null> {
  const offered = (await listBackupFiles(directory))
    .filter(({ problem }) => problem === null)
    .slice(0, mostOffered);
  if (offered.length === 0) return null;
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Keywatch',
    message: say('The vault cannot be read'),
    detail: say(
      '{why}. An earlier copy can take its place, with all that opened it then; what cannot be read is kept beside it, in {directory}.',
      { why: unreadable.message.split(';')[0] ?? '', directory },
    ),
    buttons: [
      ...offered.map(({ at, profiles }) =>
        say('Use the copy of {moment} ({count, plural, one {# profile} other {# profiles}})', {
          moment: exactMoment(at),
          count: profiles ?? 0,
        }),
      ),
      say('Quit'),
    ],
    defaultId: offered.length,
    cancelId: offered.length,
    noLink: true,
  });
  return offered[response]?.id ?? null;
}
