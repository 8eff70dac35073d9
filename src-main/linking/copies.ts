import { dirname, join } from 'node:path';
import { namesIn, readPeerFile } from '../gateways/stores/peer-file.ts';
import type { GatewayPlace } from './gateway-place.ts';

/** What stands between the words of JSON, dotenv and shell files. */
const between = /["'`\s=,:;{}[\]]+/;

/**
 * The files of a gateway in which one of these secrets still stands: copies that peers made, other agents' stores, `.env`.
 * `written` is what files become, by their paths.
 */
export function copiesInClear(
  { snapshot, configPath }: GatewayPlace,
  secrets: readonly string[],
  written: ReadonlyMap<string, string>,
): string[] {
  if (secrets.length === 0) return [];
  const wanted = new Set(secrets);
  const configs = namesIn(dirname(configPath))
    .filter((name) => name.includes('.json'))
    .map((name) => join(dirname(configPath), name));
  const ofAgents = [...snapshot.agents.values()].flatMap(({ directory, files }) => [
    files.path,
    ...files.leftovers.map(({ path }) => path),
    join(directory, 'models.json'),
  ]);
  const paths = new Set([...ofAgents, ...configs, join(snapshot.stateDir, '.env')]);
  return [...paths].filter((path) => {
    const text = written.get(path) ?? readPeerFile(path)?.text ?? '';
    return text.split(between).some((word) => wanted.has(word));
  });
}
