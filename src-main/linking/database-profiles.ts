import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import type { SecretRef } from '../gateways/references/secret-ref.ts';
import { setupTokenProblem } from '../gateways/setup-token.ts';
import { fieldsOf, readCredential, type PeerCredential } from '../gateways/stores/credential.ts';
import { mainAgent } from '../gateways/stores/layout.ts';
import type { Agent, Snapshot } from '../gateways/stores/snapshot.ts';
import { isOurs, refTo, type Chosen } from './chosen.ts';
import type { FormerProfile } from './kept-record.ts';

/** A reference that the gateway's own command writes into an agent's database. */
export interface Target {
  agent: string;
  id: string;
  type: 'api_key' | 'token';
  provider: string;
  /** The profile of the vault. */
  as: string;
  ref: SecretRef;
}

export const isInDatabase = ({ files }: Pick<Agent, 'files'>): boolean => files.shape === 'sqlite';

/** An agent's own database, there or not: the shared one is nobody's own. */
export const databaseOf = ({ directory, files }: Agent, { shared }: Pick<Snapshot, 'shared'>): string =>
  isInDatabase({ files }) && files.path !== shared?.path
    ? files.path
    : join(directory, 'openclaw-agent.sqlite');

/** What stands under an id in an agent's own database; undefined where nothing does. */
export function ownEntry({ id: agent, files }: Agent, id: string, { shared }: Snapshot): unknown {
  const store =
    shared !== null && agent === mainAgent ? files.beside : isInDatabase({ files }) && files.store;
  const entries = fieldsOf(fieldsOf(store)?.['profiles']);
  return entries !== null && Object.hasOwn(entries, id) ? entries[id] : undefined;
}

/** The profile of an agent's own database alone; undefined where it has none that can be read. */
export function ownProfile(agent: Agent, id: string, snapshot: Snapshot): PeerCredential | undefined {
  const read = readCredential(id, ownEntry(agent, id, snapshot), snapshot.generation);
  return typeof read === 'string' ? undefined : read;
}

export const isShared = ({ agent, credential }: Chosen, snapshot: Snapshot): boolean =>
  agent.id === mainAgent &&
  snapshot.shared?.profiles.has(credential.id) === true &&
  ownEntry(agent, credential.id, snapshot) === undefined;

/** What the gateway's own command writes of a profile when it is put back, by any of its names. */
const writtenBack = new Set(['type', 'mode', 'provider', 'key', 'apiKey', 'token']);

/** Why a profile of a database is left: nothing is taken out of it that its own command could not put back. Null where it can. */
export function whyNotByCommand(chosen: Chosen, snapshot: Snapshot): string | null {
  const { agent, credential } = chosen;
  if (!isInDatabase(agent)) return null;
  const { name, command } = snapshot.named.system;
  const own = ownEntry(agent, credential.id, snapshot);
  const entries = fieldsOf(fieldsOf(agent.files.store)?.['profiles']);
  const more = Object.keys(fieldsOf(own ?? entries?.[credential.id]) ?? {}).filter(
    (field) => !writtenBack.has(field),
  );
  const verb = `${command} models auth ${credential.type === 'token' ? 'paste-token' : 'paste-api-key'}`;
  if (more.length > 0)
    return telling(
      'unlink could not put back its {more}, which {verb} does not write; enter it anew by that, without them, then link it',
      { more: more.join(', '), verb },
    );
  if (own !== undefined && snapshot.shared?.profiles.has(credential.id) === true)
    return telling(
      'all agents share another profile of this id, which {name}’s own command would change in its place; give it an id of its own',
      { name },
    );
  return isTakenBack(credential)
    ? null
    : telling(
        '{verb} would not take it back, for it has not the form that it expects there; enter it anew, then link it',
        { verb },
      );
}

/** The checks of 2026.9's own commands (gateways.md §9.1, §11.2). */
function isTakenBack({ type, provider, inline }: PeerCredential): boolean {
  const secret = inline.trim();
  const isOpenAiKey = /^sk-[\w-]{8,}$/.test(secret);
  if (provider === 'openai') return (type === 'api_key') === isOpenAiKey;
  return type !== 'token' || provider !== 'anthropic' || setupTokenProblem(secret) === null;
}

/** The agents whose own database refers to Keywatch under that id. */
export function holdersOf({ id, as, agent: owner, inDatabase }: FormerProfile, snapshot: Snapshot): string[] {
  return [...snapshot.agents.values()]
    .filter((agent) => {
      if (inDatabase?.isShared !== true && agent.id !== owner) return false;
      const own = ownProfile(agent, id, snapshot);
      return own !== undefined && isOurs(own.ref) && own.ref.id === refTo(as).id && own.inline === '';
    })
    .map(({ id: agent }) => agent);
}

/** The references that would be written again where putting a profile back fails. */
export function targetsOf(was: FormerProfile, snapshot: Snapshot): Target[] {
  const { id, as, refName, inDatabase } = was;
  return holdersOf(was, snapshot).map((agent) => ({
    agent,
    id,
    type: refName === 'tokenRef' ? 'token' : 'api_key',
    provider: inDatabase?.provider ?? '',
    as,
    ref: refTo(as),
  }));
}
