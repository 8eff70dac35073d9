import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { isSystemError } from '../failure.ts';

/** What Windows starts without a shell; its scripts are not among them. */
const endings = process.platform === 'win32' ? ['', '.exe', '.com'] : [''];

/**
 * Where a program lies: on the PATH, or where it says if it names a place. Throws `not_found`, or `not_permitted` where what
 * bears its name may not be run.
 */
export function findProgram(command: string, path: string): string {
  let refused = false;
  for (const place of placesOf(command, path)) {
    const found = look(place);
    if (found === 'runs') return place;
    refused ||= found === 'refused';
  }
  const named = repeatable(command) ?? 'what was typed';
  throw refused
    ? new KeywatchError(
        'not_permitted',
        `${named} may not be run by this user; nothing was started; see to its mode with ls -l`,
      )
    : new KeywatchError(
        'not_found',
        `there is no program ${named}; nothing was started; give its whole path, or see to PATH`,
      );
}

function placesOf(command: string, path: string): string[] {
  const isPlace = command.includes('/') || isAbsolute(command);
  const directories = isPlace ? [''] : path.split(delimiter);
  return directories.flatMap((directory) =>
    endings.map((ending) =>
      isPlace ? resolve(command + ending) : resolve(join(directory || '.', command + ending)),
    ),
  );
}

function look(place: string): 'runs' | 'refused' | 'absent' {
  try {
    if (!statSync(place).isFile()) return 'absent';
    accessSync(place, constants.X_OK);
    return 'runs';
  } catch (error) {
    return isSystemError(error, 'EACCES', 'EPERM') ? 'refused' : 'absent';
  }
}
