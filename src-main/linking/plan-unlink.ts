import type { UnlinkInput, UnlinkPlan } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import { telling } from '../../src-shared/say.ts';
import { nameOfRef } from '../gateways/references/secret-ref.ts';
import type { Agent, Snapshot } from '../gateways/stores/snapshot.ts';
import { shapeOf } from '../providers/known-shapes.ts';
import { entryOf } from '../vault/serving.ts';
import { isOurs, refTo } from './chosen.ts';
import { filesBack } from './database-changes.ts';
import { holdersOf, isInDatabase, targetsOf } from './database-profiles.ts';
import { changedFileOf, fileAt, type FileWrite } from './file-writes.ts';
import { leftIn, placeOf, touchedBy, type GatewayPlace } from './gateway-place.ts';
import {
  closedRecord,
  readRecord,
  recordPath,
  secretIn,
  stepsTo,
  type FormerProfile,
  type LinkRecord,
} from './kept-record.ts';
import { launcherPath } from './launcher.ts';
import type { LinkingParts } from './linking-parts.ts';
import { notesOf, reload, type Note } from './notes.ts';
import { peerPlace } from './peer-place.ts';
import { configBack, storesBack } from './unlink-files.ts';
import type { Work } from './work.ts';

type Row = UnlinkPlan['profiles'][number];

/** A profile that was linked, with what becomes of it now. */
export interface Kept {
  was: FormerProfile;
  row: Row;
  /** What stood there needs to be kept no longer. */
  isOver: boolean;
}

/** What putting back would change in a gateway that was linked. Writes nothing. */
export function planUnlink(input: UnlinkInput, parts: LinkingParts): Work<UnlinkPlan> {
  const place = placeOf(input, parts);
  const { vault, premises } = parts;
  const { reader, snapshot } = place;
  const { system } = snapshot.named;
  const record = knownRecord(place, parts);
  const left = leftIn(place, premises.directory);
  const agents = new Map(place.agents.map((agent) => [agent.files.path, agent]));
  const kept = record.profiles
    .filter((was) => isMeant(was, input, agents))
    .map((was) => judge(was, agents, snapshot));
  const toUnlink = kept.filter(({ row }) => row.state === 'unlink');
  const over = new Set(kept.filter(({ isOver }) => isOver).map(({ was }) => was));
  const profiles = record.profiles.filter((was) => !over.has(was));

  const stores = storesBack(
    toUnlink.filter(({ was }) => was.inDatabase === undefined),
    record,
  );
  const inDatabase = toUnlink.filter(({ was }) => was.inDatabase !== undefined);
  const peer = inDatabase.length === 0 ? null : peerPlace(place, parts);
  const isAll = profiles.length === 0;
  const launcher = launcherPath(premises.directory, reader);
  const config = isAll ? configBack(place, record, launcher, stores, toUnlink) : null;
  const stays = isAll && config === 'in use';
  const starter = isAll && !stays ? launcherGone(launcher) : null;
  const writes = [...stores, config === 'in use' ? null : config, starter].filter((write) => write !== null);

  const former = entryOf(vault.grants(), reader) ?? [];
  const needed = new Set(profiles.map(({ as }) => as));
  const ended = new Set([...over].map(({ as }) => as).filter((as) => !needed.has(as)));
  const grants = isAll && !stays ? [] : stays ? former : former.filter((id) => !ended.has(id));
  const steps = Object.fromEntries(
    Object.entries(record.steps).map(([path, list]) => {
      const text = writes.find((write) => write.path === path)?.after;
      return [path, text === undefined ? list : stepsTo(list, text ?? '')];
    }),
  );
  const noted = notedOf(place, toUnlink, stays, left);
  const body = {
    act: 'unlink' as const,
    gateway: system.id,
    name: system.name,
    stateDir: snapshot.stateDir,
    generation: snapshot.generation,
    reader,
    files: [
      ...filesBack(
        inDatabase.map(({ was, row }) => ({ was, mask: row.mask })),
        snapshot,
      ),
      ...writes.map(changedFileOf),
    ],
    profiles: kept.map(({ row }) => row),
    noted,
    notes: notesOf(noted, system.name),
    changes:
      writes.length > 0 ||
      over.size > 0 ||
      grants.length !== former.length ||
      (isAll && !stays) ||
      left.length > 0,
  };
  return {
    plan: { ...body, mark: vault.fingerprint(JSON.stringify(body)).slice(0, 32) },
    reader,
    puts: [],
    // What stands in the gateway again it works with all the same.
    users: null,
    grants,
    writes,
    record: isAll && !stays ? null : { ...record, profiles, steps },
    stores: stores.map(({ store }) => store),
    touches: touchedBy(place, premises.directory),
    database:
      peer === null
        ? null
        : {
            ...peer,
            leaves: [],
            former: inDatabase.map(({ was }) => was),
            targets: inDatabase.flatMap(({ was }) => targetsOf(was, snapshot)),
            begun: begunWith(record, inDatabase),
          },
  };
}

