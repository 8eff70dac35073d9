import { lyingAt, type Lying } from '../../src-main/service/files.ts';
import type { Does } from '../../src-main/service/intent.ts';
import { managerOf, take, type Manager } from '../../src-main/service/managers.ts';
import { systemSpawn } from '../../src-main/machine/spawn.ts';
import type { Command } from '../command.ts';
import { documentOf } from '../documents.ts';
import { placeOf } from './service-intent.ts';
import { answers, toType } from './service-words.ts';

export const serviceStatus: Command = {
  name: 'service status',
  says: 'What is installed, whether it is active, and whether a Keywatch answers',
  takes: '',
  words: { least: 0, most: 0 },
  options: {},
  async run(_, host) {
    const manager = managerOf(process.platform);
    if (manager === null) return toType(null);
    const place = placeOf(host);
    const spawn = systemSpawn(host.env);
    const reached = (await take(manager.reach(place), spawn)).ok;
    const services = await Promise.all(
      (['serve', 'check'] as const).map(async (does) => {
        const files = manager.paths(does, place).map((path) => ({ path, state: lyingAt(path) }));
        const active = reached && (await take(manager.active(does, place), spawn)).ok;
        return { does, installed: files.every(({ state }) => state !== 'absent'), active, files };
      }),
    );
    const answering = await answers(host);
    return {
      document: documentOf('service', { system: manager.name, reached, answering, services }),
      lines: () => [
        ...services.flatMap((each) => statusLines(each, reached, manager)),
        answering
          ? 'A Keywatch answers for this data directory.'
          : 'No Keywatch answers for this data directory.',
        ...(reached ? [] : [`${manager.name} cannot be reached from here.`]),
      ],
    };
  },
};

const names: Readonly<Record<Does, string>> = { serve: 'The service', check: 'The half-hourly check' };

function statusLines(
  {
    does,
    installed,
    active,
    files,
  }: { does: Does; installed: boolean; active: boolean; files: { path: string; state: Lying }[] },
  reached: boolean,
  manager: Manager,
): string[] {
  if (!installed) return [`${names[does]} is not installed.`];
  const state = !reached ? 'installed' : active ? 'active' : `not active; see ${manager.log(does)}`;
  const odd = files
    .filter((file) => file.state !== 'ours')
    .map(({ path }) => `  ${path} is not as Keywatch wrote it.`);
  return [`${names[does]} is ${state}.`, ...odd];
}
