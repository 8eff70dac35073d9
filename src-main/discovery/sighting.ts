import type { Candidate as Shown } from '../../src-shared/contract-discovery.ts';
import type { Kind } from '../../src-shared/words.ts';

/** One credential that was seen somewhere. It holds the secret: what crosses a door is {@link shownOf} it. */
export interface Sighting {
  /** The same at every look, whatever else is there. */
  selector: string;
  /** Of the table in `sources.ts`. */
  source: string;
  provider: string | null;
  kind: Kind | null;
  /** A path, or what stands for one: `environment`. */
  where: string;
  /** Within that: a variable, a pointer, a profile. */
  location: string | null;
  mode: number | null;
  plaintext: boolean;
  finding: Shown['finding'];
  /** The tool it belongs to and that renews it. */
  owner: string | null;
  expiresAt: number | null;
  mask: string | null;
  /** What stands there in the place of a secret. */
  reference: string | null;
  note: string | null;
  /** Where it goes, when that is not its provider's own address. */
  baseUrl: string | null;
  config: Readonly<Record<string, string>>;
  secret: string | null;
  /** The reference that a profile would be linked by; null where it cannot be linked. */
  link: string | null;
  /** A copy of it may be kept. */
  copies: boolean;
}

/** What could not be looked at, and why. */
export interface Trouble {
  where: string;
  message: string;
}

export interface Found {
  sightings: readonly Sighting[];
  problems: readonly Trouble[];
}

export const nothing: Found = { sightings: [], problems: [] };

export const together = (all: readonly Found[]): Found => ({
  sightings: all.flatMap(({ sightings }) => sightings),
  problems: all.flatMap(({ problems }) => problems),
});

/** A mode as people type it. */
const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** A sighting as doors show it: everything but the secret. */
export function shownOf(
  sighting: Sighting,
  judged: { known: string | null; ignored: boolean } = { known: null, ignored: false },
): Shown {
  const { secret: _, link, copies, mode, baseUrl: __, config: ___, ...shown } = sighting;
  return {
    ...shown,
    ...judged,
    mode: mode === null ? null : octal(mode),
    takes: [...(link === null ? [] : (['link'] as const)), ...(copies ? (['copy'] as const) : [])],
  };
}

/** What an ignored sighting is remembered by: its place, so that another key there stays ignored too (D-B32). */
export const placeOf = ({ where, location }: Pick<Sighting, 'where' | 'location'>): string =>
  `${where}\n${location ?? ''}`;
