import { join } from 'node:path';
import { telling } from '../../src-shared/say.ts';
import { notRead, type Grounds } from './grounds.ts';
import { together, type Found } from './sighting.ts';
import type { Source } from './source.ts';
import { inSettings } from './tool-file.ts';

/** So many of one folder are looked at. */
const mostInFolder = 100;

const dotenv = /^\.env(?:rc|\..{1,80})?$/;

/** The dotenv files of a folder, or the file itself that a person named. */
async function lookIn(around: Grounds, path: string, source: string): Promise<Found> {
  const names = (await around.list(path)).filter((name) => dotenv.test(name));
  const looked = await Promise.all(
    names
      .slice(0, mostInFolder)
      .map((name) => inSettings(around, { source, path: join(path, name), many: true })),
  );
  const left = names.length - mostInFolder;
  const problems =
    left > 0
      ? [
          {
            where: path,
            message: telling('it has {count} dotenv files and {left} of them were not looked at', {
              count: names.length,
              left,
            }),
          },
        ]
      : [];
  return together([...looked, { sightings: [], problems }]);
}

/** dotenv files where people keep them, and wherever a person says. */
export const dotenvFiles: Source = {
  id: 'dotenv',
  name: 'dotenv files',
  opens: ['`.env`, `.env.*` and `.envrc` in the working directory and in `~`', 'what `--file` names'],
  async look(around) {
    const folders = [...new Set([around.cwd, around.home])];
    const usual = await Promise.all(folders.map((folder) => lookIn(around, folder, 'dotenv')));
    const named = await Promise.all(around.named.map((path) => lookAt(around, path)));
    // A file that was named may lie in one of the folders.
    const seen = new Set<string>();
    const { sightings, problems } = together([...usual, ...named]);
    const fresh = sightings.filter(({ selector }) => !seen.has(selector) && seen.add(selector));
    return { sightings: fresh, problems };
  },
};

async function lookAt(around: Grounds, path: string): Promise<Found> {
  const met = await around.meet(path);
  if (met === null)
    return { sightings: [], problems: [{ where: path, message: telling('there is nothing') }] };
  if (met.problem === notRead.noFile) return lookIn(around, path, 'dotenv');
  return inSettings(around, { source: 'dotenv', path, many: true });
}
