import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Env } from '../../ports.ts';
import { agentDirectoryOfEnvironment, configPathOf, stateDirectoryOf } from './layout.ts';
import { readGateway, type Snapshot } from './snapshot.ts';
import type { Surroundings } from '../surroundings.ts';
import { gatewayNamed, type GatewaySystem } from '../systems.ts';

/** Where a gateway lies, as somebody found it who knows its variables. Paths are absolute. */
export interface GatewayPlace {
  /** An id, a name or a command, with a release after @ where one was named. */
  gateway: string;
  stateDir: string;
  /** The configuration that it reads, or would write. */
  configPath: string;
  /** The directory that the environment names for the main agent, in place of every rule. */
  agentDir: string | null;
  home: string;
}

const variables = ({ prefix, earlier }: GatewaySystem) => ({
  stateDir: [`${prefix}STATE_DIR`, ...earlier.map((name) => `${name.toUpperCase()}_STATE_DIR`)],
  configPath: [`${prefix}CONFIG_PATH`],
  agentDir: [`${prefix}AGENT_DIR`, 'PI_CODING_AGENT_DIR'],
  home: [`${prefix}HOME`],
});

/** Where a gateway lies here; in `told`, where a person named its state directory. Throws what naming one throws. */
export function placeOf(
  gateway: string,
  told: string | null,
  around: Pick<Surroundings, 'env' | 'home' | 'cwd'>,
): GatewayPlace {
  const { system } = gatewayNamed(gateway);
  const stateDir = stateDirectoryOf(system, told, around);
  return {
    gateway,
    stateDir,
    configPath: configPathOf(system, stateDir, told, around),
    agentDir: told === null ? agentDirectoryOfEnvironment(system, around) : null,
    home: around.home,
  };
}

/** The environment of a process that would find a gateway just there, whatever our own says of it. */
export function environmentAt({ gateway, stateDir, configPath, agentDir }: GatewayPlace, env: Env): Env {
  const names = variables(gatewayNamed(gateway).system);
  const unset = Object.fromEntries(
    Object.values(names)
      .flat()
      .map((name) => [name, undefined]),
  );
  const [stateName = '', configName = '', agentName = ''] = [
    names.stateDir,
    names.configPath,
    names.agentDir,
  ].map(([first]) => first);
  return {
    ...env,
    ...unset,
    [stateName]: stateDir,
    [configName]: configPath,
    ...(agentDir === null ? {} : { [agentName]: agentDir }),
  };
}

/** What lies at a place; `around` is this machine as {@link environmentAt} has it there. */
export const readPlace = (place: GatewayPlace, around: Surroundings): Snapshot =>
  readGateway(gatewayNamed(place.gateway), { stateDir: null, agent: null }, around);

/** What a gateway is called here: its id, with a mark where its state does not lie in its usual place. */
export function placeName({ gateway, stateDir, home }: GatewayPlace): string {
  const { id, directory } = gatewayNamed(gateway).system;
  return stateDir === join(home, directory)
    ? id
    : `${id}-${createHash('sha256').update(stateDir).digest('hex').slice(0, 8)}`;
}

/** What profiles show of an agent that works with them. */
export const userName = (place: GatewayPlace, agent: string | null): string =>
  `gateway:${placeName(place)}${agent === null ? '' : `/${agent}`}`;
