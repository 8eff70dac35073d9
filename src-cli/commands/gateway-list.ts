import { readGateway } from '../../src-main/gateways/stores/snapshot.ts';
import { stateDirectoryOf } from '../../src-main/gateways/stores/layout.ts';
import { systems, type GatewaySystem } from '../../src-main/gateways/systems.ts';
import type { Surroundings } from '../../src-main/gateways/surroundings.ts';
import { existsSync } from 'node:fs';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { table } from '../page.ts';
import { surroundingsOf } from './gateway-asked.ts';

interface ListedGateway {
  id: string;
  name: string;
  command: string;
  stateDir: string;
  present: boolean;
  /** Null where nothing is there, and for RestFlow, which shares no rules with the others. */
  generation: string | null;
  agents: string[];
  /** How many are stored; null for RestFlow, whose store only its own command opens. */
  profiles: number | null;
  problems: number;
}

function listed(system: GatewaySystem, around: Surroundings): ListedGateway {
  const { id, name, command } = system;
  if (system.generation === null) {
    const stateDir = stateDirectoryOf(system, null, around);
    return {
      id,
      name,
      command,
      stateDir,
      present: existsSync(stateDir),
      generation: null,
      agents: [],
      profiles: null,
      problems: 0,
    };
  }
  const found = readGateway({ system, told: null }, { stateDir: null, agent: null }, around);
  const { stateDir, present, generation, agents, problems } = found;
  const held = [...agents.values()].filter(({ files }) => files.shape !== 'none');
  return {
    id,
    name,
    command,
    stateDir,
    present,
    generation: present ? generation : null,
    agents: held.map((agent) => agent.id),
    profiles: held.reduce((sum, { own }) => sum + own.profiles.size, 0),
    problems: problems.length,
  };
}

export const gatewayList: Command = {
  name: 'gateway list',
  says: 'The agent gateways that Keywatch knows, and which of them are here',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run(_, host) {
    const around = surroundingsOf(host);
    const gateways = systems.map((system) => listed(system, around));
    return {
      document: documentOf('gateways', { gateways }),
      lines: (look) =>
        table(
          gateways,
          [
            { head: 'Gateway', cell: ({ id }) => ({ text: id, tone: 'strong' }) },
            {
              head: 'Here',
              cell: ({ present }) => ({ text: present ? 'yes' : 'no', tone: present ? 'good' : 'soft' }),
            },
            { head: 'Rules of', cell: ({ generation }) => generation ?? '', leaves: 2 },
            { head: 'Agents', cell: ({ agents }) => agents.join(', '), least: 8, leaves: 1 },
            {
              head: 'Profiles',
              cell: ({ profiles, present }) => (present && profiles !== null ? String(profiles) : ''),
              flush: 'right',
            },
            { head: 'Where', cell: ({ stateDir }) => stateDir, least: 16, leaves: 3 },
          ],
          look,
        ),
    };
  },
};
