import { environmentOf } from '../../src-main/gateways/environment/gateway-environment.ts';
import { findingsOf } from '../../src-main/gateways/findings/findings.ts';
import { judge, type ReportedProfile } from '../../src-main/gateways/report.ts';
import { keptLogins } from '../../src-main/gateways/stores/kept-logins.ts';
import { unreachableRefs } from '../../src-main/gateways/findings/reachable-refs.ts';
import { sharedAccounts } from '../../src-main/gateways/findings/same-account.ts';
import { readGateway, type Snapshot } from '../../src-main/gateways/stores/snapshot.ts';
import { gatewayNamed, systems } from '../../src-main/gateways/systems.ts';
import type { Surroundings } from '../../src-main/gateways/surroundings.ts';
import type { Asked } from '../arguments.ts';
import type { Command, Done, Host } from '../command.ts';
import { documentOf } from '../documents.ts';
import {
  agentOption,
  providerAsked,
  snapshotAsked,
  stateDirOption,
  surroundingsOf,
} from './gateway-asked.ts';
import { gatewayLines } from './gateway-lines.ts';
import { restFlowReport } from './gateway-restflow.ts';
import { lastAnswers, type Verified } from './gateway-verified.ts';

export type ShownProfile = ReportedProfile & {
  /** What its provider answered Keywatch last; null where Keywatch does not watch this key. */
  verified: Verified | null;
};

/** The other gateways of this home: one login may lie in several. */
function others(snapshot: Snapshot, around: Surroundings): Snapshot[] {
  return systems
    .filter(({ id, generation }) => generation !== null && id !== snapshot.named.system.id)
    .map((system) => readGateway({ system, told: null }, { stateDir: null, agent: null }, around))
    .filter(({ present, stateDir }) => present && stateDir !== snapshot.stateDir);
}

async function familyReport(asked: Asked, host: Host): Promise<Done> {
  const named = gatewayNamed(asked.words[0] ?? '');
  const around = surroundingsOf(host);
  const { snapshot, agent } = snapshotAsked(asked, named, around);
  const environment = await environmentOf(snapshot, around);
  const question = { provider: providerAsked(asked), prefer: asked.text('prefer') ?? null };
  const { profiles, order, providersInUse, exit } = judge(
    snapshot,
    agent,
    environment.variables,
    question,
    around.now,
  );
  const answers = await lastAnswers(
    profiles.flatMap(({ id }) => agent.effective.profiles.get(id) ?? []),
    host,
  );
  const shown: ShownProfile[] = profiles.map((each) => ({ ...each, verified: answers.get(each.id) ?? null }));
  const findings = [
    ...findingsOf(snapshot, profiles, environment, around),
    ...(await unreachableRefs(snapshot, environment, around)).map(({ finding }) => finding),
    ...sharedAccounts([snapshot, ...others(snapshot, around)], keptLogins(around), snapshot),
  ];
  const report = {
    name: named.system.id,
    stateDir: snapshot.stateDir,
    agent: agent.id,
    agents: [...snapshot.agents.keys()],
    generation: snapshot.generation,
    shape: agent.files.shape,
    store: agent.files.path,
    config: snapshot.configFile?.path ?? null,
    providersInUse,
    profiles: shown,
    order,
    findings,
    exit,
  };
  return {
    document: documentOf('gateway', report),
    lines: (look) => gatewayLines({ ...report, title: named.system.name }, look),
    exit: asked.has('check') ? exit : 0,
  };
}

export const gatewayStatus: Command = {
  name: 'gateway status',
  says: 'What a gateway stores, what of it it would use, and what is wrong with how it is kept',
  takes: 'NAME',
  words: { least: 1, most: 1 },
  options: {
    ...stateDirOption,
    ...agentOption,
    provider: { type: 'string', value: 'PROVIDER', says: 'Only the profiles of one provider.' },
    prefer: { type: 'string', value: 'ID', says: 'The order that a session pinned to this profile gets.' },
    check: {
      type: 'boolean',
      says: 'Exit as this gateway’s own check would: 1 expired or missing, 2 ending within a day.',
    },
  },
  notes: [
    'Reads only, and copies a database before it looks into it. NAME may name a release whose rules are meant: openclaw@2026.5.28.',
  ],
  async run(asked, host) {
    const { system } = gatewayNamed(asked.words[0] ?? '');
    return system.generation === null ? restFlowReport(asked, host) : familyReport(asked, host);
  },
};
