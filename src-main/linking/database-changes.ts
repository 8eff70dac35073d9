import type { ChangedFile } from '../../src-shared/contract-gateways.ts';
import { nameOfRef } from '../gateways/references/secret-ref.ts';
import { secretPlaces } from '../gateways/stores/credential.ts';
import { mainAgent } from '../gateways/stores/layout.ts';
import type { Agent, Snapshot } from '../gateways/stores/snapshot.ts';
import { refTo } from './chosen.ts';
import { databaseOf, holdersOf, isInDatabase, isShared, ownEntry, type Target } from './database-profiles.ts';
import type { Judged } from './judge-profile.ts';
import type { FormerProfile } from './kept-record.ts';

/** What linking changes in databases. `former` holds secrets. */
export interface DatabaseChange {
  targets: readonly Target[];
  /** Whose key goes out of the database that all agents share, when each agent has its reference. */
  leaves: readonly string[];
  files: readonly ChangedFile[];
  former: readonly FormerProfile[];
}

/** What linking changes in databases; null where it changes none. `known` is what was linked before. */
export function databaseChange(
  judged: readonly Judged[],
  snapshot: Snapshot,
  known: readonly FormerProfile[],
): DatabaseChange | null {
  const meant = judged.filter(({ agent, row }) => isInDatabase(agent) && row.state !== 'left');
  const each = meant.map((one) => changeOf(one, snapshot, known));
  // What several agents have of one shared profile is one profile all the same.
  const targets = [
    ...new Map(
      each.flatMap((change) => change.targets).map((one) => [`${one.agent} ${one.id}`, one]),
    ).values(),
  ];
  const leaves = [...new Set(each.flatMap((change) => change.leaves))];
  if (targets.length === 0 && leaves.length === 0) return null;
  const masks = new Map(meant.map(({ credential, row }) => [credential.id, row.mask]));
  return {
    targets,
    leaves,
    former: each.flatMap(({ former }) => former),
    files: [
      ...fileOf(
        snapshot.shared?.path ?? '',
        snapshot,
        leaves.map((id) => ({ at: `profiles.${id}`, before: masks.get(id) ?? null, after: null })),
      ),
      ...[...Map.groupBy(targets, ({ agent }) => agent)].flatMap(([id, own]) => {
        const agent = snapshot.agents.get(id);
        if (agent === undefined) return [];
        return fileOf(
          databaseOf(agent, snapshot),
          snapshot,
          own.map((target) => ({
            at: `profiles.${target.id}`,
            before:
              ownEntry(agent, target.id, snapshot) === undefined ? null : (masks.get(target.id) ?? null),
            after: nameOfRef(target.ref),
          })),
        );
      }),
    ],
  };
}

function changeOf(
  judged: Judged,
  snapshot: Snapshot,
  known: readonly FormerProfile[],
): Pick<DatabaseChange, 'targets' | 'leaves' | 'former'> {
  const { agent, credential, row } = judged;
  const { id } = credential;
  const nothing = { targets: [], leaves: [], former: [] };
  const path = snapshot.shared?.path;
  // Somebody who was ended between the two steps left the reference and the key.
  const isHalfDone =
    row.state === 'linked' &&
    (snapshot.shared?.profiles.get(id)?.inline ?? '') !== '' &&
    known.some((was) => was.id === id && was.store === path && was.as === row.as);
  if (credential.type === 'oauth' || row.as === null || (row.state === 'linked' && !isHalfDone))
    return nothing;
  const target = (of: Agent): Target => ({
    agent: of.id,
    id,
    type: credential.type === 'token' ? 'token' : 'api_key',
    provider: credential.provider,
    as: row.as ?? '',
    ref: refTo(row.as ?? ''),
  });
  const shared = isHalfDone || isShared(judged, snapshot);
  const former = isHalfDone ? [] : [formerOf(judged, row.as, shared)];
  if (!shared) return { targets: [target(agent)], leaves: [], former };
  const inheriting = [...snapshot.agents.values()].filter(
    (each) => works(each, snapshot) && ownEntry(each, id, snapshot) === undefined,
  );
  return { targets: inheriting.map(target), leaves: [id], former };
}

/** Whether an agent is one: named by the configuration, which names the main one by naming none, or with a database of its own. */
function works(agent: Agent, { config, shared }: Snapshot): boolean {
  const named = config.agents.some(({ id }) => id === agent.id);
  const own =
    agent.id === mainAgent && shared !== null ? agent.files.beside !== undefined : isInDatabase(agent);
  return named || own || (agent.id === mainAgent && config.agents.length === 0);
}

function formerOf({ agent, credential }: Judged, as: string, shared: boolean): FormerProfile {
  const { id, type, provider, inline } = credential;
  const name = type === 'token' ? 'token' : 'key';
  return {
    store: agent.files.path,
    agent: agent.id,
    id,
    refName: secretPlaces[type].ref,
    as,
    former: [`${JSON.stringify(name)}: ${JSON.stringify(inline)}`],
    inDatabase: { provider, isShared: shared },
  };
}

/** What putting profiles back changes in databases. */
export function filesBack(
  back: readonly { was: FormerProfile; mask: string | null }[],
  snapshot: Snapshot,
): ChangedFile[] {
  const inShared = back.filter(({ was }) => was.inDatabase?.isShared === true);
  return [
    ...fileOf(
      snapshot.shared?.path ?? '',
      snapshot,
      inShared.map(({ was, mask }) => ({ at: `profiles.${was.id}`, before: null, after: mask })),
    ),
    ...[...snapshot.agents.values()].flatMap((agent) =>
      fileOf(
        databaseOf(agent, snapshot),
        snapshot,
        back.flatMap(({ was, mask }) =>
          holdersOf(was, snapshot).includes(agent.id)
            ? [
                {
                  at: `profiles.${was.id}`,
                  before: nameOfRef(refTo(was.as)),
                  after: was.inDatabase?.isShared === true ? null : mask,
                },
              ]
            : [],
        ),
      ),
    ),
  ];
}

function fileOf(path: string, { agents }: Snapshot, changes: ChangedFile['changes']): ChangedFile[] {
  if (changes.length === 0) return [];
  const lying = [...agents.values()].flatMap(({ files }) => files.files).find((file) => file.path === path);
  const mode = lying?.mode ?? null;
  return [
    {
      path,
      what: 'store',
      isNew: lying === undefined,
      modeBefore: mode,
      modeAfter: mode ?? 0o600,
      changes,
    },
  ];
}
