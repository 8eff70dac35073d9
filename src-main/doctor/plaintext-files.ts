import { telling } from '../../src-shared/say.ts';
import type { Grounds } from '../discovery/grounds.ts';
import { lookAround } from '../discovery/look.ts';
import type { Sighting } from '../discovery/sighting.ts';
import { sources } from '../discovery/sources.ts';
import { systems } from '../gateways/systems.ts';
import type { Found } from './circumstances.ts';

/** What has findings of its own: variables are no file, and gateways are read by their own rules. */
const apart = new Set(['env', ...systems.map(({ id }) => id)]);
const inFiles = sources.filter(({ id }) => !apart.has(id));

/** So many names of one file are said. */
const mostNamed = 5;

function namesOf(sightings: readonly Sighting[]): string {
  const names = [
    ...new Set(sightings.map(({ location, provider }) => location ?? provider ?? telling('a secret'))),
  ];
  const left = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).join(', ');
  return left > 0 ? telling('{shown} and {left} more', { shown, left }) : shown;
}

function ofFile(where: string, sightings: readonly Sighting[]): Found[] {
  const isOwned = sightings.every(({ owner }) => owner !== null);
  const holdsLogin = sightings.some(({ kind }) => kind === 'oauth');
  const names = namesOf(sightings);
  return [
    ...(sightings.some(({ finding }) => finding === 'high')
      ? [
          {
            id: 'loose_mode',
            severity: 'bad',
            what: telling('Other users of this machine can read what this file holds in clear ({which}).', {
              which: names,
            }),
            where,
            remedy: telling("Type: chmod 600 ''{where}''", { where }),
          } as const,
        ]
      : []),
    {
      id: 'plaintext_file',
      // A tool’s own store is where its login belongs.
      severity: isOwned ? 'info' : 'warn',
      what: telling('{which}: in clear in this file.', { which: names }),
      where,
      remedy: isOwned
        ? telling('Nothing, where the tool keeps it so; whoever reads the file, or a backup of it, has it.')
        : holdsLogin
          ? telling(
              'Copy the key into the vault (keywatch auth discover), then delete it from the file. Leave the login there: its tool renews it.',
            )
          : telling(
              'Copy it into the vault (keywatch auth discover), then delete it from the file; keywatch run gives it to programs.',
            ),
    },
  ];
}

/** Files of this person that hold secrets in clear: dotenv files, start files of shells, stores of tools. */
export async function plaintextFindings(around: Grounds): Promise<Found[]> {
  const { sightings, problems } = await lookAround(around, inFiles);
  const byFile = Map.groupBy(
    sightings.filter(({ plaintext }) => plaintext),
    ({ where }) => where,
  );
  return [
    ...[...byFile].flatMap(([where, own]) => ofFile(where, own)),
    ...problems.map(({ where, message }): Found => ({
      id: 'not_looked_at',
      severity: 'info',
      what: telling('This was not looked at: {why}.', { why: message }),
      where,
      remedy: telling('Look at it yourself.'),
    })),
  ];
}
