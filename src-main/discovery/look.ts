import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import type { Grounds, MetFile } from './grounds.ts';
import { together, type Found, type Sighting, type Trouble } from './sighting.ts';
import type { Source } from './source.ts';
import { sources } from './sources.ts';

/** So many files are opened in one look, and so many finds are told. */
const mostFiles = 500;
const mostFound = 1000;

/** The grounds with a limit on how many files are opened. Those that are not there do not count. */
function limited(around: Grounds): { grounds: Grounds; passedOver: () => number } {
  let opened = 0;
  let passedOver = 0;
  const open = async (path: string): Promise<MetFile | null> => {
    if (opened >= mostFiles) {
      if ((await around.meet(path)) !== null) passedOver += 1;
      return null;
    }
    opened += 1;
    const file = await around.open(path);
    if (file === null) opened -= 1;
    return file;
  };
  return { grounds: { ...around, open }, passedOver: () => passedOver };
}

/** A file that went, or was closed, while it was looked at. What the system did not say is a fault of ours. */
function systemProblem({ name }: Source, error: unknown): Trouble {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  return { where: name, message: telling('it could not be looked at ({code})', { code: error.code }) };
}

async function lookBy(source: Source, around: Grounds): Promise<Found> {
  try {
    return await source.look(around);
  } catch (error) {
    if (!(error instanceof KeywatchError)) return { sightings: [], problems: [systemProblem(source, error)] };
    const { path, why } = error.details;
    const problem = { where: String(path ?? source.name), message: String(why ?? error.message) };
    return { sightings: [], problems: [problem] };
  }
}

/** Selectors tell finds apart: where two would be called the same, the later ones are numbered. */
function toldApart(sightings: readonly Sighting[]): Sighting[] {
  const counts = new Map<string, number>();
  return sightings.map((sighting) => {
    const count = (counts.get(sighting.selector) ?? 0) + 1;
    counts.set(sighting.selector, count);
    return count === 1 ? sighting : { ...sighting, selector: `${sighting.selector}+${count}` };
  });
}

/**
 * Looks over everything in the table of sources, or at one of them: what is there, and what could not be looked at. Reads
 * only. What it gives holds secrets, which nothing but taking one lets out.
 */
export async function lookAround(around: Grounds, only?: readonly Source[]): Promise<Found> {
  const { grounds, passedOver } = limited(around);
  const found = together(await Promise.all((only ?? sources).map((source) => lookBy(source, grounds))));
  const sightings = toldApart(found.sightings);
  const left = passedOver();
  return {
    sightings: sightings.slice(0, mostFound),
    problems: [
      ...found.problems,
      ...(left > 0
        ? [
            {
              where: 'files',
              message: telling('{left} files beyond {mostFiles} were not opened', { left, mostFiles }),
            },
          ]
        : []),
      ...(sightings.length > mostFound
        ? [
            {
              where: 'finds',
              message: telling('{count} finds beyond {mostFound} are not told', {
                count: sightings.length - mostFound,
                mostFound,
              }),
            },
          ]
        : []),
    ],
  };
}

/** The one find a selector names, or the beginning of it that only one has. Throws `not_found` and `ambiguous`. */
export function selected<T extends { selector: string }>(typed: string, all: readonly T[]): T {
  const wanted = typed.trim();
  const shown = repeatable(wanted) ?? telling('what was typed');
  const exact = all.find(({ selector }) => selector === wanted);
  if (exact !== undefined) return exact;
  const begun = wanted === '' ? [] : all.filter(({ selector }) => selector.startsWith(wanted));
  const [only, ...others] = begun;
  if (only === undefined)
    throw new KeywatchError(
      'not_found',
      telling(
        'Nothing was found under {which}; nothing was changed; keywatch auth discover lists what is there.',
        { which: shown },
      ),
    );
  if (others.length > 0)
    throw new KeywatchError(
      'ambiguous',
      telling('{which} could be {names}; nothing was changed; type more of the one you mean.', {
        which: shown,
        names: begun
          .slice(0, 5)
          .map(({ selector }) => selector)
          .join(', '),
      }),
    );
  return only;
}
