import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import { belongings } from './belongings.ts';
import type { Check } from './circumstances.ts';

const othersBits = 0o077;
const octal = (mode: number) => mode.toString(8).padStart(3, '0');

/** Others can reach what is meant for its owner alone. */
export const looseModes: Check = ({ premises, repairs }) => {
  if (premises.uid === null) return [];
  return belongings(premises).flatMap(({ path, what, key }) => {
    const found = premises.look(path);
    if (found === null || found.kind === 'other' || (found.mode & othersBits) === 0) return [];
    const mode = found.kind === 'directory' ? 0o700 : 0o600;
    return {
      id: 'loose_mode',
      severity: key ? 'bad' : 'warn',
      what: telling('{what} can be reached by other users (mode {mode}).', { what, mode: octal(found.mode) }),
      where: path,
      remedy: telling("keywatch doctor --fix, or type: chmod {mode} ''{path}''", { mode: octal(mode), path }),
      fix: () => repairs.close(path, mode),
    };
  });
};

/** A command that was run as another user, most often root, left something that we cannot replace. */
export const otherOwners: Check = ({ premises }) => {
  const { uid } = premises;
  // Root reaches everything, and may look after the directory of somebody else.
  if (uid === null || uid === 0) return [];
  return belongings(premises).flatMap(({ path, what }) => {
    const found = premises.look(path);
    if (found === null || found.uid === uid) return [];
    return {
      id: 'other_owner',
      severity: 'bad',
      what: telling('{what} belongs to another user (number {uid}).', { what, uid: found.uid }),
      where: path,
      remedy: telling("Give it back to yourself: sudo chown {uid} ''{path}''", { uid, path }),
    };
  });
};

/** What was killed leaves its socket behind: an owner its door, a `secret serve` the one of who waits for it. */
export const staleSockets: Check = ({ premises, repairs, owned }) =>
  ['keywatch.sock', 'waiting.sock']
    .map((name) => join(premises.directory, name))
    .filter((path) => !owned && premises.look(path)?.kind === 'socket')
    .map((path) => ({
      id: 'stale_socket',
      severity: 'info',
      what: telling('This door is left over from a Keywatch that was killed; nobody answers there.'),
      where: path,
      remedy: telling(
        'Nothing need be done: the next Keywatch takes its place. keywatch doctor --fix removes it.',
      ),
      fix: () => repairs.takeAway(path, 'not noted'),
    }));

/** A writer that was killed leaves its half-written copy. */
export const leftovers: Check = ({ premises, repairs }) =>
  premises
    .list(premises.directory)
    .filter((name) => /^(vault|window)\.json\.tmp-/.test(name))
    .map((name) => join(premises.directory, name))
    .map((path) => ({
      id: 'left_over',
      severity: 'info',
      what: telling('This is left over from a write that was broken off; the file itself is whole.'),
      where: path,
      remedy: telling('keywatch doctor --fix removes it.'),
      fix: () => repairs.takeAway(path, path.includes('vault.json') ? 'not noted' : 'noted'),
    }));

/** A history that could not be used lies aside; no credential was in it. */
export const historyAside: Check = ({ premises }) =>
  premises
    .list(premises.directory)
    .filter((name) => /^history\.sqlite\.(damaged|newer)-[\dTZ-]+$/.test(name))
    .map((name) => ({
      id: 'history_set_aside',
      severity: 'info',
      what: name.includes('.newer-')
        ? telling('A history of a newer Keywatch was set aside, and a new one begun.')
        : telling('A damaged history was set aside, and a new one begun. No credential was in it.'),
      where: join(premises.directory, name),
      remedy: telling('Delete it when you do not want to look into it any more.'),
    }));
