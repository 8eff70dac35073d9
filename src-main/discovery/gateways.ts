import { join } from 'node:path';
import { fieldsOf, type PeerCredential } from '../gateways/stores/credential.ts';
import { configPathOf, stateDirectoryOf } from '../gateways/stores/layout.ts';
import { authProvider } from '../gateways/provider-alias.ts';
import { nameOfRef } from '../gateways/references/secret-ref.ts';
import { readGateway, type Agent, type Snapshot } from '../gateways/stores/snapshot.ts';
import { systems, type GatewaySystem } from '../gateways/systems.ts';
import { formatReference, gatewayOwners } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { providerById } from '../providers/index.ts';
import { below } from '../references/place.ts';
import { notRead, type Grounds, type MetFile } from './grounds.ts';
import { namedOnly, safeName, sighted, type Spot } from './sighted.ts';
import { nothing, together, type Found, type Sighting, type Trouble } from './sighting.ts';
import type { Source } from './source.ts';
import { inSettings } from './tool-file.ts';

/** So many of a gateway's agents are looked at. */
const mostAgents = 100;

/** A database is read from a copy, however large. */
const isLargeDatabase = ({ path, problem }: MetFile): boolean =>
  problem === notRead.tooLarge && path.endsWith('.sqlite');

const isStore = (path: string): boolean => /auth-(?:profiles|state)\.json$|\.sqlite$/.test(path);

/** What would be read of a gateway and may not be; its reader knows no such rules. */
async function refused(around: Grounds, system: GatewaySystem, stateDir: string): Promise<Trouble[]> {
  const agents = join(stateDir, 'agents');
  const names = await around.list(agents);
  const folders = names.slice(0, mostAgents).map((agent) => join(agents, agent, 'agent'));
  const inside = await Promise.all(
    folders.map(async (folder) => (await around.list(folder)).map((name) => join(folder, name))),
  );
  const shared = await around.list(join(stateDir, 'state'));
  const paths = [
    configPathOf(system, stateDir, null, around),
    ...inside.flat().filter(isStore),
    ...shared.map((name) => join(stateDir, 'state', name)).filter(isStore),
  ];
  const met = await Promise.all(paths.map((path) => around.meet(path)));
  const many =
    names.length > mostAgents
      ? [{ where: agents, message: telling('it has {count} agents', { count: names.length }) }]
      : [];
  return [
    ...many,
    ...met.flatMap((file) =>
      file === null || file.problem === null || isLargeDatabase(file)
        ? []
        : [{ where: file.path, message: file.problem }],
    ),
  ];
}

/** The pointer to a secret in a store of JSON; null in a database. */
function pointerTo({ id }: PeerCredential, agent: Agent): string | null {
  if (agent.files.shape === 'sqlite') return null;
  const entry = fieldsOf(fieldsOf(fieldsOf(agent.files.store)?.['profiles'])?.[id]);
  const member = ['key', 'apiKey', 'token', 'access'].find((name) => typeof entry?.[name] === 'string');
  return member === undefined ? null : below(below('/profiles', id), member);
}

function ofCredential(credential: PeerCredential, agent: Agent, spot: Spot): Sighting | null {
  const { id, type, inline, ref, expires, refresh } = credential;
  const provider =
    (providerById(credential.provider) ?? providerById(authProvider(credential.provider)))?.id ?? null;
  const end = expires !== null && Number.isFinite(expires) && expires > 0 ? expires : null;
  const name = `${agent.id}/${safeName(id)}`;
  const location = pointerTo(credential, agent) ?? safeName(id);
  if (inline.trim() === '' && ref !== null) {
    const named = namedOnly(spot, {
      name,
      location,
      provider,
      kind: type,
      link: ref.source === 'env' && provider !== null ? `env:${ref.id}` : null,
    });
    return { ...named, reference: nameOfRef(ref) };
  }
  const gateway = gatewayOwners.find((owner) => owner === spot.source);
  const isLogin = type === 'oauth' && gateway !== undefined;
  const pointer = pointerTo(credential, agent);
  return sighted(spot, {
    name,
    location,
    value: inline,
    kind: type,
    ...(provider === null ? { variable: `${credential.provider}_API_KEY` } : { provider }),
    expiresAt: isLogin && refresh !== '' ? null : end,
    ...(isLogin
      ? {
          owner: gateway,
          link: formatReference({ from: 'gateway', gateway, store: agent.files.path, profile: id }),
        }
      : { link: pointer === null ? null : `file:${agent.files.path}#${pointer}` }),
  });
}

async function stored(around: Grounds, { named, agents, problems }: Snapshot): Promise<Found> {
  const sightings = await Promise.all(
    [...agents.values()].map(async (agent) => {
      if (agent.own.profiles.size === 0) return [];
      const { path } = agent.files;
      const met = await around.meet(path);
      // A configuration may name a directory anywhere. A database is read from a copy, however large.
      if (met === null || (met.problem !== null && met.problem !== notRead.tooLarge)) return [];
      const spot = { source: named.system.id, where: path, mode: met.mode, inFile: true };
      return [...agent.own.profiles.values()].flatMap((each) => ofCredential(each, agent, spot) ?? []);
    }),
  );
  const told = problems.map(({ path, problem }) => ({ where: path, message: problem }));
  return { sightings: sightings.flat(), problems: told };
}

async function lookAt(around: Grounds, system: GatewaySystem): Promise<Found> {
  const stateDir = stateDirectoryOf(system, null, around);
  if ((await around.list(stateDir)).length === 0) return nothing;
  const problems = await refused(around, system, stateDir);
  if (problems.length > 0) return { sightings: [], problems };
  const snapshot = readGateway({ system, told: null }, { stateDir: null, agent: null }, around);
  return together([
    await stored(around, snapshot),
    await inSettings(around, { source: `${system.id}-env`, path: join(stateDir, '.env') }),
  ]);
}

/** OpenClaw and its forks, by what reads their stores for `gateway status` too. */
export const family: readonly Source[] = systems
  .filter(({ generation }) => generation !== null)
  .map((system) => ({
    id: system.id,
    name: system.name,
    opens: [`the stores of its agents below \`~/${system.directory}\` and its \`.env\``],
    look: (around) => lookAt(around, system),
  }));
