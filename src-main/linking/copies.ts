import { dirname, join } from 'node:path';
import { namesIn, readPeerFile } from '../gateways/stores/peer-file.ts';
import type { Chosen } from './chosen.ts';
import { isInDatabase } from './database-profiles.ts';
import type { GatewayPlace } from './gateway-place.ts';

/** What stands between the words of JSON, dotenv and shell files. */
const between = /["'`\s=,:;{}[\]]+/;

/**
 * The files of a gateway in which the secret of one of these still stands: copies that peers made, other agents' stores, `.env`,
 * other profiles of a database. `written` is what files become, by their paths.
 */
export function copiesInClear(
  { snapshot, configPath }: GatewayPlace,
  toLink: readonly Chosen[],
  written: ReadonlyMap<string, string>,
): string[] {
  if (toLink.length === 0) return [];
  const wanted = new Set(toLink.map(({ credential }) => credential.inline.trim()));
  const goes = new Set(toLink.map(({ credential }) => credential));
  const inDatabases = [...snapshot.agents.values()]
    .filter(isInDatabase)
    .flatMap(({ files, own }) =>
      [...own.profiles.values()].some((each) => !goes.has(each) && wanted.has(each.inline.trim()))
        ? [files.path]
        : [],
    );
  const configs = namesIn(dirname(configPath))
    .filter((name) => name.includes('.json'))
    .map((name) => join(dirname(configPath), name));
  const ofAgents = [...snapshot.agents.values()].flatMap(({ directory, files }) => [
    ...(isInDatabase({ files }) ? [] : [files.path]),
    ...files.leftovers.map(({ path }) => path),
    join(directory, 'models.json'),
  ]);
  const paths = new Set([...ofAgents, ...configs, join(snapshot.stateDir, '.env')]);
  const inFiles = [...paths].filter((path) => {
    const text = written.get(path) ?? readPeerFile(path)?.text ?? '';
    return text.split(between).some((word) => wanted.has(word));
  });
  return [...inFiles, ...inDatabases];
}
