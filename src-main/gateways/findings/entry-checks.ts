import { telling } from '../../../src-shared/say.ts';
import { fieldsOf, type CredentialType, type PeerCredential } from '../stores/credential.ts';
import type { GatewayFinding } from './findings.ts';
import { isSince } from '../generation.ts';
import type { Agent, Snapshot } from '../stores/snapshot.ts';

/** What stands in every entry of a store; the rest goes by its type (gateways.md §1.3, §1.4). */
const everywhere = ['type', 'mode', 'provider', 'email', 'displayName', 'copyToAgents', 'setup'];
const byType: Readonly<Record<CredentialType, readonly string[]>> = {
  api_key: ['key', 'apiKey', 'keyRef', 'metadata'],
  token: ['token', 'tokenRef', 'expires'],
  oauth: (
    'access refresh expires idToken clientId enterpriseUrl projectId accountId chatgptPlanType subscriptionType ' +
    'rateLimitTier tokenEndpoint deviceAuthorizationEndpoint issuer authFlow'
  ).split(' '),
};
const ofDocument = new Set(['version', 'profiles', 'order', 'lastGood', 'usageStats']);

/** So many names of a kind are said; the rest is a number. */
const mostNamed = 6;

/** What is no plain name is not repeated: somebody may have pasted a key there. */
const isName = (name: string) => /^[A-Za-z_][\w.-]{0,39}$/.test(name);

/** The first few names, and how many more there are. */
export function someNames(names: readonly string[]): string {
  const left = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).join(', ');
  return left > 0 ? telling('{shown} and {left} more', { shown, left }) : shown;
}

/** Fields that no release knows: those since 2026.5.28 drop them at their first write. */
function unknownFields({ own, files }: Agent): GatewayFinding[] {
  const document = fieldsOf(files.store);
  const entries = fieldsOf(document?.['profiles']);
  const inEntries = [...own.profiles.values()].flatMap(({ id, type }) => {
    const known = new Set([...everywhere, ...byType[type]]);
    return Object.keys(fieldsOf(entries?.[id]) ?? {}).flatMap((name) =>
      known.has(name) ? [] : [`${id}: ${isName(name) ? name : telling('a name that is none')}`],
    );
  });
  const beside = Object.keys(document ?? {}).flatMap((name) =>
    ofDocument.has(name) ? [] : [isName(name) ? name : telling('a name that is none')],
  );
  const all = [...beside, ...inEntries];
  if (all.length === 0) return [];
  return [
    {
      id: 'unknown_fields',
      severity: 'info',
      what: telling(
        'Some fields are known to no release ({which}); from 2026.5.28 on the first write drops them.',
        { which: someNames(all) },
      ),
      where: files.path,
      remedy: telling('Keep what you need of them in a file of your own.'),
    },
  ];
}

/** One secret under two names: when its provider throttles one, the other is no way out. */
function duplicates({ own, files }: Agent): GatewayFinding[] {
  const bySecret = Map.groupBy(
    [...own.profiles.values()].filter(({ inline }) => inline.trim() !== ''),
    ({ inline }) => inline.trim(),
  );
  return [...bySecret.values()].flatMap((same): GatewayFinding[] =>
    same.length < 2
      ? []
      : [
          {
            id: 'duplicate_key',
            severity: 'warn',
            what: telling('{which} hold the same secret: going on from one to the other helps nothing.', {
              which: someNames(same.map(({ id }) => id)),
            }),
            where: files.path,
            remedy: telling('Store another key in one of them, or remove it.'),
          },
        ],
  );
}

/** Names of former releases, and what became of them (gateways.md §1.1, §9.2, §9.4). */
function formerName(
  { id, type, provider, email }: PeerCredential,
  { generation }: Snapshot,
): Pick<GatewayFinding, 'severity' | 'what' | 'remedy'> | null {
  if (id === 'anthropic:claude-cli' || id === 'openai-codex:codex-cli')
    return {
      severity: 'warn',
      what: telling(
        '{id} is a copy of the login of {tool} that releases no longer keep up to date; their own doctor removes it.',
        { id, tool: id === 'anthropic:claude-cli' ? 'Claude Code' : 'Codex' },
      ),
      remedy: telling('Remove it, and sign in anew or use a key.'),
    };
  if (id === 'anthropic:default' && type === 'oauth' && email !== null)
    return {
      severity: 'info',
      what: telling('{id} is a login with an e-mail address: later releases name it by that address.', {
        id,
      }),
      remedy: telling('Nothing, unless an order or a session names it.'),
    };
  if (provider === 'openai-codex' && isSince(generation, '2026.9.6'))
    return {
      severity: 'info',
      what: telling('{id} is called {next} by this release once its own doctor has run.', {
        id,
        next: id.replace(/^openai-codex:/, 'openai:'),
      }),
      remedy: telling('Name it so in orders when that has happened.'),
    };
  return null;
}

function deprecated(agent: Agent, snapshot: Snapshot): GatewayFinding[] {
  return [...agent.own.profiles.values()].flatMap((credential): GatewayFinding[] => {
    const former = formerName(credential, snapshot);
    return former === null ? [] : [{ id: 'deprecated_id', where: agent.files.path, ...former }];
  });
}

/** What is odd about the entries of one agent's own store and keeps none of them from serving. */
export function oddEntries(agent: Agent, snapshot: Snapshot): GatewayFinding[] {
  return [...unknownFields(agent), ...duplicates(agent), ...deprecated(agent, snapshot)];
}
