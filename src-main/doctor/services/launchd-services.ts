import { join } from 'node:path';
import { telling } from '../../../src-shared/say.ts';
import { namesIn, readPeerFile } from '../../gateways/stores/peer-file.ts';
import type { Surroundings } from '../../gateways/surroundings.ts';
import { readPlist } from './launchd-plist.ts';
import { programOf, type Service, type Services } from './service.ts';

/** The agents of launchd that start a gateway or Keywatch. */
export function launchdServices({ home }: Surroundings): Services {
  const directory = join(home, 'Library', 'LaunchAgents');
  const read = namesIn(directory)
    .filter((name) => name.endsWith('.plist'))
    .map((name) => ({ name, path: join(directory, name), file: readPeerFile(join(directory, name)) }));
  const problems: { path: string; problem: string }[] = [];
  const found = read.flatMap(({ name, path, file }): Service[] => {
    const plist = readPlist(file?.text ?? '');
    if (plist === null) {
      const isOurs = programOf('', name.replaceAll('.', ' ')) !== null;
      if (isOurs)
        problems.push({
          path,
          problem: file?.problem ?? telling('it is no XML property list; plutil -convert xml1 makes it one'),
        });
      return [];
    }
    const program = programOf(plist.command, plist.label.replaceAll('.', ' '));
    if (program === null) return [];
    const names = Object.keys(plist.environment);
    return [
      {
        name: plist.label === '' ? name : plist.label,
        path,
        program,
        sees: new Map(Object.entries(plist.environment).map(([key, value]) => [key, { value, from: path }])),
        credentials: [],
        files: [{ path, mode: file?.mode ?? null, names }],
        missing: [],
        isWhole: false,
      },
    ];
  });
  return { found, problems };
}
