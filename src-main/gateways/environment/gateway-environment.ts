import { telling } from '../../../src-shared/say.ts';
import { parse } from 'dotenv';
import { join } from 'node:path';
import {
  composed,
  refusedFromConfig,
  refusedFromWorkspace,
  shellIsSkipped,
  shellSource,
  shellTimeoutMs,
  type Composed,
  type Source,
} from './environment.ts';
import { isLoose, readPeerFile } from '../stores/peer-file.ts';
import type { Snapshot } from '../stores/snapshot.ts';
import type { Surroundings } from '../surroundings.ts';

export interface GatewayEnvironment extends Composed {
  /** Files that keys were read from, with who else can read them. */
  files: readonly { path: string; mode: number | null; loose: boolean; names: readonly string[] }[];
  problems: readonly { path: string; problem: string }[];
}

/** The environment a gateway started from here would see (gateways.md §8). A login shell runs only where it is opted in to. */
export async function environmentOf(snapshot: Snapshot, around: Surroundings): Promise<GatewayEnvironment> {
  const { named, stateDir, config, configFile, generation } = snapshot;
  const { prefix, directory } = named.system;
  const places: { path: string; refuses?: NonNullable<Source['refuses']> }[] = [
    { path: join(around.cwd, '.env'), refuses: refusedFromWorkspace(prefix, generation) },
    { path: join(stateDir, '.env') },
    // Where the packages of Ubuntu put it.
    { path: join(around.home, '.config', directory.slice(1), 'gateway.env') },
  ];
  const problems: { path: string; problem: string }[] = [];
  const files: GatewayEnvironment['files'][number][] = [];
  const sources: Source[] = [{ from: 'environment', values: around.env }];
  for (const { path, refuses } of places) {
    const file = readPeerFile(path);
    if (file === null) continue;
    if (file.text === null) problems.push({ path, problem: file.problem ?? telling('it could not be read') });
    const values = parse(file.text ?? '');
    const { mode } = file;
    files.push({ path, mode, loose: isLoose(mode, around.platform), names: Object.keys(values) });
    sources.push({ from: path, values, ...(refuses === undefined ? {} : { refuses }) });
  }
  const configPath = configFile?.path ?? 'configuration';
  sources.push({ from: configPath, values: config.env.values, refuses: refusedFromConfig });

  const before = composed(sources);
  const timeoutMs = shellTimeoutMs(before, prefix, config.env.shell);
  if (timeoutMs !== null && !shellIsSkipped(before, generation)) {
    try {
      sources.push(shellSource(await around.loginShell(timeoutMs)));
    } catch {
      problems.push({
        path: 'login shell',
        problem: telling('it did not tell its environment within {timeoutMs} ms', { timeoutMs }),
      });
    }
  }
  return { ...composed(sources), files, problems };
}
