import { existsSync, readFileSync } from 'node:fs';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { GatewayPlan } from '../../src-shared/contract-gateways.ts';
import type { Agent, Snapshot } from '../gateways/stores/snapshot.ts';
import { writeFileSync } from '../vault/replace-file.ts';
import { carryOut } from './carry-out.ts';
import { databaseOf, holdersOf, ownProfile, type Target } from './database-profiles.ts';
import { recordPath, recordText, secretIn, type FormerProfile, type LinkRecord } from './kept-record.ts';
import type { LinkingParts } from './linking-parts.ts';
import { notesOf } from './notes.ts';
import { openPeerCommand, type PeerCommand, type PeerPlace } from './peer-command.ts';
import type { Work } from './work.ts';

/** What the gateway's own command is to write into databases, with what undoing it takes. It holds secrets. */
export interface DatabaseWork extends PeerPlace {
  targets: readonly Target[];
  /** Whose key goes out of the shared database. */
  leaves: readonly string[];
  /** What stood there: linking keeps it, unlinking puts it back. */
  former: readonly FormerProfile[];
  /** The record while it is put back; undefined while it is linked. */
  begun?: LinkRecord;
}

/**
 * Does what was planned where a database is in it, which its gateway's own command alone may write. Throws `unreachable` where that
 * does not do it, when everything is back as it was, or says what is not. Gives the plan with what is to be known after it.
 */
export async function throughCommand(
  work: Work<GatewayPlan>,
  database: DatabaseWork,
  parts: LinkingParts,
): Promise<GatewayPlan> {
  const peer = openPeerCommand(database);
  const { plan } = work;
  try {
    if (plan.act === 'unlink') {
      await unlinked(work, database, peer, parts);
      return plan;
    }
    await linked(work, database, peer, parts);
    const traces = tracesOf(database.former, peer.look()).map((of) => ({ kind: 'traces' as const, of }));
    return {
      ...plan,
      noted: [...plan.noted, ...traces],
      notes: [...plan.notes, ...notesOf(traces, plan.name)],
    };
  } finally {
    peer.close();
  }
}

/** The files of databases in which a piece of a secret is left: SQLite writes over what it deletes when it needs the room. */
function tracesOf(former: readonly FormerProfile[], { shared, agents }: Snapshot): string[] {
  const databases = [shared?.path, ...[...agents.values()].map((agent) => databaseOf(agent, { shared }))];
  const files = [...new Set(databases)].flatMap((path) =>
    path === undefined ? [] : [path, `${path}-wal`].filter((each) => existsSync(each)),
  );
  const pieces = former.flatMap((was) => piecesOf(secretIn(was).trim()));
  return files.filter((path) => {
    const bytes = readFileSync(path);
    return pieces.some((piece) => bytes.includes(piece));
  });
}

/** Pieces of a secret of which one is in whatever else holds 24 characters of it in a row. */
function piecesOf(secret: string): string[] {
  const [length, apart] = [16, 8];
  if (secret.length < length + apart) return [secret];
  const count = Math.floor((secret.length - length) / apart);
  return Array.from({ length: count }, (_, index) => secret.slice((index + 1) * apart).slice(0, length));
}

/** Each agent has its reference before a key goes: the gateway works all the while. */
async function linked(
  work: Work<GatewayPlan>,
  { targets, leaves, former }: DatabaseWork,
  peer: PeerCommand,
  parts: LinkingParts,
): Promise<void> {
  await peer.refer(targets, 'try').catch((error: unknown) => {
    throw told(error, telling('nothing was changed; see that it runs here, then try again'));
  });
  const undo = carryOut(work, parts);
  try {
    await peer.refer(targets, 'write');
    for (const id of leaves) await peer.logoutShared(id);
    proveLinked(peer.look(), targets, leaves);
    await proveAudited(peer, targets, leaves);
  } catch (error) {
    await putBack(former, peer).catch(() => undefined);
    const now = peer.look();
    await referAgain(lostIn(now, former), targets, peer).catch(() => undefined);
    // Whatever still refers to Keywatch needs the way there.
    const touched = former.filter((was) => !stands(now, was) || holdersOf(was, now).length > 0);
    const stays = touched.length > 0 ? touched.map(({ id }) => id) : undo();
    throw told(
      error,
      stays.length === 0
        ? telling('everything was put back as it was; see to that, then try again')
        : telling(
            'these are not as they were: {ids}; what stood there is kept sealed; try again, or undo it with keywatch gateway unlink',
            { ids: stays.join(', ') },
          ),
    );
  }
}

