import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { OwnService } from '../../src-shared/contract-state.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { systemSpawn } from '../machine/spawn.ts';
import type { Env, ServicePort } from '../ports.ts';
import { liesThere, lyingAt, putFile } from '../service/files.ts';
import { carriedVariables, type Intent } from '../service/intent.ts';
import { managerOf, take, type Manager, type Place } from '../service/managers.ts';
import { typed } from '../service/typed.ts';
import { schtasksLine } from '../service/windows.ts';
import { dataDirectory } from '../vault/data-directory.ts';

interface Host {
  env: Env;
  /** The person's home directory. */
  home: string;
  /** The data directory. */
  directory: string;
  /** The file of the command line. */
  commandLine: string;
  /** Where this process serves the window; null where it does not. */
  port(): number | null;
  platform: NodeJS.Platform;
}

/**
 * Has the system start this Keywatch with the session, as `keywatch service install` does. It is shown whole before, and written only
 * as it was shown; nothing is started, since this process has the data directory.
 */
export function ownService(host: Host): ServicePort {
  const { env, home, platform } = host;
  const place: Place = { env, home, uid: process.getuid?.() ?? null, user: userInfo().username };
  const manager = managerOf(platform);
  const spawn = systemSpawn(env);
  const look = async (): Promise<OwnService> =>
    manager === null ? notHere(intentOf(host)) : looked(manager, place, intentOf(host), spawn);
  return {
    look,
    async install(mark) {
      const before = await look();
      if (manager === null || !before.reached)
        throw new KeywatchError(
          'not_permitted',
          telling(
            'What starts programs here does not answer Keywatch; nothing was written; type {command} in a session of yours.',
            { command: before.command },
          ),
        );
      if (before.mark !== mark)
        throw new KeywatchError(
          'busy',
          telling(
            'What would be installed has changed since it was shown; nothing was written; look at it anew.',
          ),
        );
      for (const file of manager.files(intentOf(host), place)) if (!liesThere(file)) putFile(file);
      for (const step of manager.enable('serve', place)) {
        const { ok, said } = await take(step, spawn);
        if (!ok)
          throw new KeywatchError(
            'unreachable',
            telling(
              '{step} failed: {said}; the files that were written were kept; type it yourself, or keywatch service uninstall.',
              { step: typed(step), said },
            ),
          );
      }
      return look();
    },
  };
}

function intentOf({ env, home, directory, commandLine, port, platform }: Host): Intent {
  const usual = dataDirectory({ platform, env: { HOME: home }, passwdHome: home });
  return {
    does: 'serve',
    node: realpathSync(process.execPath),
    command: realpathSync(commandLine),
    port: port(),
    home: directory === usual ? null : directory,
    passphraseFile: env['KEYWATCH_PASSPHRASE_FILE'] ?? null,
    keyFile: env['KEYWATCH_KEY_FILE'] ?? null,
    env: carriedVariables(env).env,
  };
}

/** Where Keywatch writes for no manager: what a person types. */
const notHere = (intent: Intent): OwnService => ({
  system: null,
  reached: false,
  installed: false,
  active: false,
  files: [],
  command: schtasksLine(intent),
  startNow: null,
  mark: '',
});

async function looked(
  manager: Manager,
  place: Place,
  intent: Intent,
  spawn: ReturnType<typeof systemSpawn>,
): Promise<OwnService> {
  const { does } = intent;
  const reached = (await take(manager.reach(place), spawn)).ok;
  const active = reached && (await take(manager.active(does, place), spawn)).ok;
  const files = manager.files(intent, place).map((file) => ({
    path: file.path,
    text: file.text,
    state: liesThere(file) ? ('same' as const) : lyingAt(file.path),
  }));
  return {
    system: manager.name,
    reached,
    active,
    installed: manager.paths(does, place).every((path) => lyingAt(path) !== 'absent'),
    files,
    command: telling('keywatch service install'),
    startNow: typed(manager.start(does, place)),
    mark: createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 32),
  };
}
