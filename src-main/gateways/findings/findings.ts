import type { Severity } from '../../../src-shared/contract-keeping.ts';
import type { FindingId } from '../../../src-shared/finding-kinds.ts';
import { telling } from '../../../src-shared/say.ts';
import { oddEntries } from './entry-checks.ts';
import { isSince } from '../generation.ts';
import { missingRuntime } from './missing-runtime.ts';
import { plainPlaces, staleRenewals } from './plain-places.ts';
import { isLooseFile, type Agent, type Snapshot } from '../stores/snapshot.ts';
import type { GatewayEnvironment } from '../environment/gateway-environment.ts';
import type { LyingFile } from '../stores/agent-files.ts';
import type { PeerCredential, WhyDropped } from '../stores/credential.ts';
import type { ReportedProfile } from '../report.ts';
import type { Surroundings } from '../surroundings.ts';

/** Something about a gateway's credentials that somebody should know. */
export interface GatewayFinding {
  id: FindingId;
  severity: Severity;
  what: string;
  where: string | null;
  remedy: string;
}

const octal = (mode: number | null) => (mode === null ? 'unknown' : mode.toString(8).padStart(4, '0'));
function broken({ problems, named }: Snapshot): GatewayFinding[] {
  return problems.map(({ path, problem }) => ({
    id: 'unreadable',
    severity: 'bad',
    what: telling('{name} cannot use this file: {problem}.', { name: named.system.name, problem }),
    where: path,
    remedy: telling('Put back a copy of it, or sign in again; Keywatch changed nothing.'),
  }));
}

function loose(files: readonly LyingFile[], around: Surroundings): GatewayFinding[] {
  const seen = new Set<string>();
  return files.flatMap((file): GatewayFinding[] => {
    if (seen.has(file.path) || !isLooseFile(file, around)) return [];
    seen.add(file.path);
    return [
      {
        id: 'loose_mode',
        severity: 'bad',
        what: telling("Other users of this machine can reach secrets: the file's mode is {mode}.", {
          mode: octal(file.mode),
        }),
        where: file.path,
        remedy: telling("Type: chmod 600 ''{path}''", { path: file.path }),
      },
    ];
  });
}

/** What to do about secrets in clear: a release that knows SecretRefs can fetch its keys, its logins stay its own. */
function remedyInClear(
  inClear: readonly PeerCredential[],
  { generation, named }: Snapshot,
  { platform }: Surroundings,
): string {
  const couldFetch = platform !== 'win32' && isSince(generation, '2026.3.13');
  return couldFetch && inClear.some(({ type }) => type !== 'oauth')
    ? telling(
        'Link it, so that it fetches its keys out of the vault (keywatch gateway link {gateway}); until then whoever reads this file, or a backup of it, has them.',
        { gateway: named.system.id },
      )
    : telling('Whoever reads this file, or a backup of it, has them.');
}

function ofStore({ id, own, files }: Agent, snapshot: Snapshot, around: Surroundings): GatewayFinding[] {
  const inClear = [...own.profiles.values()].filter(
    ({ inline, refresh }) => inline.trim() !== '' || refresh.trim() !== '',
  );
  const found: GatewayFinding[] = [];
  if (inClear.length > 0)
    found.push({
      id: 'plaintext',
      severity: 'warn',
      what: telling(
        '{count, plural, one {# profile of agent {id} keeps its secret in clear} other {# profiles of agent {id} keep their secret in clear}}.',
        { count: inClear.length, id },
      ),
      where: files.path,
      remedy: remedyInClear(inClear, snapshot, around),
    });
  for (const { path, mode } of files.leftovers)
    found.push({
      id: 'leftover',
      severity: 'warn',
      what: telling('An earlier store is still there, with its secrets in clear (mode {mode}).', {
        mode: octal(mode),
      }),
      where: path,
      remedy: telling('Delete it once the gateway works without it.'),
    });
  if (files.notMigrated)
    found.push({
      id: 'not_migrated',
      severity: 'bad',
      what: telling(
        'The database of agent {id} is empty and its old JSON store lies beside it: this release stops with AUTH_PROFILE_MIGRATION_REQUIRED.',
        { id },
      ),
      where: files.path,
      remedy: telling('Copy the JSON store away first, then let the gateway import it.'),
    });
  if (files.lock !== null) {
    const { path, pid, alive } = files.lock;
    found.push({
      id: alive ? 'locked' : 'stale_lock',
      severity: alive ? 'info' : 'warn',
      what: alive
        ? telling('Process {which} is writing this store.', { which: pid ?? telling('unknown') })
        : telling('A lock was left by a process that runs no more; the gateway takes it over after 30 s.'),
      where: path,
      remedy: alive ? telling('What is shown may change in a moment.') : telling('Nothing, unless it stays.'),
    });
  }
  return found;
}

