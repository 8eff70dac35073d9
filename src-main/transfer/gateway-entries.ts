import { readMoment } from '../../src-shared/moment.ts';
import { formatReference, gatewayOwners } from '../../src-shared/reference.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import type { PeerCredential } from '../gateways/stores/credential.ts';
import { isFenced } from '../gateways/stores/gateway-login.ts';
import { mainAgent } from '../gateways/stores/layout.ts';
import { authProvider } from '../gateways/provider-alias.ts';
import type { Agent, Snapshot } from '../gateways/stores/snapshot.ts';
import { providerById } from '../providers/index.ts';
import type { Provider } from '../providers/provider.ts';
import { chosenOf, type Chosen } from './chosen.ts';
import type { Entry } from './entry.ts';
import type { FoundSecret, SecretsOf } from './gateway-secrets.ts';
import { shownName } from './shown-name.ts';

/**
 * What importing an agent's profiles would read: keys and tokens as they are, references where ours can say the same, logins linked and
 * never copied (D-A11). What cannot be taken is left out with the reason, unless it was named.
 */
export async function gatewayEntries(
  snapshot: Snapshot,
  agent: Agent,
  chosen: Chosen,
  secretsOf: SecretsOf,
): Promise<Entry[]> {
  const credentials = chosenOf([...agent.effective.profiles.values()], chosen, nameOf);
  const secrets = await secretsOf(credentials.filter((each) => each.type !== 'oauth' && !each.setup));
  return credentials.map((credential, index) => {
    const where = shownName(credential.id) ?? telling('profile {index}', { index: index + 1 });
    const found =
      credential.type === 'oauth' ? login(credential, snapshot, agent) : secrets.get(credential.id);
    const entry = entryOf(where, credential, found ?? { why: telling('it holds no secret') });
    return chosen.ids.length > 0 ? entry : { ...entry, optional: true };
  });
}

function entryOf(where: string, credential: PeerCredential, found: FoundSecret): Entry {
  const leftOut = (why: string): Entry => ({ where, named: shownName(credential.id), leftOut: why });
  if (credential.setup) return leftOut(telling('it waits for models auth activate'));
  const provider = ourProvider(credential, found);
  if (provider === undefined)
    return leftOut(
      telling('Keywatch knows no provider {which}', {
        which: repeatable(credential.provider) ?? telling('of that name'),
      }),
    );
  if (credential.type === 'oauth' && !provider.kinds.includes('oauth'))
    return leftOut(telling('Keywatch cannot watch a login of {name}', { name: provider.name }));
  if ('why' in found) return leftOut(found.why);
  const expiresAt = credential.type === 'oauth' ? 'missing' : readMoment(credential.expires);
  const id = ourId(credential.id, provider);
  const proposedName = nameOf(credential);
  return {
    where,
    read: {
      ...found,
      provider: provider.id,
      kind: provider.kinds.includes(credential.type) ? credential.type : (provider.kinds[0] ?? 'api_key'),
      ...(id === null ? {} : { id }),
      ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
      // What its gateway works with was not typed by mistake.
      force: true,
    },
    kept: { source: 'gateway', ...(typeof expiresAt === 'number' ? { expiryFrom: 'file' } : {}) },
    ...(proposedName === null ? {} : { proposedName }),
  };
}

const setupToken = 'sk-ant-oat01-';

/** Whose it is here (D-B17): a login or a setup token of Anthropic is Claude Code's, a login of OpenAI is Codex's. */
function ourProvider({ type, provider }: PeerCredential, found: FoundSecret): Provider | undefined {
  const asked = authProvider(provider);
  const isSetupToken = 'secret' in found && found.secret.trim().startsWith(setupToken);
  if (asked === 'anthropic' && (type === 'oauth' || isSetupToken)) return providerById('claude-code');
  if (asked === 'openai' && type === 'oauth') return providerById('openai-codex');
  return providerById(provider) ?? providerById(asked);
}

/** Its id in our form: what a gateway allows behind the colon and we do not becomes a dash. Null where it says nothing. */
function ourId(id: string, provider: Provider): string | null {
  if (shownName(id) === null) return null;
  const own = id.slice(id.indexOf(':') + 1);
  const slug = own.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return slug === '' ? null : `${provider.id}:${slug.slice(0, 128)}`;
}

/** Names that every gateway gives by itself. */
const usual: ReadonlySet<string> = new Set(['default', 'manual']);

function nameOf({ id, displayName, email }: PeerCredential): string | null {
  const own = id.slice(id.indexOf(':') + 1);
  const told = [displayName, email, usual.has(own) ? null : own]
    .map((name) => name?.trim() ?? '')
    .find((name) => name !== '');
  return told === undefined || repeatable(told) === null ? null : told;
}

function login(
  credential: PeerCredential,
  { named: { system }, agents }: Snapshot,
  agent: Agent,
): FoundSecret {
  const gateway = gatewayOwners.find((owner) => owner === system.id);
  if (credential.inline.trim() === '' || gateway === undefined)
    return { why: telling('it holds no access token') };
  if (isFenced(credential.inline))
    return {
      why: telling('{name} lost this login while it renewed it; sign in again there', { name: system.name }),
    };
  const holder = agent.own.profiles.has(credential.id) ? agent : (agents.get(mainAgent) ?? agent);
  const store = holder.files.path;
  return { reference: formatReference({ from: 'gateway', gateway, store, profile: credential.id }) };
}
