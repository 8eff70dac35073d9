import type { GatewayExportInput, GatewayExportPlan } from '../../src-shared/contract-gateway-view.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { maskSecret } from '../../src-shared/mask.ts';
import { telling } from '../../src-shared/say.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';
import { agentAt } from '../gateways/stores/agent-at.ts';
import type { PeerCredential } from '../gateways/stores/credential.ts';
import { mainAgent } from '../gateways/stores/layout.ts';
import { environmentAt, readPlace } from '../gateways/stores/place.ts';
import { nameOfRef } from '../gateways/references/secret-ref.ts';
import type { Agent, Snapshot } from '../gateways/stores/snapshot.ts';
import type { Surroundings } from '../gateways/surroundings.ts';
import { gatewayNamed } from '../gateways/systems.ts';
import { stored } from '../profiles/acts.ts';
import { providerById } from '../providers/index.ts';
import { shapeOf } from '../providers/known-shapes.ts';
import type { StoredProfile } from '../vault/profile.ts';
import type { Vault } from '../vault/vault.ts';
import { isOurs } from './chosen.ts';
import { fileAt } from './file-writes.ts';
import type { LinkingParts } from './linking-parts.ts';

type Row = GatewayExportPlan['profiles'][number];

/** What goes into a store, with everything that writing it takes; the secrets are fetched when it is done. */
export interface ExportWork {
  plan: GatewayExportPlan;
  /** Those that are to be written, with what they are there. */
  wanted: readonly { profile: StoredProfile; row: Row; type: 'api_key' | 'token'; provider: string }[];
  around: Surroundings;
  snapshot: Snapshot;
  /** The store as it lies, links followed. */
  file: ReturnType<typeof fileAt>;
}

/** What the family calls a provider that we call otherwise. */
const theirs: Readonly<Record<string, string>> = { 'kimi-code': 'kimi-coding', qwen: 'modelstudio' };

/** What exporting would change in a store. Writes nothing and takes no secret out. Throws `not_found`, `ambiguous`, `bad_usage`, `invalid_input`. */
export function planExport(input: GatewayExportInput, parts: LinkingParts): ExportWork {
  const { vault, env, aroundGateway } = parts;
  const { system } = gatewayNamed(input.gateway);
  if (system.generation === null)
    throw new KeywatchError(
      'bad_usage',
      telling(
        '{name} seals its store and takes secrets by its own command alone; nothing was written; type {command} auth add there.',
        { name: system.name, command: system.command },
      ),
    );
  // Comparing takes the key: the locked vault says so before a file is read.
  vault.fingerprint('');
  const around = aroundGateway({ env: environmentAt(input, env), home: input.home });
  const snapshot = readPlace(input, around);
  const agent = agentAt(snapshot, input.agent);
  refuseBroken(snapshot, agent);
  const byCommand = isDatabase(snapshot, agent);
  if (byCommand && agent.id !== mainAgent)
    throw new KeywatchError(
      'bad_usage',
      telling(
        '{name} of this release keeps a database, and its own command writes the main agent’s only; nothing was written; export there, the other agents inherit it.',
        { name: system.name },
      ),
    );
  const selectable = [...vault.profiles().values()];
  const profiles = [...new Set(input.ids.map((typed) => selectProfile(typed, selectable)))];
  const rows = profiles.map(({ id }) => rowOf(stored(vault, id), agent, vault));
  const file = byCommand ? { path: agent.files.path, text: null, mode: null } : fileAt(agent.files.path);
  const body = {
    gateway: system.id,
    name: system.name,
    agent: agent.id,
    generation: snapshot.generation,
    store: agent.files.path,
    by: byCommand ? ('command' as const) : ('file' as const),
    profiles: rows.map(({ row }) => row),
    notes: [
      telling(
        'The secrets then stand in clear in this store: whoever reads it, or a backup of it, has them. keywatch gateway link has it fetch them instead, where its release can.',
      ),
      ...(byCommand
        ? [
            telling('{command} models auth is run for each: its database is written by nobody else.', {
              command: system.command,
            }),
          ]
        : []),
    ],
    changes: rows.some(({ row }) => row.state === 'new' || row.state === 'changed'),
  };
  const mark = vault.fingerprint(JSON.stringify([body, file.text])).slice(0, 32);
  return {
    plan: { ...body, mark },
    wanted: rows.filter(({ row }) => row.state === 'new' || row.state === 'changed'),
    around,
    snapshot,
    file,
  };
}

function isDatabase({ generation }: Snapshot, { files }: Agent): boolean {
  return files.shape === 'sqlite' || (files.shape === 'none' && generation === '2026.9.6');
}

function refuseBroken({ problems, named }: Snapshot, { files }: Agent): void {
  const broken = problems.find(({ path }) => path === files.path);
  if (broken === undefined) return;
  throw new KeywatchError(
    'invalid_input',
    telling(
      '{name} cannot use {path}: {problem}; nothing was written; put a copy of it back, or sign in there again.',
      { name: named.system.name, path: broken.path, problem: broken.problem },
    ),
    { path: broken.path },
  );
}

function rowOf(profile: StoredProfile, agent: Agent, vault: Vault): ExportWork['wanted'][number] {
  const { id, mask, kind } = profile;
  const provider = theirs[profile.provider] ?? profile.provider;
  const as = `${provider}:${id.slice(id.indexOf(':') + 1)}`;
  const type = kind === 'token' ? 'token' : 'api_key';
  const there = agent.own.profiles.get(as);
  const before = there === undefined ? null : shown(there);
  const row = (state: Row['state'], why: string | null = null, code: string | null = null): Row => ({
    id,
    as,
    state,
    mask: mask ?? profile.reference,
    before,
    why,
    code,
  });
  const told = (of: Row) => ({ profile, row: of, type, provider }) as const;
  const refusal = whyNot(profile);
  if (refusal !== null) return told(row('refused', ...refusal));
  if (there === undefined) return told(row('new'));
  if (isOurs(there.ref))
    return told(row('refused', telling('Keywatch serves it there already'), 'duplicate'));
  if (there.type !== type)
    return told(
      row(
        'refused',
        telling('a {which} stands there under this id', { which: words[there.type] }),
        'duplicate',
      ),
    );
  const isSame =
    there.ref === null &&
    profile.fingerprint !== null &&
    vault.fingerprint(there.inline.trim()) === profile.fingerprint;
  return told(row(isSame ? 'same' : 'changed'));
}

const words: Readonly<Record<PeerCredential['type'], string>> = {
  api_key: 'key',
  token: 'token',
  oauth: 'login',
};

function shown({ inline, ref }: PeerCredential): string {
  if (inline.trim() === '') return ref === null ? 'nothing' : nameOfRef(ref);
  return maskSecret(inline.trim(), shapeOf(inline.trim())?.known.shape.prefix ?? '');
}

/** A login stays with its owner, and what a policy keeps with one program is given to no other. */
function whyNot({ kind, owner, provider }: StoredProfile): [why: string, code: string] | null {
  if (owner !== null || kind === 'oauth')
    return [telling('a login stays with its owner: a copy would sign it out'), 'not_permitted'];
  if (kind === 'none') return [telling('it has no secret'), 'invalid_input'];
  if (providerById(provider)?.policy !== undefined)
    return [telling('the terms of its provider keep it with the program it was made for'), 'not_permitted'];
  return null;
}