const dropReasons: Readonly<Record<WhyDropped, string>> = {
  non_object: telling('it is no object'),
  invalid_type: telling('this release does not know its type'),
  missing_provider: telling('it names no provider'),
};

function ofEntries(agent: Agent): GatewayFinding[] {
  const where = agent.files.path;
  const dropped = agent.own.dropped.map(({ id, why }): GatewayFinding => ({
    id: 'dropped',
    severity: 'warn',
    what: telling('The gateway leaves out {id}: {problem} ({code}).', {
      id,
      problem: dropReasons[why],
      code: why,
    }),
    where,
    remedy: telling('Store it again with the gateway’s own command.'),
  }));
  const strange = [...agent.own.profiles.values()].flatMap((each) => ofCredential(each, where));
  const unknown = Object.entries(agent.own.order).flatMap(([provider, ids]): GatewayFinding[] => {
    const lost = ids.filter((id) => !agent.effective.profiles.has(id));
    if (lost.length === 0) return [];
    return [
      {
        id: 'order_unknown',
        severity: 'warn',
        what: telling(
          '{count, plural, one {The order of {provider} names {lost}, which is not stored} other {The order of {provider} names {lost}, which are not stored}}.',
          { count: lost.length, provider, lost: lost.join(', ') },
        ),
        where,
        remedy: telling('Set the order again: models auth order set --provider {provider} …', { provider }),
      },
    ];
  });
  return [...dropped, ...strange, ...unknown];
}

function ofCredential({ id, type, inline, ref, expires }: PeerCredential, where: string): GatewayFinding[] {
  const found: GatewayFinding[] = [];
  if (expires !== null && expires >= 1e9 && expires <= 1e11)
    found.push({
      id: 'seconds',
      severity: 'warn',
      what: telling(
        '{id} names its end in seconds; the gateway reads milliseconds, takes it for 1970 and leaves it out.',
        { id },
      ),
      where,
      remedy: telling('Store it again with --expires-in.'),
    });
  if (type === 'token' && expires === null && inline.startsWith('sk-ant-oat01-'))
    found.push({
      id: 'no_end',
      severity: 'info',
      what: telling(
        '{id} is a setup token without an end; they last about a year, and the gateway will not warn.',
        { id },
      ),
      where,
      remedy: telling('Store it again with --expires-in 365d.'),
    });
  if (ref !== null && inline.trim() !== '')
    found.push({
      id: 'shadowed_ref',
      severity: 'warn',
      what: telling(
        '{id} has both a reference and a secret in clear; which of them serves depends on the release.',
        { id },
      ),
      where,
      remedy: telling('Remove the one that is not meant.'),
    });
  return found;
}

/** What is to be said of a gateway as a whole and of the agent that was asked about. */
export function findingsOf(
  snapshot: Snapshot,
  profiles: readonly ReportedProfile[],
  environment: GatewayEnvironment,
  around: Surroundings,
): GatewayFinding[] {
  const { agents, configFile, config, leftovers, named } = snapshot;
  const holdsKeys = config.keysInConfig.length > 0 || Object.keys(config.env.values).length > 0;
  const files = [
    ...[...agents.values()].flatMap(({ files: each }) => [...each.files, ...each.leftovers]),
    ...leftovers,
    ...environment.files.filter(({ names }) => names.length > 0),
    ...(configFile !== null && holdsKeys ? [configFile] : []),
  ];
  return [
    ...broken(snapshot),
    ...environment.problems.map(({ path, problem }): GatewayFinding => ({
      id: 'environment',
      severity: 'warn',
      what: telling('Variables from here are not known: {problem}.', { problem }),
      where: path,
      remedy: telling('Look at it, or name the variable where the gateway starts.'),
    })),
    ...loose(files, around),
    ...[...agents.values()].flatMap((agent) => ofStore(agent, snapshot, around)),
    ...plainPlaces(snapshot, environment),
    ...staleRenewals(snapshot, around),
    ...missingRuntime(snapshot, profiles),
    ...leftovers.map(({ path, mode }): GatewayFinding => ({
      id: 'leftover',
      severity: 'warn',
      what: telling('Logins of a very old release are still there (mode {mode}).', { mode: octal(mode) }),
      where: path,
      remedy: telling('Delete it once the gateway works without it.'),
    })),
    ...[...agents.values()].flatMap((agent) => [...ofEntries(agent), ...oddEntries(agent, snapshot)]),
    ...profiles
      .filter(({ reasonCode }) => reasonCode === 'unresolved_ref')
      .map(({ id, ref }): GatewayFinding => ({
        id: 'unresolved_ref',
        severity: 'warn',
        what: telling('{id} refers to {which}, which is not set here.', {
          id,
          which: ref ?? telling('a variable'),
        }),
        where: null,
        remedy: telling('Set it where {name} starts.', { name: named.system.name }),
      })),
  ];
}