/** Throws `not_found` where nothing was linked, and `bad_usage` where only the gateway itself may write by now. */
function knownRecord(place: GatewayPlace, { vault, premises }: LinkingParts): LinkRecord {
  const { snapshot, reader, agents } = place;
  const { name, command } = snapshot.named.system;
  const record = readRecord(premises.directory, reader, vault);
  if (record === 'closed') throw closedRecord(recordPath(premises.directory, reader));
  // Whoever was ended while linking may have left a grant or half-written files, and nothing else.
  const isBegun = entryOf(vault.grants(), reader) !== null || leftIn(place, premises.directory).length > 0;
  if (record === 'none' && isBegun)
    return {
      version: 1,
      gateway: snapshot.named.system.id,
      stateDir: snapshot.stateDir,
      profiles: [],
      steps: {},
    };
  if (record === 'none')
    throw new KeywatchError(
      'not_found',
      telling(
        '{name} at {stateDir} is not linked; nothing was changed; keywatch gateway status shows where its keys lie',
        { name, stateDir: snapshot.stateDir },
      ),
    );
  const isMoved = record.profiles.some(({ inDatabase }) => inDatabase === undefined);
  if (isMoved && agents.some(isInDatabase))
    throw new KeywatchError(
      'bad_usage',
      telling(
        '{name} has moved its credentials into a database since it was linked, which nobody but it may write; nothing was changed; give it each key by {command} models auth paste-api-key, taken from keywatch secret get ID',
        { name, command },
      ),
    );
  return record;
}

function isMeant(
  { store, agent, id, as }: FormerProfile,
  { agent: wanted, provider, ids }: UnlinkInput,
  agents: ReadonlyMap<string, Agent>,
): boolean {
  const of = agents.get(store)?.own.profiles.get(id)?.provider ?? as.slice(0, as.indexOf(':'));
  return (
    (wanted === null || wanted === agent) &&
    (provider === null || provider === of) &&
    (ids.length === 0 || ids.includes(id))
  );
}

/** Puts back only what is still as it was left: whatever somebody changed since is theirs. */
function judge(was: FormerProfile, agents: ReadonlyMap<string, Agent>, snapshot: Snapshot): Kept {
  const { store, agent, id, as } = was;
  const secret = secretIn(was);
  const row: Row = {
    agent,
    id,
    state: 'left',
    as,
    mask: maskSecret(secret, shapeOf(secret)?.known.shape.prefix ?? ''),
    why: null,
  };
  const left = (why: string, isOver = true): Kept => ({ was, isOver, row: { ...row, why } });
  const credential = agents.get(store)?.own.profiles.get(id);
  // Several agents may refer to what one of them had, and whoever was ended may have left some of them.
  const isBegun = credential === undefined && was.inDatabase?.begun === true;
  if (was.inDatabase !== undefined && (isBegun || holdersOf(was, snapshot).length > 0))
    return { was, isOver: true, row: { ...row, state: 'unlink' } };
  if (credential === undefined) return left(telling('the gateway has it no more'));
  const { ref, inline } = credential;
  if (inline.trim() === secret && ref === null) return left(telling('it stands there in clear already'));
  if (!isOurs(ref))
    return left(
      telling('it does not refer to Keywatch any more{how}', {
        how: ref === null ? '' : telling(', but to {ref}', { ref: nameOfRef(ref) }),
      }),
    );
  if (inline.trim() !== '')
    return left(telling('a key stands beside the reference; take one of the two out'), false);
  if (ref.id !== refTo(as).id)
    return left(telling('it refers to {ref}, which link did not write', { ref: nameOfRef(ref) }), false);
  return { was, isOver: true, row: { ...row, state: 'unlink' } };
}

/** The record while these are put back. */
function begunWith(record: LinkRecord, kept: readonly Kept[]): LinkRecord {
  const begun = new Set(kept.map(({ was }) => was));
  return {
    ...record,
    profiles: record.profiles.map((was) =>
      was.inDatabase !== undefined && begun.has(was)
        ? { ...was, inDatabase: { ...was.inDatabase, begun: true } }
        : was,
    ),
  };
}

function launcherGone(launcher: string): FileWrite | null {
  const { path, text, mode } = fileAt(launcher);
  if (text === null) return null;
  return {
    path,
    what: 'launcher',
    before: text,
    after: null,
    modeBefore: mode,
    modeAfter: null,
    changes: [],
  };
}

function notedOf(
  { snapshot }: GatewayPlace,
  toUnlink: readonly Kept[],
  stays: boolean,
  left: readonly string[],
): Note[] {
  return [
    ...(stays ? [{ kind: 'stays' as const, of: '' }] : []),
    ...(toUnlink.some(({ was }) => was.inDatabase !== undefined)
      ? [{ kind: 'by_command' as const, of: `${snapshot.named.system.command} models auth` }]
      : []),
    ...(toUnlink.length === 0
      ? []
      : [{ kind: 'in_clear' as const, of: '' }, reload(snapshot.named.system.command)]),
    ...left.map((of) => ({ kind: 'left' as const, of })),
  ];
}
