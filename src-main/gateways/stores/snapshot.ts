import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { telling } from '../../../src-shared/say.ts';
import {
  hasProfiles,
  readAgentFiles,
  readStoreDatabase,
  type AgentFiles,
  type LyingFile,
} from './agent-files.ts';
import { emptyConfig, readConfig, type GatewayConfig } from './config.ts';
import { generationOf, laterOf, type Generation } from '../generation.ts';
import {
  agentDirectories,
  agentDirectoryOfEnvironment,
  configPathOf,
  mainAgent,
  stateDirectoryOf,
} from './layout.ts';
import { isLoose, namesIn, readPeerFile } from './peer-file.ts';
import { emptyStore, inherited, readState, readStore, type PeerStore } from './peer-store.ts';
import type { Surroundings } from '../surroundings.ts';
import type { NamedGateway } from '../systems.ts';

/** One agent with what it works with: the main agent's store and its own. */
export interface Agent {
  id: string;
  directory: string;
  /** What lies there itself. */
  own: PeerStore;
  effective: PeerStore;
  files: AgentFiles;
}

/** A gateway of the OpenClaw family as it lies on the disk. It holds secrets: a document shows parts of it only. */
export interface Snapshot {
  named: NamedGateway;
  stateDir: string;
  present: boolean;
  generation: Generation;
  config: GatewayConfig;
  configFile: LyingFile | null;
  agents: ReadonlyMap<string, Agent>;
  /** The database that all agents share, where it is their store; null where there is none. */
  shared: { path: string; profiles: PeerStore['profiles'] } | null;
  /** The plug-ins that its release found and runs; none where it has not said. */
  plugins: readonly string[];
  /** Files of the whole gateway that hold credentials or did. */
  leftovers: readonly LyingFile[];
  problems: readonly { path: string; problem: string }[];
}

export interface Where {
  /** Null for where the gateway itself looks. */
  stateDir: string | null;
  /** The agent that is asked about; null for the main one, or the one the environment names. */
  agent: string | null;
}

function configAt(path: string): { config: GatewayConfig; file: LyingFile | null; problem: string | null } {
  const file = readPeerFile(path);
  if (file === null) return { config: emptyConfig, file: null, problem: null };
  const lying = { path, mode: file.mode };
  if (file.text === null) return { config: emptyConfig, file: lying, problem: file.problem };
  const config = readConfig(file.text);
  return config === null
    ? { config: emptyConfig, file: lying, problem: telling('it is no JSON5, so what it says is not known') }
    : { config, file: lying, problem: null };
}

/** The first generation that keeps its store in that form. */
const shapes: Readonly<Record<AgentFiles['shape'], Generation | null>> = {
  none: null,
  json: '2026.2.25',
  split: '2026.5.28',
  sqlite: '2026.9.6',
};

/**
 * Whose rules hold: what was said, else what the stores are made like, and between two releases of one form what the
 * configuration says wrote it. A fork's version numbers are its own.
 */
function generationAt(
  { system, told }: NamedGateway,
  agents: Iterable<AgentFiles>,
  version: string | null,
): Generation {
  const usual = system.generation ?? '2026.2.25';
  if (told !== null) return told;
  const found = [...agents].flatMap(({ shape }) => shapes[shape] ?? []);
  const isFork = system.id !== 'openclaw';
  const said = isFork || version === null ? null : generationOf(version);
  if (found.length === 0) return said ?? usual;
  const least = found.reduce(laterOf);
  if (isFork) return laterOf(least, usual);
  if (said === null) return laterOf(least, '2026.3.13');
  // A release with SQLite that has not yet run here leaves JSON as the last release with JSON would read it.
  return least === '2026.9.6' ? least : laterOf(least, said === '2026.9.6' ? '2026.5.28' : said);
}

/** The database all agents share since 2026.8, where it is the main agent's store. */
function sharedStore(stateDir: string, temporary: string) {
  const directory = join(stateDir, 'state');
  // Others lie beside it, such as openclaw-quarantine.sqlite: the gateway's own has the short name.
  const [name] = namesIn(directory)
    .filter((each) => each.endsWith('.sqlite'))
    .toSorted((one, other) => one.length - other.length);
  if (name === undefined) return null;
  const path = join(directory, name);
  return { path, mode: statSync(path).mode & 0o7777, ...readStoreDatabase(path, temporary) };
}

