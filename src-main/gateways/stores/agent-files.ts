import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { telling } from '../../../src-shared/say.ts';
import { fieldsOf, textIn } from './credential.ts';
import { jsonRows, readDatabase } from './database-copy.ts';
import { namesIn, parseJson, readPeerFile } from './peer-file.ts';
import { lockOf, type StoreLock } from './store-lock.ts';
import type { Surroundings } from '../surroundings.ts';

/** The three forms a family's store has had: one JSON file, a second one for what is remembered, SQLite. */
export type Shape = 'none' | 'json' | 'split' | 'sqlite';

/** A file that holds credentials or did, and what its mode is. */
export interface LyingFile {
  path: string;
  mode: number | null;
}

/** The documents of one agent, before anything is made of them. They hold secrets. */
export interface AgentFiles {
  shape: Shape;
  /** What holds the credentials; where none lies, what the oldest form would be called. */
  path: string;
  store: unknown;
  state: unknown;
  files: readonly LyingFile[];
  /** What an earlier release left, or a peer's repair. */
  leftovers: readonly LyingFile[];
  problems: readonly { path: string; problem: string }[];
  lock: StoreLock | null;
  /** An empty database beside a JSON store: releases with SQLite refuse to go on. */
  notMigrated: boolean;
  /** What the main agent's own database says where the shared one is its store: it goes before that, profile by profile. */
  beside?: unknown;
}

const leftover =
  /^auth-profiles\.json\.migrated-|\.sqlite-import\..*\.bak$|^auth-profiles\.json\.bak|^auth\.json$/;

const modeOf = (path: string): LyingFile => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return { path, mode: stats === undefined ? null : stats.mode & 0o7777 };
};

/** A JSON document of a peer, with what is wrong about it. */
function documentAt(path: string): {
  there: boolean;
  mode: number | null;
  value: unknown;
  problem: string | null;
} {
  const file = readPeerFile(path);
  if (file === null) return { there: false, mode: null, value: null, problem: null };
  const { mode, text, problem } = file;
  if (text === null) return { there: true, mode, value: null, problem };
  return { there: true, mode, ...parseJson(text) };
}

/** A database's documents of credentials and of what is remembered. */
export interface DatabaseContent {
  store: unknown;
  state: unknown;
  /** `state-db` where the shared database is the main agent's store. */
  shared: string | null;
  /** The plug-ins that its release found there and runs. */
  plugins: readonly string[];
  problem: string | null;
}

function pluginsIn(json: string | undefined): string[] {
  const index = fieldsOf(fieldsOf(json === undefined ? null : parseJson(json).value)?.['index']);
  const plugins: unknown = index?.['plugins'];
  return (Array.isArray(plugins) ? plugins : []).map(fieldsOf).flatMap((plugin) => {
    const id = textIn(plugin, 'pluginId');
    return id !== null && plugin?.['enabled'] === true ? [id] : [];
  });
}

/** What a peer's database holds of credentials, read from a copy. What is wrong is told, not thrown. */
export function readStoreDatabase(path: string, temporary: string): DatabaseContent {
  try {
    const rows = readDatabase(path, temporary, jsonRows);
    const storeJson = rows.find(
      ({ table, key }) => key === 'authProfiles.store' || /^auth_profile_stores?$/.test(table),
    )?.json;
    const stateJson = rows.find(
      ({ table, key }) => key === 'authProfiles.state' || /^auth_profile_states?$/.test(table),
    )?.json;
    const sharedJson = rows.find(({ key }) => key === 'auth.sharedStore')?.json;
    const store = storeJson === undefined ? null : parseJson(storeJson);
    const state = stateJson === undefined ? null : parseJson(stateJson);
    const owner = sharedJson === undefined ? null : parseJson(sharedJson).value;
    const location = fieldsOf(owner)?.['location'] ?? owner ?? sharedJson;
    return {
      store: store?.value ?? null,
      state: state?.value ?? null,
      shared: typeof location === 'string' ? location : null,
      plugins: pluginsIn(rows.find(({ key }) => key === 'plugins.installedIndex')?.json),
      problem: store?.problem ?? state?.problem ?? null,
    };
  } catch (error) {
    const why =
      error instanceof Error
        ? 'errstr' in error
          ? String(error.errstr)
          : error.message
        : telling('unknown cause');
    return {
      store: null,
      state: null,
      shared: null,
      plugins: [],
      problem: telling('it cannot be read as a database ({why})', { why }),
    };
  }
}

export const hasProfiles = (store: unknown): boolean =>
  Object.keys(fieldsOf(fieldsOf(store)?.['profiles']) ?? {}).length > 0;

/** What lies in one agent's directory. */
export function readAgentFiles(directory: string, around: Surroundings): AgentFiles {
  const names = namesIn(directory);
  const at = (name: string) => join(directory, name);
  const leftovers = names.filter((name) => leftover.test(name)).map((name) => modeOf(at(name)));
  const [storePath, statePath] = [at('auth-profiles.json'), at('auth-state.json')];
  const json = documentAt(storePath);
  const state = documentAt(statePath);
  const jsonFiles = [
    ...(json.there ? [{ path: storePath, mode: json.mode }] : []),
    ...(state.there ? [{ path: statePath, mode: state.mode }] : []),
  ];
  const databaseName = names.find((name) => name.endsWith('-agent.sqlite'));
  if (databaseName !== undefined) {
    const path = at(databaseName);
    const content = readStoreDatabase(path, around.temporary);
    const isEmpty = content.problem === null && !hasProfiles(content.store);
    const notMigrated = isEmpty && hasProfiles(json.value);
    return {
      shape: 'sqlite',
      path,
      store: content.store,
      state: content.state,
      files: ['', '-wal', '-shm']
        .filter((part) => existsSync(path + part))
        .map((part) => modeOf(path + part)),
      // Beside a database that is in use, a JSON store is only a copy in clear.
      leftovers: [...leftovers, ...jsonFiles],
      problems: content.problem === null ? [] : [{ path, problem: content.problem }],
      lock: null,
      notMigrated,
    };
  }
  return {
    shape: state.there ? 'split' : json.there ? 'json' : 'none',
    path: storePath,
    store: json.value,
    state: state.value,
    files: jsonFiles,
    leftovers,
    problems: [
      ...(json.problem === null ? [] : [{ path: storePath, problem: json.problem }]),
      ...(state.problem === null ? [] : [{ path: statePath, problem: state.problem }]),
    ],
    lock: lockOf(storePath, around),
    notMigrated: false,
  };
}
