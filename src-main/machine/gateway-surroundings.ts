import { tmpdir } from 'node:os';
import { runProviderProgram } from './provider-program.ts';
import { systemSpawn } from './spawn.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import type { Env } from '../ports.ts';

/** A signal of nothing asks whether a process is there; being refused means that it is. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** What `env -0` prints: a profile may print lines of its own before it, which then belong to no name. */
function variablesIn(printed: string): Env {
  const pairs = printed.split('\0').flatMap((pair) => {
    const [, name, value] = /(?:^|\n)([A-Za-z_]\w*)=([\s\S]*)$/.exec(pair) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(pairs);
}

/** What reading a gateway is given on this machine. */
export function systemSurroundings({
  env,
  home,
  now,
}: {
  env: Env;
  home: string;
  now: number;
}): Surroundings {
  const spawn = systemSpawn(env);
  return {
    env,
    home,
    cwd: process.cwd(),
    platform: process.platform,
    uid: process.getuid?.() ?? null,
    temporary: env['TMPDIR'] || tmpdir(),
    now,
    isAlive,
    async loginShell(timeoutMs) {
      const shell = env['SHELL'] || '/bin/sh';
      const { stdout } = await spawn(shell, ['-l', '-c', 'env -0'], { timeoutMs });
      return variablesIn(stdout);
    },
    runProvider: runProviderProgram,
    spawn,
  };
}