async function unlinked(
  work: Work<GatewayPlan>,
  { targets, former, begun }: DatabaseWork,
  peer: PeerCommand,
  parts: LinkingParts,
): Promise<void> {
  const { vault, premises } = parts;
  // Whoever is ended between taking a reference out and putting a key in is known by this.
  if (begun !== undefined)
    writeFileSync(recordPath(premises.directory, work.reader), recordText(begun, work.reader, vault), {
      mode: 0o600,
    });
  try {
    await putBack(former, peer);
    const missing = former.find((was) => !stands(peer.look(), was));
    if (missing !== undefined)
      throw failure(telling('{id} did not come to stand there as before', { id: missing.id }));
  } catch (error) {
    const now = peer.look();
    const lost = lostIn(now, former);
    const isBack = await referAgain(lost, targets, peer).then(
      () => true,
      () => false,
    );
    const ids = lost.map(({ id }) => id).join(', ');
    throw told(
      error,
      isBack
        ? telling('what was not put back refers to Keywatch as before; see to that, then unlink again')
        : telling(
            'the gateway is without {ids} now, of which Keywatch keeps the key; see to that, then unlink again',
            { ids },
          ),
    );
  }
  carryOut(work, parts);
}

/** Takes references out of agents' own databases and puts in what stood there, one profile after the other. */
async function putBack(former: readonly FormerProfile[], peer: PeerCommand): Promise<void> {
  for (const was of former) {
    for (const agent of holdersOf(was, peer.look())) await peer.logout(agent, was.id);
    if (!stands(peer.look(), was)) await peer.paste(was);
  }
}

/** What neither stands where it stood nor is referred to. */
const lostIn = (now: Snapshot, former: readonly FormerProfile[]): FormerProfile[] =>
  former.filter((was) => !stands(now, was) && holdersOf(was, now).length === 0);

/** Has what stands nowhere refer to Keywatch again, which keeps its key. */
function referAgain(
  lost: readonly FormerProfile[],
  targets: readonly Target[],
  peer: PeerCommand,
): Promise<void> {
  return peer.refer(
    targets.filter(({ id }) => lost.some((was) => was.id === id)),
    'write',
  );
}

/** Whether what was kept stands where it stood. */
function stands(now: Snapshot, was: FormerProfile): boolean {
  const owner = now.agents.get(was.agent);
  const there =
    was.inDatabase?.isShared === true
      ? now.shared?.profiles.get(was.id)
      : owner === undefined
        ? undefined
        : ownProfile(owner, was.id, now);
  return there !== undefined && there.ref === null && there.inline.trim() === secretIn(was).trim();
}

function proveLinked(now: Snapshot, targets: readonly Target[], leaves: readonly string[]): void {
  const open = targets.find(({ agent: id, id: profile, ref }) => {
    const agent = now.agents.get(id);
    const own = agent === undefined ? undefined : ownProfile(agent, profile, now);
    return own === undefined || own.inline !== '' || own.ref?.id !== ref.id || own.ref.source !== 'exec';
  });
  if (open !== undefined)
    throw failure(
      telling('{id} of the agent {agent} does not refer to Keywatch after it', {
        id: open.id,
        agent: open.agent,
      }),
    );
  const left = leaves.find((id) => now.shared?.profiles.has(id) === true);
  if (left !== undefined)
    throw failure(telling('{left} still stands in the database that all agents share', { left }));
}

/** Its own audit sees what it reads by itself. */
async function proveAudited(
  peer: PeerCommand,
  targets: readonly Target[],
  leaves: readonly string[],
): Promise<void> {
  const inClear = await peer.inClear();
  const { agents, shared } = peer.look();
  const meant = [
    ...leaves.map((id) => ({ id, path: shared?.path })),
    ...targets.map(({ agent, id }) => ({ id, path: ownDatabase(agents.get(agent), shared) })),
  ];
  const open = inClear.find((found) => meant.some(({ id, path }) => id === found.id && path === found.path));
  if (open !== undefined)
    throw failure(
      telling('its own audit still finds {id} in clear in {path}', { id: open.id, path: open.path }),
    );
}

const ownDatabase = (agent: Agent | undefined, shared: Snapshot['shared']): string | undefined =>
  agent === undefined ? undefined : databaseOf(agent, { shared });

const failure = (what: string) => new KeywatchError('unreachable', what);

function told(error: unknown, kept: string): KeywatchError {
  if (!(error instanceof KeywatchError)) throw error;
  const { code, message } = error;
  return new KeywatchError(code, `${message.replace(/[.;]+$/, '')}; ${kept}.`, {}, { cause: error });
}
