import {
  agentDirectoryOfEnvironment,
  configPathOf,
  mainAgent,
  stateDirectoryOf,
} from '../../src-main/gateways/stores/layout.ts';
import { readGateway, type Agent, type Snapshot } from '../../src-main/gateways/stores/snapshot.ts';
import type { Surroundings } from '../../src-main/gateways/surroundings.ts';
import { gatewayNamed, type NamedGateway } from '../../src-main/gateways/systems.ts';
import { systemSurroundings } from '../../src-main/machine/gateway-surroundings.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Asked } from '../arguments.ts';
import type { Host, Options } from '../command.ts';

export const stateDirOption: Options = {
  'state-dir': { type: 'string', value: 'DIR', says: 'Where its state lies; else where it looks itself.' },
};
export const agentOption: Options = {
  agent: { type: 'string', value: 'AGENT', says: 'Whose store; the main agent’s where absent.' },
};

export const surroundingsOf = ({ env, home, now }: Host): Surroundings =>
  systemSurroundings({ env, home, now: now() });

/** The gateway a command line names. Throws `not_found`, and `bad_usage` for RestFlow where only the family's files would do. */
export function familyAsked(asked: Asked): NamedGateway {
  const named = gatewayNamed(asked.words[0] ?? '');
  if (named.system.generation === null)
    throw new KeywatchError(
      'bad_usage',
      `${named.system.name} keeps its store to itself and has no such list; nothing was read; see keywatch gateway status ${named.system.id}`,
    );
  return named;
}

/** What lies on the disk of the gateway that was asked about, and the agent that was meant. Throws `not_found`. */
export function snapshotAsked(
  asked: Asked,
  named: NamedGateway,
  around: Surroundings,
): { snapshot: Snapshot; agent: Agent } {
  const agentId = asked.text('agent') ?? null;
  const snapshot = presentAsked(asked, named, around, agentId);
  const agent = snapshot.agents.get(agentId ?? mainAgent);
  if (agent === undefined)
    throw new KeywatchError(
      'not_found',
      `${named.system.name} has no agent of that name; nothing was read; it has ${[...snapshot.agents.keys()].join(', ')}`,
    );
  return { snapshot, agent };
}

/** What lies on the disk of the gateway that was asked about, all of its agents unless one is named. Throws `not_found`. */
export function presentAsked(
  asked: Asked,
  named: NamedGateway,
  around: Surroundings,
  agent: string | null = null,
): Snapshot {
  const snapshot = readGateway(named, { stateDir: asked.text('state-dir') ?? null, agent }, around);
  if (snapshot.present) return snapshot;
  throw new KeywatchError(
    'not_found',
    `${named.system.name} has no state at ${snapshot.stateDir}; nothing was read; name the place with --state-dir DIR`,
  );
}

/** The provider of `--provider`; null where none was typed. What cannot be a name is not repeated: it may be a key. Throws `bad_usage`. */
export function providerAsked(asked: Asked): string | null {
  const typed = asked.text('provider') ?? null;
  if (typed !== null && !/^[a-z0-9][a-z0-9._-]{0,39}$/i.test(typed.trim()))
    throw new KeywatchError(
      'bad_usage',
      '--provider takes the name of one; nothing was read; type it like --provider openai',
    );
  return typed;
}

/** Where the gateway lies that is to be changed, as the core takes it: its variables are this shell's, not the owner's. */
export function gatewayToChange(asked: Asked, host: Host) {
  const { system } = familyAsked(asked);
  const around = surroundingsOf(host);
  const told = asked.text('state-dir') ?? null;
  const agent = asked.text('agent') ?? null;
  const stateDir = stateDirectoryOf(system, told, around);
  return {
    gateway: asked.words[0] ?? '',
    stateDir,
    configPath: configPathOf(system, stateDir, told, around),
    agentDir: told === null && agent === null ? agentDirectoryOfEnvironment(system, around) : null,
    home: host.home,
    agent,
    provider: providerAsked(asked),
    ids: asked.words.slice(1),
  };
}
