import type { Env, Spawn } from '../ports.ts';
import { TransportError } from '../ports.ts';
import type { Does, Intent, ServiceFile } from './intent.ts';
import { launchdFile, launchdLabels, launchdPath } from './launchd.ts';
import { systemdFiles, systemdPaths, systemdUnits, unitDirectory } from './systemd.ts';

/** A command that is run, or typed where it cannot be run from here. */
export type Step = readonly [program: string, ...args: string[]];

export interface Place {
  env: Env;
  /** The person's home directory. */
  home: string;
  /** In the system's numbers; null where there are none. */
  uid: number | null;
  user: string;
}

/** What starts programs by itself on one system. */
export interface Manager {
  name: 'systemd' | 'launchd';
  files(intent: Intent, place: Place): ServiceFile[];
  paths(does: Does, place: Place): string[];
  /** Fails where the manager cannot be reached from here. */
  reach(place: Place): Step;
  /** Makes it known and has it start by itself. */
  enable(does: Does, place: Place): Step[];
  start(does: Does, place: Place): Step;
  /** Before its files are written anew while it is active. */
  replace(does: Does, place: Place): Step[];
  /** Ends it and lets it start no more; before its files go. */
  disable(does: Does, place: Place): Step[];
  /** After its files went. */
  forget(does: Does): Step[];
  /** Prints whether it is active. */
  active(does: Does, place: Place): Step;
  /** Where what it said is found. */
  log(does: Does): string;
}

const systemctl = (...args: string[]): Step => ['systemctl', '--user', ...args];
const domain = ({ uid }: Place) => `gui/${uid ?? 0}`;

const systemd: Manager = {
  name: 'systemd',
  files: (intent, { env, home }) => systemdFiles(intent, unitDirectory(env, home)),
  paths: (does, { env, home }) => systemdPaths(does, unitDirectory(env, home)),
  reach: () => systemctl('show', '--property=Version', '--value'),
  enable: (does) => [systemctl('daemon-reload'), systemctl('enable', systemdUnits[does])],
  start: (does) => systemctl('restart', systemdUnits[does]),
  replace: () => [],
  disable: (does) => [systemctl('disable', '--now', systemdUnits[does])],
  forget: () => [systemctl('daemon-reload')],
  active: (does) => systemctl('is-active', systemdUnits[does]),
  log: (does) => `journalctl --user -u ${does === 'serve' ? 'keywatch' : 'keywatch-check'}`,
};

const bootout = (does: Does, place: Place): Step[] => [
  ['launchctl', 'bootout', `${domain(place)}/${launchdLabels[does]}`],
];

const launchd: Manager = {
  name: 'launchd',
  files: (intent, { home }) => [launchdFile(intent, home)],
  paths: (does, { home }) => [launchdPath(does, home)],
  reach: (place) => ['launchctl', 'print', domain(place)],
  enable: (does, place) => [['launchctl', 'enable', `${domain(place)}/${launchdLabels[does]}`]],
  start: (does, place) => ['launchctl', 'bootstrap', domain(place), launchdPath(does, place.home)],
  // What is loaded is not loaded a second time.
  replace: bootout,
  disable: bootout,
  forget: () => [],
  active: (does, place) => ['launchctl', 'print', `${domain(place)}/${launchdLabels[does]}`],
  log: () => 'the logs directory of the data directory',
};

/** The manager of a system; null where Keywatch writes for none. */
export function managerOf(platform: NodeJS.Platform): Manager | null {
  if (platform === 'darwin') return launchd;
  return platform === 'linux' ? systemd : null;
}

const stepWithinMs = 20_000;

/** Runs a step; what it printed, or why it failed, in words. */
export async function take(
  [program, ...args]: Step,
  spawn: Spawn,
): Promise<{ ok: boolean; said: string; missing: boolean }> {
  try {
    const { code, stdout, stderr } = await spawn(program, args, { timeoutMs: stepWithinMs });
    const [firstLine = ''] = (code === 0 ? stdout : stderr || stdout).trim().split('\n');
    return { ok: code === 0, said: firstLine, missing: false };
  } catch (error) {
    return { ok: false, said: error instanceof TransportError ? error.message : program, missing: true };
  }
}
