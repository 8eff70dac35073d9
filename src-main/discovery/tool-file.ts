import { telling } from '../../src-shared/say.ts';
import { parseJson } from '../gateways/stores/peer-file.ts';
import { fieldsOf } from '../gateways/stores/credential.ts';
import { below } from '../references/place.ts';
import { textPlaces } from '../references/text-places.ts';
import type { Grounds } from './grounds.ts';
import { safeName, sighted, type Draft, type Spot } from './sighted.ts';
import { nothing, type Found, type Sighting } from './sighting.ts';
import { isAddress, isCredential, keysIn } from './value-forms.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** A file of a tool, by whom it is read. */
export interface ToolFile {
  source: string;
  path: string;
  /** Other files of this source say the same names. */
  many?: boolean;
}

/** What a file holds, by a reader that gives drafts, or says in words that follow the path why it cannot. */
export async function inFile(
  around: Grounds,
  { source, path, many }: ToolFile,
  read: (text: string) => readonly Draft[] | string,
): Promise<Found> {
  const file = await around.open(path);
  if (file === null) return nothing;
  if (file.text === null) return { sightings: [], problems: [{ where: path, message: file.problem ?? '' }] };
  const drafts = read(file.text);
  if (typeof drafts === 'string') return { sightings: [], problems: [{ where: path, message: drafts }] };
  const spot: Spot = {
    source,
    where: path,
    mode: file.mode,
    inFile: true,
    ...(many === true ? { many } : {}),
  };
  return { sightings: drafts.flatMap((draft) => linked(spot, draft) ?? []), problems: [] };
}

/** In a file a text is linked by where it stands, unless its reader says otherwise or it belongs to its tool. */
function linked(spot: Spot, draft: Draft): Sighting | null {
  const here = `file:${spot.where}${draft.location === null ? '' : `#${draft.location}`}`;
  const usual = draft.owner === undefined ? here : null;
  return sighted(spot, { ...draft, link: draft.link === undefined ? usual : draft.link });
}

/** The same for a file of JSON with an object in it. */
export const inJson = (
  around: Grounds,
  file: ToolFile,
  read: (document: Fields) => readonly Draft[],
): Promise<Found> =>
  inFile(around, file, (text) => {
    const { value, problem } = parseJson(text);
    const document = fieldsOf(value);
    if (problem !== null) return problem;
    return document === null ? telling('it is no JSON object') : read(document);
  });

/** What a list of values under names holds of providers' credentials. `link` by name, for those that are there whole. */
export function namedDrafts(
  values: readonly { name: string; value: string; location: string; link: string | null }[],
): Draft[] {
  const addresses = values
    .filter(({ value }) => isAddress(value) && value.length < 1024)
    .map(({ name, value }) => `${name}=${value}`);
  const regions = ['AWS_REGION', 'AWS_DEFAULT_REGION'].map((name) =>
    values.find((each) => each.name === name),
  );
  const region = regions.find((each) => each !== undefined)?.value;
  return values.flatMap(({ name, value, location, link }) => {
    if (isAddress(value) || !isCredential(name, value)) return [];
    const keys = keysIn(name, value);
    return keys.map((key, at): Draft => {
      const part = keys.length > 1 ? `[${at + 1}]` : '';
      return {
        name: safeName(name) + part,
        location: location + part,
        value: key,
        variable: name,
        link: part === '' ? link : null,
        addresses: addresses.slice(0, 32),
        ...(name === 'AWS_BEARER_TOKEN_BEDROCK' && region !== undefined ? { config: { region } } : {}),
      };
    });
  });
}

/** A file of settings, dotenv or of a shell: every credential of a provider in it. */
export const inSettings = (around: Grounds, file: ToolFile): Promise<Found> =>
  inFile(around, file, (text) =>
    namedDrafts(
      textPlaces(text, file.path).map(({ name, value, pointer }) => ({
        name,
        value,
        location: pointer === `/${name}` ? name : pointer,
        link: `file:${file.path}#${pointer}`,
      })),
    ),
  );

/** Texts that stand in an object under the names of variables, as in the `env` of a tool's settings. */
export const envDrafts = (env: unknown, pointer: string, path: string): Draft[] =>
  namedDrafts(
    Object.entries(fieldsOf(env) ?? {}).flatMap(([name, value]) => {
      const location = below(pointer, name);
      return typeof value === 'string' ? [{ name, value, location, link: `file:${path}#${location}` }] : [];
    }),
  );
