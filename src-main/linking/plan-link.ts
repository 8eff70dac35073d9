import type { LinkInput, LinkPlan } from '../../src-shared/contract-gateways.ts';
import { secretPlaces } from '../gateways/stores/credential.ts';
import type { Starts } from '../ports.ts';
import { entriesWith, entryOf, type Serving } from '../vault/serving.ts';
import { chosenIn } from './chosen.ts';
import { copiesInClear } from './copies.ts';
import { changedFileOf } from './file-writes.ts';
import { leftIn, placeOf, refuseUnlinkable, touchedBy, type GatewayPlace } from './gateway-place.ts';
import { judge, type Judged } from './judge-profile.ts';
import { closedRecord, followed, readRecord, recordPath, type LinkRecord } from './kept-record.ts';
import { launcherPath, launcherText } from './launcher.ts';
import {
  configChange,
  launcherWrite,
  storeChanges,
  type ConfigChange,
  type StoreChange,
} from './link-files.ts';
import type { LinkingParts } from './linking-parts.ts';
import { notesOf, reload, type Note } from './notes.ts';
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
  const judged = chosenIn(place, input).map((each) => judge(each, toVault, vault.profiles()));
  const toLink = judged.filter(({ row }) => row.state === 'link');
  const ids = judged.flatMap(({ row }) => (row.state === 'left' || row.as === null ? [] : [row.as]));
  const former = entryOf(vault.grants(), reader) ?? [];
  const grants = [...new Set([...former, ...ids])];

  const before = readRecord(premises.directory, reader, vault);
  const launcher = launcherPath(premises.directory, reader);
  const stores = storeChanges(toLink);
  const config = ids.length === 0 ? null : configChange(place.configPath, launcher);
  const text = launcherText(starts, premises.directory, reader);
  const starter = ids.length === 0 ? null : launcherWrite(launcher, text);
  const isKept = stores.length > 0 || config !== null;
  // Nothing is added to what does not open: it would be lost.
  if (before === 'closed' && isKept) throw closedRecord(recordPath(premises.directory, reader));
  // The gateway finds the program and its entry there before the first reference leads to them.
  const writes = [starter, config, ...stores].filter((write) => write !== null);

  const puts = toVault.puts();
  const left = leftIn(place, premises.directory);
  const users = usersWith(vault.serving().users, reader, judged);
  const isGranted = grants.length === former.length;
  const noted = notedOf(place, toLink, stores, isGranted ? null : grants, left);
  const body = {
    act: 'link' as const,
    gateway: system.id,
    name: system.name,
    stateDir: snapshot.stateDir,
    generation: snapshot.generation,
    reader,
    files: writes.map(changedFileOf),
    profiles: judged.map(({ row }) => row),
    noted,
    notes: notesOf(noted, system.name),
    changes: writes.length > 0 || puts.length > 0 || !isGranted || users !== null || left.length > 0,
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
    record: before === 'closed' || !isKept ? undefined : recordAfter(before, stores, config, place),
    stores: stores.map(({ store }) => store),
    touches: touchedBy(place, premises.directory),
  };
}

/** Who works with which profile; null where that is known already. */
function usersWith(
  users: Serving['users'],
  reader: string,
  judged: readonly Judged[],
): Serving['users'] | null {
  let after = users;
  for (const { row } of judged) {
    const name = `gateway:${reader}/${row.agent}`;
    const known = entryOf(after, name) ?? [];
    if (row.state === 'left' || row.as === null || known.includes(row.as)) continue;
    after = entriesWith(after, name, [...known, row.as]);
  }
  return after === users ? null : after;
}

function recordAfter(
  before: LinkRecord | 'none',
  stores: readonly StoreChange[],
  config: ConfigChange | null,
  { snapshot }: GatewayPlace,
): LinkRecord {
  const known = before === 'none' ? { profiles: [], steps: {} } : before;
  const fresh = stores.flatMap(({ store, linked, former }) =>
    linked.map(({ agent, credential: { id, type }, row }) => ({
      store,
      agent: agent.id,
      id,
      refName: secretPlaces[type].ref,
      as: row.as ?? '',
      former: former.get(id) ?? [],
    })),
  );
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
): Note[] {
  const written = new Map(stores.map(({ store, after }) => [store, after ?? '']));
  const copies = copiesInClear(
    place,
    toLink.map(({ credential }) => credential.inline.trim()),
    written,
  );
  return [
    ...(grants === null ? [] : [{ kind: 'grants' as const, of: grants.join(', ') }]),
    ...copies.map((of) => ({ kind: 'copy' as const, of })),
    ...(toLink.length === 0 ? [] : [reload(place.snapshot.named.system.command)]),
    ...left.map((of) => ({ kind: 'left' as const, of })),
  ];
}
