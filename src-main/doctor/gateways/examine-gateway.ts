import { telling } from '../../../src-shared/say.ts';
import { findingsOf } from '../../gateways/findings/findings.ts';
import { environmentOf, type GatewayEnvironment } from '../../gateways/environment/gateway-environment.ts';
import { authProvider } from '../../gateways/provider-alias.ts';
import { unreachableRefs } from '../../gateways/findings/reachable-refs.ts';
import { judge, type Judged } from '../../gateways/report.ts';
import { mainAgent } from '../../gateways/stores/layout.ts';
import { readGateway, type Agent, type Snapshot } from '../../gateways/stores/snapshot.ts';
import type { Surroundings } from '../../gateways/surroundings.ts';
import { systems, type GatewaySystem } from '../../gateways/systems.ts';
import type { Found } from '../circumstances.ts';
import type { Needed } from '../services/service-checks.ts';
import { gatewayTakers } from '../tools/gateway-takers.ts';
import type { Taker } from '../tools/uses.ts';
import { authFindings } from './auth-checks.ts';

/** One gateway of the family, examined. */
export interface ExaminedGateway {
  snapshot: Snapshot;
  found: Found[];
  takers: Taker[];
  /** Variables that it lives on here. */
  needed: Needed[];
}

interface JudgedAgent {
  agent: Agent;
  judged: Judged;
}

function agentsOf(
  snapshot: Snapshot,
  { variables }: GatewayEnvironment,
  around: Surroundings,
): JudgedAgent[] {
  return [...snapshot.agents.values()]
    .filter(({ id, files }) => id === mainAgent || files.shape !== 'none')
    .map((agent) => ({
      agent,
      judged: judge(snapshot, agent, variables, { provider: null, prefer: null }, around.now),
    }));
}

function authOf({ agent, judged }: JudgedAgent, { config }: Snapshot, takers: readonly Taker[], now: number) {
  const served = new Set([
    ...judged.profiles.filter(({ usable }) => usable).map(({ provider }) => provider),
    // A variable or the configuration may stand in where no profile serves.
    ...takers
      .filter(
        (taker) =>
          taker.agent === agent.id && taker.offers.some(({ name }) => !agent.effective.profiles.has(name)),
      )
      .map(({ provider }) => provider),
  ]);
  return authFindings(
    judged.profiles.filter(({ from }) => from === agent.id),
    new Set(config.providersInUse.map(authProvider)),
    served,
    {
      where: agent.files.path,
      now,
      renews: (id) => (agent.own.profiles.get(id)?.refresh.trim() ?? '') !== '',
    },
  );
}

/** Whoever starts the gateway, it finds what stands here by itself. */
function ownPlaceOf(from: string, { stateDir, configFile }: Snapshot): string | null {
  return from.startsWith(stateDir) || from === configFile?.path || from.endsWith('gateway.env') ? from : null;
}

function neededBy(snapshot: Snapshot, takers: readonly Taker[], { variables }: GatewayEnvironment): Needed[] {
  const { system } = snapshot.named;
  return takers.flatMap(({ offers: [first], provider }) => {
    const name = first?.from.startsWith('env:') === true ? first.from.split(':').at(-1) : first?.name;
    const found = name === undefined ? undefined : variables.get(name);
    if (name === undefined || found === undefined) return [];
    return {
      program: system.id,
      name,
      value: found.value,
      why: telling('{name} uses for {provider}', { name: system.name, provider }),
      ownPlace: ownPlaceOf(found.from, snapshot),
    };
  });
}

async function examineGateway(system: GatewaySystem, around: Surroundings): Promise<ExaminedGateway[]> {
  const snapshot = readGateway({ system, told: null }, { stateDir: null, agent: null }, around);
  if (!snapshot.present) return [];
  const environment = await environmentOf(snapshot, around);
  const agents = agentsOf(snapshot, environment, around);
  const unreachable = await unreachableRefs(snapshot, environment, around);
  const takers = agents.flatMap(({ agent, judged }) => {
    const lost = unreachable.filter(({ where }) => where === agent.files.path).map(({ profile }) => profile);
    return gatewayTakers(snapshot, agent, judged, environment, new Set(lost));
  });
  const own = agents.flatMap(({ agent, judged }) => judged.profiles.filter(({ from }) => from === agent.id));
  const found: Found[] = [
    ...findingsOf(snapshot, own, environment, around),
    ...unreachable.map(({ finding }) => finding),
    ...agents.flatMap((each) =>
      authOf(each, snapshot, takers, around.now).map((finding) => ({
        ...finding,
        what: each.agent.id === mainAgent ? finding.what : `${each.agent.id}: ${finding.what}`,
      })),
    ),
  ];
  return [
    {
      snapshot,
      found: found.map((finding) => ({ ...finding, what: `${system.name}: ${finding.what}` })),
      takers,
      needed: neededBy(snapshot, takers, environment),
    },
  ];
}

/** Every gateway of the family that is here; one that cannot be read at all keeps no other from being examined. */
export async function examineGateways(
  around: Surroundings,
): Promise<{ gateways: ExaminedGateway[]; failed: Found[] }> {
  const gateways: ExaminedGateway[] = [];
  const failed: Found[] = [];
  for (const system of systems.filter(({ generation }) => generation !== null))
    try {
      gateways.push(...(await examineGateway(system, around)));
    } catch (error) {
      failed.push({
        id: 'unreadable',
        severity: 'bad',
        what: telling('{name}: what it keeps here could not be read ({why}).', {
          name: system.name,
          why: error instanceof Error ? error.name : telling('unknown cause'),
        }),
        where: null,
        remedy: telling('See what keywatch gateway status {id} says.', { id: system.id }),
      });
    }
  return { gateways, failed };
}
