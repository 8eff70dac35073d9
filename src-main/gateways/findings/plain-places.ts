import { isRelayToken } from '../../../src-shared/relay-token.ts';
import { telling } from '../../../src-shared/say.ts';
import JSON5 from 'json5';
import { basename, dirname, join } from 'node:path';
import { fieldsOf } from '../stores/credential.ts';
import { someNames } from './entry-checks.ts';
import type { GatewayFinding } from './findings.ts';
import type { GatewayEnvironment } from '../environment/gateway-environment.ts';
import { namesIn, readPeerFile } from '../stores/peer-file.ts';
import { allVariables } from '../environment/provider-variables.ts';
import type { Snapshot } from '../stores/snapshot.ts';
import { lockAt } from '../stores/store-lock.ts';
import type { Surroundings } from '../surroundings.ts';

const isSecretName = (name: string) => allVariables.has(name) || /_API_KEYS?(?:_|$)|_TOKEN$/.test(name);

/** A reference, an empty text, a mark of the gateway's own or an access token of the relay is no provider's secret. */
const isSecret = (value: unknown): boolean =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  !/^\$|^secretref|^__/i.test(value.trim()) &&
  !isRelayToken(value);

function parsed(path: string): Readonly<Record<string, unknown>> | null {
  const text = readPeerFile(path)?.text ?? null;
  if (text === null) return null;
  try {
    return fieldsOf(JSON5.parse(text));
  } catch {
    // What cannot be understood is told as unreadable where it matters.
    return null;
  }
}

/** What of a configuration, or of a list of models in the same form, is a secret in clear: names, never values. */
function secretsIn(path: string): string[] {
  const root = parsed(path);
  const env = fieldsOf(root?.['env']);
  const providers = fieldsOf(fieldsOf(root?.['models'])?.['providers']) ?? fieldsOf(root?.['providers']);
  return [
    ...Object.entries(providers ?? {}).flatMap(([provider, each]) =>
      isSecret(fieldsOf(each)?.['apiKey']) ? [telling('the key of {provider}', { provider })] : [],
    ),
    ...Object.entries({ ...env, ...fieldsOf(env?.['vars']) }).flatMap(([name, value]) =>
      isSecretName(name) && isSecret(value) ? [name] : [],
    ),
  ];
}

const told = (id: 'plaintext' | 'leftover', what: string, where: string, remedy: string): GatewayFinding => ({
  id,
  severity: 'warn',
  what,
  where,
  remedy,
});

const keepElsewhere = telling(
  'Keep it in a store, or refer to it; whoever reads this file, or a backup of it, has it.',
);

function inSettings(
  paths: readonly string[],
  tell: (names: string, path: string) => GatewayFinding,
): GatewayFinding[] {
  return [...new Set(paths)].flatMap((path) => {
    const names = secretsIn(path);
    return names.length === 0 ? [] : [tell(someNames(names), path)];
  });
}

/** Secrets in clear beside the stores: the configuration and its former copies, lists of models, files of variables. */
export function plainPlaces(
  { configFile, agents }: Snapshot,
  { files }: GatewayEnvironment,
): GatewayFinding[] {
  const settings = [
    ...(configFile === null ? [] : [configFile.path]),
    ...[...agents.values()].map(({ directory }) => join(directory, 'models.json')),
  ];
  const former =
    configFile === null
      ? []
      : namesIn(dirname(configFile.path))
          .filter((name) => name.startsWith(`${basename(configFile.path)}.bak`))
          .map((name) => join(dirname(configFile.path), name));
  return [
    ...inSettings(settings, (names, path) =>
      told('plaintext', telling('It holds {what} in clear.', { what: names }), path, keepElsewhere),
    ),
    ...inSettings(former, (names, path) =>
      told(
        'leftover',
        telling('A former configuration still holds {what} in clear.', { what: names }),
        path,
        telling('Delete it once the gateway works without it.'),
      ),
    ),
    ...files.flatMap(({ path, names }) => {
      const secret = names.filter(isSecretName);
      return secret.length === 0
        ? []
        : [
            told(
              'plaintext',
              telling('It holds {what} in clear.', { what: someNames(secret) }),
              path,
              keepElsewhere,
            ),
          ];
    }),
  ];
}

/** Locks that guard the renewal of logins and that nobody holds any more (gateways.md §1.6). */
export function staleRenewals(
  { stateDir }: Snapshot,
  around: Pick<Surroundings, 'isAlive'>,
): GatewayFinding[] {
  const directory = join(stateDir, 'locks', 'oauth-refresh');
  return namesIn(directory).flatMap((name): GatewayFinding[] => {
    const lock = lockAt(join(directory, name), around);
    if (lock === null || lock.pid === null || lock.alive) return [];
    return [
      {
        id: 'stale_lock',
        severity: 'warn',
        what: telling(
          'A lock on the renewal of a login was left by a process that runs no more; the gateway takes it over after 180 s.',
        ),
        where: lock.path,
        remedy: telling('Nothing, unless it stays.'),
      },
    ];
  });
}
