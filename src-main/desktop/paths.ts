import { join } from 'node:path';

/** Every path the shell uses, in one place: a bundler inlines module paths differently in each bundle. */
export interface ShellPaths {
  /** The data directory, shared with the command line (D-B34). */
  data: string;
  /** Electron's own files: the single-instance lock follows this (D-B34). */
  userData: string;
  /** The log, in files: an app that was not started from a terminal has no other. */
  logs: string;
  preload: string;
  /** The built file of the relay's process. */
  relay: string;
  /** The built window. */
  window: string;
  trayImages: string;
  icon: string;
}

/**
 * @param directory the data directory
 * @param appDirectory where package.json lies: the project, or the archive of a packaged app
 */
export function shellPaths(directory: string, appDirectory: string): ShellPaths {
  return {
    data: directory,
    userData: join(directory, 'electron'),
    logs: join(directory, 'logs'),
    preload: join(appDirectory, 'dist', 'main', 'preload.cjs'),
    relay: join(appDirectory, 'dist', 'main', 'relay-process.cjs'),
    window: join(appDirectory, 'dist', 'renderer'),
    trayImages: join(appDirectory, 'build', 'tray'),
    icon: join(appDirectory, 'build', 'icons', '256x256.png'),
  };
}
