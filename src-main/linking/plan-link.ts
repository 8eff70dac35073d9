import type { LinkInput, LinkPlan } from '../../src-shared/contract-gateways.ts';
import { secretPlaces } from '../gateways/stores/credential.ts';
import type { Starts } from '../ports.ts';
import { entriesWith, entryOf, type Serving } from '../vault/serving.ts';
import { chosenIn } from './chosen.ts';
import { copiesInClear } from './copies.ts';
import { databaseChange, type DatabaseChange } from './database-changes.ts';
import { isInDatabase, whyNotByCommand, type Target } from './database-profiles.ts';
import { changedFileOf } from './file-writes.ts';
import { leftIn, placeOf, refuseUnlinkable, touchedBy, type GatewayPlace } from './gateway-place.ts';
import { judge, type Judged } from './judge-profile.ts';
import {
  closedRecord,
  followed,
  readRecord,
  recordPath,
  type FormerProfile,
  type LinkRecord,
} from './kept-record.ts';
import { launcherPath, launcherText } from './launcher.ts';
import {
  configChange,
  launcherWrite,
  storeChanges,
  type ConfigChange,
  type StoreChange,
} from './link-files.ts';
import type { LinkingParts } from './linking-parts.ts';
import { byCommand, notesOf, reload, type Note } from './notes.ts';
import { peerPlace } from './peer-place.ts';
import { createToVault } from './to-vault.ts';
import type { Work } from './work.ts';

/** What linking a gateway would change, whose launcher then starts that. Writes nothing. */
export function planLink(input: LinkInput, starts: Starts, parts: LinkingParts): Work<LinkPlan> {
  const place = placeOf(input, parts);
  refuseUnlinkable(place);
  const { vault, premises, time } = parts;
  const { reader, snapshot } = place;
  const { system } = snapshot.named;
  const toVault = createToVault(vault, { agreePolicy: input.agreePolicy === true, now: time.now() });
  const judged = chosenIn(place, input).map((each) =>
    judge(each, toVault, vault.profiles(), (chosen) => whyNotByCommand(chosen, snapshot)),
  );
  const toLink = judged.filter(({ row }) => row.state === 'link');
  const ids = judged.flatMap(({ row }) => (row.state === 'left' || row.as === null ? [] : [row.as]));
  const former = entryOf(vault.grants(), reader) ?? [];
  const grants = [...new Set([...former, ...ids])];

  const before = readRecord(premises.directory, reader, vault);
  const launcher = launcherPath(premises.directory, reader);
  const stores = storeChanges(toLink.filter(({ agent }) => !isInDatabase(agent)));
  const database = databaseChange(judged, snapshot, typeof before === 'string' ? [] : before.profiles);
  const peer = database === null ? null : peerPlace(place, parts);
  const config = ids.length === 0 ? null : configChange(place.configPath, launcher);
  const text = launcherText(starts, premises.directory, reader);
  const starter = ids.length === 0 ? null : launcherWrite(launcher, text);
  const isKept = stores.length > 0 || config !== null || database !== null;
  // Nothing is added to what does not open: it would be lost.
  if (before === 'closed' && isKept) throw closedRecord(recordPath(premises.directory, reader));
  // The gateway finds the program and its entry there before the first reference leads to them.
  const writes = [starter, config, ...stores].filter((write) => write !== null);

  const puts = toVault.puts();
  const left = leftIn(place, premises.directory);
  const users = usersWith(vault.serving().users, reader, judged, database?.targets ?? []);
  const isGranted = grants.length === former.length;
  const noted = notedOf(place, toLink, stores, isGranted ? null : grants, left, database);
  const body = {
    act: 'link' as const,
    gateway: system.id,
    name: system.name,
    stateDir: snapshot.stateDir,
    generation: snapshot.generation,
    reader,
    files: [...writes.map(changedFileOf), ...(database?.files ?? [])],
    profiles: judged.map(({ row }) => row),
    noted,
    notes: notesOf(noted, system.name),
    changes:
      writes.length > 0 ||
      database !== null ||
      puts.length > 0 ||
      !isGranted ||
      users !== null ||
      left.length > 0,
  };
  const secrets = toLink.map(({ credential }) => vault.fingerprint(credential.inline.trim()));
  const mark = vault.fingerprint(JSON.stringify([body, secrets])).slice(0, 32);
  return {
    plan: { ...body, mark },
    reader,
    puts,
    users,
    grants,
    writes,
    record:
      before === 'closed' || !isKept
        ? undefined
        : recordAfter(before, stores, config, place, database?.former ?? []),
    stores: stores.map(({ store }) => store),
    touches: touchedBy(place, premises.directory),
    database: database === null || peer === null ? null : { ...peer, ...database },
  };
}

/** Who works with which profile; null where that is known already. */
function usersWith(
  users: Serving['users'],
  reader: string,
  judged: readonly Judged[],
  targets: readonly Target[],
): Serving['users'] | null {
  const meant = judged.flatMap(({ row: { agent, state, as } }) =>
    state === 'left' || as === null ? [] : [{ agent, as }],
  );
  let after = users;
  for (const { agent, as } of [...meant, ...targets]) {
    const name = `gateway:${reader}/${agent}`;
    const known = entryOf(after, name) ?? [];
    if (!known.includes(as)) after = entriesWith(after, name, [...known, as]);
  }
  return after === users ? null : after;
}

function recordAfter(
  before: LinkRecord | 'none',
  stores: readonly StoreChange[],
  config: ConfigChange | null,
  { snapshot }: GatewayPlace,
  inDatabases: readonly FormerProfile[],
): LinkRecord {
  const known = before === 'none' ? { profiles: [], steps: {} } : before;
  const inFiles = stores.flatMap(({ store, linked, former }) =>
    linked.map(({ agent, credential: { id, type }, row }) => ({
      store,
      agent: agent.id,
      id,
      refName: secretPlaces[type].ref,
      as: row.as ?? '',
      former: former.get(id) ?? [],
    })),
  );
  const fresh = [...inFiles, ...inDatabases];
  const marks = new Set(fresh.map(({ store, id }) => `${store} ${id}`));
  const steps = { ...known.steps };
  for (const write of [...(config === null ? [] : [config]), ...stores])
    steps[write.path] = followed(steps[write.path] ?? [], write, write.undo);
  return {
    version: 1,
    gateway: snapshot.named.system.id,
    stateDir: snapshot.stateDir,
    profiles: [...known.profiles.filter(({ store, id }) => !marks.has(`${store} ${id}`)), ...fresh],
    steps,
  };
}

function notedOf(
  place: GatewayPlace,
  toLink: readonly Judged[],
  stores: readonly StoreChange[],
  grants: readonly string[] | null,
  left: readonly string[],
  database: DatabaseChange | null,
): Note[] {
  const written = new Map(stores.map(({ store, after }) => [store, after ?? '']));
  const copies = copiesInClear(place, toLink, written);
  return [
    ...(grants === null ? [] : [{ kind: 'grants' as const, of: grants.join(', ') }]),
    ...copies.map((of) => ({ kind: 'copy' as const, of })),
    ...(database === null ? [] : [byCommand(place.snapshot)]),
    ...(database === null || database.leaves.length === 0
      ? []
      : [{ kind: 'later_agents' as const, of: database.leaves.join(', ') }]),
    ...(toLink.length === 0 ? [] : [reload(place.snapshot.named.system.command)]),
    ...left.map((of) => ({ kind: 'left' as const, of })),
  ];
}
