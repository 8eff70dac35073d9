import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { GatewayConfig } from './config.ts';
import { namesIn } from './peer-file.ts';
import type { GatewaySystem } from '../systems.ts';
import type { Surroundings } from '../surroundings.ts';

/** The agent every gateway has. */
export const mainAgent = 'main';

const valueOf = (env: Surroundings['env'], name: string) => env[name]?.trim() ?? '';

function inHome(path: string, home: string): string {
  return path === '~' || path.startsWith('~/') || path.startsWith('~\\') ? join(home, path.slice(1)) : path;
}

type Place = Pick<Surroundings, 'env' | 'home' | 'cwd'>;

const absolute = (path: string, { home, cwd }: Place) => {
  const plain = inHome(path, home);
  return isAbsolute(plain) ? plain : resolve(cwd, plain);
};

/** Where a gateway keeps its state (gateways.md §1.2): what was told, what its variables say, its own place or an earlier one. */
export function stateDirectoryOf(system: GatewaySystem, told: string | null, around: Place): string {
  if (told !== null) return absolute(told, around);
  const { env } = around;
  const named = [
    `${system.prefix}STATE_DIR`,
    ...system.earlier.map((name) => `${name.toUpperCase()}_STATE_DIR`),
  ]
    .map((name) => valueOf(env, name))
    .find((value) => value !== '');
  if (named !== undefined) return absolute(named, around);
  const home = valueOf(env, `${system.prefix}HOME`) || around.home;
  const places = [system.directory, ...system.earlier.map((name) => `.${name}`)].map((name) =>
    join(home, name),
  );
  return places.find((place) => existsSync(place)) ?? join(home, system.directory);
}

/** The configuration a gateway would read; where none lies, the one it would write. */
export function configPathOf(
  system: GatewaySystem,
  stateDir: string,
  told: string | null,
  around: Place,
): string {
  const named = told === null ? valueOf(around.env, `${system.prefix}CONFIG_PATH`) : '';
  if (named !== '') return absolute(named, around);
  const names = [system.directory.slice(1), 'openclaw', ...system.earlier].map((name) =>
    join(stateDir, `${name}.json`),
  );
  return names.find((path) => existsSync(path)) ?? names[0] ?? stateDir;
}

/** The directories that hold an agent's credentials, the main one first. */
export function agentDirectories(
  stateDir: string,
  config: GatewayConfig,
  around: Place,
): Map<string, string> {
  const below = join(stateDir, 'agents');
  const own = (agent: string) => join(below, agent, 'agent');
  const found = namesIn(below).filter((agent) => existsSync(own(agent)));
  const directories = new Map([[mainAgent, own(mainAgent)]]);
  for (const agent of found.toSorted()) directories.set(agent, own(agent));
  for (const { id, directory } of config.agents)
    directories.set(id, directory === null ? own(id) : absolute(directory, around));
  return directories;
}

/** The agent's directory that the environment names in place of every rule; null where it names none. */
export function agentDirectoryOfEnvironment(system: GatewaySystem, around: Place): string | null {
  const named =
    valueOf(around.env, `${system.prefix}AGENT_DIR`) || valueOf(around.env, 'PI_CODING_AGENT_DIR');
  return named === '' ? null : absolute(named, around);
}