function storeOf(
  { store, state, notMigrated }: Pick<AgentFiles, 'store' | 'state' | 'notMigrated'>,
  generation: Generation,
): PeerStore | null {
  if (notMigrated || store === null) return { ...emptyStore, ...readState(state) };
  const read = readStore(store, generation);
  if (read === null) return null;
  const beside = readState(state);
  return {
    ...read,
    order: { ...read.order, ...beside.order },
    lastGood: { ...read.lastGood, ...beside.lastGood },
    usage: { ...read.usage, ...beside.usage },
  };
}

/** A shared store with what the main agent's own database says of single profiles. */
function withBeside(shared: PeerStore, beside: unknown, generation: Generation): PeerStore {
  const own = beside === undefined ? null : readStore(beside, generation);
  return own === null ? shared : { ...shared, profiles: new Map([...shared.profiles, ...own.profiles]) };
}

/** Everything a gateway's files say of credentials. Writes nothing and opens none of its databases in place. */
export function readGateway(named: NamedGateway, where: Where, around: Surroundings): Snapshot {
  const { system } = named;
  const stateDir = stateDirectoryOf(system, where.stateDir, around);
  const configPath = configPathOf(system, stateDir, where.stateDir, around);
  const { config, file: configFile, problem } = configAt(configPath);
  const problems = problem === null ? [] : [{ path: configPath, problem }];

  const directories = agentDirectories(stateDir, config, around);
  const byEnvironment =
    where.stateDir === null && where.agent === null ? agentDirectoryOfEnvironment(system, around) : null;
  if (byEnvironment !== null) directories.set(mainAgent, byEnvironment);
  const files = new Map([...directories].map(([id, directory]) => [id, readAgentFiles(directory, around)]));

  const shared = sharedStore(stateDir, around.temporary);
  const mainFiles = files.get(mainAgent);
  const holds =
    shared?.shared === 'state-db' || (hasProfiles(shared?.store) && !hasProfiles(mainFiles?.store));
  if (shared !== null && mainFiles !== undefined && (holds || shared.problem !== null))
    files.set(mainAgent, onShared(mainFiles, shared, holds));

  const generation = generationAt(named, files.values(), config.version);
  const stores = new Map([...files].map(([id, each]) => [id, storeOf(each, generation)]));
  for (const [id, store] of stores)
    if (store === null)
      problems.push({
        path: files.get(id)?.path ?? '',
        problem: telling('it is no store: its profiles are no object'),
      });
  const main = stores.get(mainAgent) ?? emptyStore;
  const agents = [...files].map(([id, each]) => {
    const stored = stores.get(id) ?? emptyStore;
    const own = id === mainAgent ? withBeside(stored, each.beside, generation) : stored;
    const effective = id === mainAgent ? own : inherited(main, own);
    return [id, { id, directory: directories.get(id) ?? '', own, effective, files: each }] as const;
  });
  return {
    named,
    stateDir,
    present:
      existsSync(stateDir) ||
      configFile !== null ||
      [...files.values()].some(({ shape }) => shape !== 'none'),
    generation,
    config,
    configFile,
    agents: new Map(agents),
    shared: shared !== null && holds ? { path: shared.path, profiles: main.profiles } : null,
    plugins: shared?.plugins ?? [],
    leftovers: oldLogins(stateDir),
    problems: [...problems, ...agents.flatMap(([, { files: each }]) => each.problems)],
  };
}

function onShared(
  main: AgentFiles,
  shared: NonNullable<ReturnType<typeof sharedStore>>,
  holds: boolean,
): AgentFiles {
  const { path, mode, store, state, problem } = shared;
  // Its profiles are shared; what it remembers of them is written into its own database, as seen with 2026.9.6.
  const remembered = main.shape === 'sqlite' ? (main.state ?? state) : (state ?? main.state);
  return {
    ...main,
    shape: 'sqlite',
    path: holds ? path : main.path,
    store: holds ? store : main.store,
    state: holds ? remembered : main.state,
    ...(holds && main.shape === 'sqlite' ? { beside: main.store } : {}),
    files: [...main.files.filter((each) => !each.path.endsWith('.json')), { path, mode }],
    leftovers: [...main.leftovers, ...main.files.filter((each) => each.path.endsWith('.json'))],
    problems: problem === null ? main.problems : [...main.problems, { path, problem }],
    notMigrated: holds && !hasProfiles(store) && hasProfiles(main.shape === 'sqlite' ? null : main.store),
  };
}

function oldLogins(stateDir: string): LyingFile[] {
  const path = join(stateDir, 'credentials', 'oauth.json');
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? [] : [{ path, mode: stats.mode & 0o7777 }];
}

export const isLooseFile = ({ mode }: LyingFile, { platform }: Pick<Surroundings, 'platform'>): boolean =>
  isLoose(mode, platform);
