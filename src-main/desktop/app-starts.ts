import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { nodeOrWhyNot } from '../machine/find-starts.ts';
import type { Env, FindStarts, Spawn } from '../ports.ts';

/** Where the app lies, as far as others may start something of it. */
export interface AppPlace {
  packaged: boolean;
  /** Where package.json lies: the project, or the archive of a packaged app. */
  appPath: string;
  env: Env;
  home: string;
  spawn: Spawn;
}

/**
 * What others may start of the app: the command line that lies beside its archive, on a Node of this machine. Its own binary is none:
 * the RunAsNode fuse is off (build/after-pack.mjs). Throws where its files do not stay, and where no Node is found.
 */
export function appStarts(place: AppPlace): FindStarts {
  const { packaged, appPath, env } = place;
  return async () => {
    const lies = packaged ? join(dirname(appPath), 'cli') : join(appPath, 'dist', 'cli');
    const program = join(lies, 'keywatch.cjs');
    const image = env['APPIMAGE'];
    if (packaged && image !== undefined && image !== '')
      throw gone(telling('An AppImage takes its files along when it ends, so no gateway can start them'));
    // https://developer.apple.com/forums/thread/724969: an app that was never moved runs from a copy with a passing path.
    if (program.includes('/AppTranslocation/'))
      throw gone(telling('Keywatch runs from a passing copy: move it into Applications, then open it anew'));
    if (!existsSync(program)) throw gone(telling('The command line does not lie beside the app'));
    return { node: await nodeOrWhyNot(place), program: realpathSync(program) };
  };
}

function gone(why: string): KeywatchError {
  return new KeywatchError(
    'not_found',
    telling(
      '{why}; nothing was changed; with the command line (npm install -g keywatch) type keywatch gateway link.',
      { why },
    ),
  );
}
