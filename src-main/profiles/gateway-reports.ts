import { existsSync } from 'node:fs';
import type {
  GatewayProfile,
  GatewayStatus,
  GatewayStatusInput,
  ListedGateway,
} from '../../src-shared/contract-gateway-view.ts';
import { formatReference, gatewayOwners } from '../../src-shared/reference.ts';
import { agentAt } from '../gateways/stores/agent-at.ts';
import type { PeerCredential } from '../gateways/stores/credential.ts';
import { findingsOf } from '../gateways/findings/findings.ts';
import { environmentOf, type GatewayEnvironment } from '../gateways/environment/gateway-environment.ts';
import { isSince } from '../gateways/generation.ts';
import { environmentAt, placeOf, readPlace } from '../gateways/stores/place.ts';
import { judge } from '../gateways/report.ts';
import { readRestFlow, restFlowStatus, whyNotUsed } from '../gateways/stores/restflow.ts';
import { sharedAccounts } from '../gateways/findings/same-account.ts';
import { readGateway, type Agent, type Snapshot } from '../gateways/stores/snapshot.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import { gatewayNamed, systems } from '../gateways/systems.ts';
import type { Env } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import type { Parts } from './parts.ts';

export interface ReportParts extends Pick<Parts, 'vault' | 'env' | 'files'> {
  /** This machine as a gateway of that environment and home directory meets it. */
  aroundGateway(place: { env: Env; home: string }): Surroundings;
}

export interface GatewayReports {
  list(): ListedGateway[];
  /** Throws `not_found` where there is no gateway or no such agent, `unreachable` where its own command does not answer. */
  status(input: GatewayStatusInput): Promise<GatewayStatus>;
}

/** Looking at gateways: what they store and what is wrong with it. Writes nothing. */
export function createGatewayReports({ vault, env, files, aroundGateway }: ReportParts): GatewayReports {
  return {
    list() {
      const around = aroundGateway({ env, home: files.home });
      return systems.map(({ id }) => listed(id, around));
    },
    async status(input) {
      const around = aroundGateway({ env: environmentAt(input, env), home: input.home });
      if (gatewayNamed(input.gateway).system.generation === null) return restFlowStatusOf(around);
      const snapshot = readPlace(input, around);
      const agent = agentAt(snapshot, input.agent);
      const environment = await environmentOf(snapshot, around);
      const question = { provider: null, prefer: null };
      const { profiles } = judge(snapshot, agent, environment.variables, question, around.now);
      const heldBy = holders(vault, snapshot);
      const shown = profiles.flatMap((profile): GatewayProfile[] => {
        const credential = agent.effective.profiles.get(profile.id);
        if (credential === undefined) return [];
        const holder = profile.from === agent.id ? agent : (snapshot.agents.get(profile.from) ?? agent);
        const { id, provider, type, from, email, status, expiresAt, usable, unusableReason } = profile;
        const { plaintext, ref } = profile;
        return [
          {
            id,
            provider,
            type,
            from,
            email,
            status,
            expiresAt,
            usable,
            unusableReason,
            plaintext,
            ref,
            linked: isOurs(credential),
            storedAs: heldBy(credential, holder),
          },
        ];
      });
      const findings = [
        ...findingsOf(snapshot, profiles, environment, around),
        ...sharedAccounts([snapshot, ...otherGateways(snapshot, around)], [], snapshot),
      ];
      return { agent: agent.id, store: agent.files.path, profiles: shown, findings };
    },
  };
}

const nowhere: GatewayEnvironment = { variables: new Map(), passedOver: [], files: [], problems: [] };

function listed(gateway: string, around: Surroundings): ListedGateway {
  const { system } = gatewayNamed(gateway);
  const { id, name, command } = system;
  const place = placeOf(gateway, null, around);
  const nothing = {
    generation: null,
    agents: [],
    profiles: null,
    plaintext: 0,
    keysInClear: 0,
    findings: 0,
    linkable: false,
  };
  if (system.generation === null)
    return { id, name, command, place, present: existsSync(place.stateDir), ...nothing };
  const snapshot = readGateway({ system, told: null }, { stateDir: null, agent: null }, around);
  if (!snapshot.present) return { id, name, command, place, present: false, ...nothing, profiles: 0 };
  const agents = [...snapshot.agents.values()].filter(({ files }) => files.shape !== 'none');
  const credentials = agents.flatMap(({ own }) => [...own.profiles.values()]);
  return {
    id,
    name,
    command,
    place,
    present: true,
    generation: snapshot.generation,
    agents: agents.map((agent) => ({ id: agent.id, profiles: agent.effective.profiles.size })),
    profiles: credentials.length,
    plaintext: credentials.filter(({ inline, refresh }) => `${inline}${refresh}`.trim() !== '').length,
    keysInClear: credentials.filter(({ type, inline }) => type !== 'oauth' && inline.trim() !== '').length,
    // Variables take asking a shell: what they add is told where one gateway is looked at.
    findings: findingsOf(snapshot, [], nowhere, around).filter(({ severity }) => severity !== 'info').length,
    linkable: isLinkable(snapshot, agents, around),
  };
}

function isLinkable({ generation }: Snapshot, agents: readonly Agent[], { platform }: Surroundings): boolean {
  const inFiles = agents.some(({ files }) => files.shape === 'json' || files.shape === 'split');
  return platform !== 'win32' && isSince(generation, '2026.3.13') && inFiles;
}

function otherGateways({ named, stateDir }: Snapshot, around: Surroundings): Snapshot[] {
  return systems
    .filter(({ id, generation }) => generation !== null && id !== named.system.id)
    .map((system) => readGateway({ system, told: null }, { stateDir: null, agent: null }, around))
    .filter((other) => other.present && other.stateDir !== stateDir);
}

const isOurs = ({ ref }: PeerCredential) => ref?.source === 'exec' && ref.provider === 'keywatch';

/** Says which of our profiles has the same secret, or links the same login. */
function holders(vault: Vault, { named: { system } }: Snapshot) {
  const profiles = [...vault.profiles().values()];
  const byFingerprint = new Map(profiles.map(({ id, fingerprint }) => [fingerprint ?? '', id]));
  const byReference = new Map(profiles.map(({ id, reference }) => [reference ?? '', id]));
  const gateway = gatewayOwners.find((owner) => owner === system.id);
  return (credential: PeerCredential, holder: Agent): string | null => {
    const { id, type, inline, ref } = credential;
    if (ref !== null && isOurs(credential)) {
      const ours = ref.id.replace('/', ':');
      return vault.profiles().has(ours) ? ours : null;
    }
    if (type === 'oauth' && gateway !== undefined) {
      const reference = formatReference({ from: 'gateway', gateway, store: holder.files.path, profile: id });
      return byReference.get(reference) ?? null;
    }
    const secret = inline.trim();
    if (secret === '' || vault.state() === 'locked') return null;
    return byFingerprint.get(vault.fingerprint(secret)) ?? null;
  };
}

async function restFlowStatusOf({ spawn, now }: Surroundings): Promise<GatewayStatus> {
  const profiles = (await readRestFlow(spawn)).map((profile): GatewayProfile => {
    const why = whyNotUsed(profile, now);
    const { id, provider, type, email, expiresAt } = profile;
    return {
      id,
      provider,
      type,
      email,
      expiresAt,
      from: 'main',
      status: restFlowStatus(profile, now),
      usable: why === null,
      unusableReason: why,
      plaintext: false,
      ref: null,
      linked: false,
      storedAs: null,
    };
  });
  return { agent: 'main', store: null, profiles, findings: [] };
}
