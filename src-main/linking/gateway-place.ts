import { join } from 'node:path';
import type { GatewayInput } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { isSince } from '../gateways/generation.ts';
import { readGateway, type Agent, type Snapshot } from '../gateways/stores/snapshot.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import { gatewayNamed } from '../gateways/systems.ts';
import { isInDatabase } from './database-profiles.ts';
import { fileAt, leftoversOf } from './file-writes.ts';
import { recordPath } from './kept-record.ts';
import { launcherPath, readerNameOf } from './launcher.ts';
import type { LinkingParts } from './linking-parts.ts';

/** A gateway whose files are to change, as it lies on the disk now. It holds secrets. */
export interface GatewayPlace {
  snapshot: Snapshot;
  around: Surroundings;
  configPath: string;
  /** The directory that the environment names for the main agent; null where it names none. */
  agentDir: string | null;
  /** Under what name it asks Keywatch. */
  reader: string;
  /** The agents that are meant. */
  agents: readonly Agent[];
}

/** Reads the gateway that is meant. Throws `not_found`, and `invalid_input` where one of its files says nothing that can be relied on. */
export function placeOf(input: GatewayInput, parts: LinkingParts): GatewayPlace {
  const named = gatewayNamed(input.gateway);
  const { system } = named;
  if (system.generation === null)
    throw new KeywatchError(
      'bad_usage',
      telling(
        '{name} keeps its store to itself; nothing was changed; let it have a key by its own command: {command} auth add',
        { name: system.name, command: system.command },
      ),
    );
  // The core knows nothing of the variables of a shell: what they said comes as paths.
  const env = {
    [`${system.prefix}STATE_DIR`]: input.stateDir,
    [`${system.prefix}CONFIG_PATH`]: input.configPath,
    ...(input.agentDir === null ? {} : { [`${system.prefix}AGENT_DIR`]: input.agentDir }),
  };
  const around = parts.aroundGateway({ env, home: input.home });
  const snapshot = readGateway(named, { stateDir: null, agent: null }, around);
  if (!snapshot.present)
    throw new KeywatchError(
      'not_found',
      telling('{name} has no state at {stateDir}; nothing was changed; name the place with --state-dir DIR', {
        name: system.name,
        stateDir: snapshot.stateDir,
      }),
    );
  const agents = agentsOf(snapshot, input.agent);
  refuseBroken(snapshot, agents, input.configPath);
  const usual = join(parts.files.home, system.directory);
  return {
    snapshot,
    around,
    configPath: input.configPath,
    agentDir: input.agentDir,
    reader: readerNameOf(system.id, snapshot.stateDir, usual),
    agents,
  };
}

function agentsOf({ agents, named }: Snapshot, wanted: string | null): Agent[] {
  if (wanted === null) return [...agents.values()];
  const agent = agents.get(wanted);
  if (agent !== undefined) return [agent];
  throw new KeywatchError(
    'not_found',
    telling('{name} has no agent of that name; nothing was changed; it has {agents}', {
      name: named.system.name,
      agents: [...agents.keys()].join(', '),
    }),
  );
}

/** All or nothing: what cannot be read cannot be changed without losing something. */
function refuseBroken({ problems, named }: Snapshot, agents: readonly Agent[], configPath: string): void {
  const meant = new Set([configPath, ...agents.map(({ files }) => files.path)]);
  const broken = problems.find(({ path }) => meant.has(path));
  if (broken === undefined) return;
  throw new KeywatchError(
    'invalid_input',
    telling(
      '{name} cannot use {path}: {problem}; nothing was changed; put a copy of it back, or mend it, then try again',
      { name: named.system.name, path: broken.path, problem: broken.problem },
    ),
    { path: broken.path },
  );
}

/** Every file that linking or unlinking that gateway may write. */
export function touchedBy(
  { agents, configPath, reader }: GatewayPlace,
  directory: string,
): { path: string }[] {
  return [
    { path: recordPath(directory, reader) },
    { path: launcherPath(directory, reader) },
    ...[configPath, ...agents.filter((agent) => !isInDatabase(agent)).map(({ files }) => files.path)]
      .map(fileAt)
      .map(({ path }) => ({ path })),
  ];
}

/** What somebody who was ended by force left beside the files of that gateway, and of ours about it. */
export const leftIn = (place: GatewayPlace, directory: string): string[] =>
  leftoversOf(touchedBy(place, directory), place.around.isAlive);

/** Throws, with what to do instead, where a gateway has no SecretRefs or does not work itself. */
export function refuseUnlinkable({
  snapshot,
  agents,
  around,
}: Pick<GatewayPlace, 'snapshot' | 'agents' | 'around'>): void {
  const { named, stateDir, generation } = snapshot;
  const { name, command } = named.system;
  if (around.platform === 'win32')
    throw new KeywatchError(
      'bad_usage',
      telling(
        '{name} starts secret providers on Windows in a way that was not proven yet; nothing was changed; give it a key in {path}',
        { name, path: join(stateDir, '.env') },
      ),
    );
  if (!isSince(generation, '2026.3.13'))
    throw new KeywatchError(
      'bad_usage',
      telling(
        '{name} of this release knows no SecretRefs: it reads keys from its stores and its environment alone; nothing was changed; put a key into {path} (chmod 600) and take it out of the store, or start it with the key: keywatch run --profile ID -- {command} …',
        { name, path: join(stateDir, '.env'), command },
      ),
    );
  if (agents.some(({ files }) => files.notMigrated))
    throw new KeywatchError(
      'bad_usage',
      telling(
        '{name} has an empty database beside an older store and stops there itself; nothing was changed; copy the store away, let it import that, then link',
        { name },
      ),
    );
}
