import { isDeepStrictEqual } from 'node:util';
import { fieldsOf, secretPlaces, type CredentialType } from '../gateways/credential.ts';
import { parseJson } from '../gateways/peer-file.ts';
import {
  added,
  edited,
  memberIn,
  objectAt,
  readJsonText,
  removed,
  replaced,
  type Edit,
} from './json-text.ts';

/** A profile that goes into a store with its secret in clear. */
export interface ToExport {
  /** Its id there. */
  id: string;
  type: Exclude<CredentialType, 'oauth'>;
  provider: string;
  secret: string;
  /** Epoch ms; of tokens alone, null for none. */
  expires: number | null;
}

const emptyStore = '{\n  "version": 1,\n  "profiles": {}\n}\n';
const profilesIn = 'profiles';

/**
 * A store with these profiles in it and every other byte as it was; one that is there keeps all its members but the secret, its end and a
 * reference that would stand in the way. `text` is null where there is no store. Null where it cannot be changed so.
 */
export function exportedText(text: string | null, wanted: readonly ToExport[]): string | null {
  let result = text ?? emptyStore;
  for (const one of wanted) {
    const next = withProfile(result, one);
    if (next === null) return null;
    result = next;
  }
  return result;
}

function withProfile(text: string, one: ToExport): string | null {
  const json = readJsonText(text, 'json');
  const model = fieldsOf(parseJson(text).value);
  if (json === null || model === null) return null;
  const profiles = objectAt(json, [profilesIn]);
  const fields = fieldsOf(model[profilesIn]) ?? {};
  const before = fieldsOf(fields[one.id]);
  const after = entryOf(one, before);
  const meant = { ...model, [profilesIn]: { ...fields, [one.id]: after } };
  const entry = profiles === null ? null : objectAt(json, [profilesIn, one.id]);
  const edits: Edit[] | null =
    profiles === null
      ? Object.hasOwn(model, profilesIn)
        ? null
        : added(json, json.root, profilesIn, { [one.id]: after })
      : entry === null
        ? Object.hasOwn(fields, one.id)
          ? null
          : added(json, profiles, one.id, after)
        : memberEdits(one, { json, entry });
  if (edits === null) return null;
  const changed = edited(text, edits);
  return isDeepStrictEqual(parseJson(changed).value, meant) ? changed : null;
}

/** The entry as it is to be: what a gateway knows of it and we do not say stays. */
function entryOf(
  { type, provider, secret, expires }: ToExport,
  before: Readonly<Record<string, unknown>> | null,
) {
  const place = secretPlaces[type];
  const end = type === 'token' && expires !== null ? { expires } : {};
  if (before === null) return { type, provider, [place.secret[0] ?? 'key']: secret, ...end };
  const name = place.secret.find((each) => Object.hasOwn(before, each)) ?? place.secret[0] ?? 'key';
  const others = Object.entries(before).filter(
    ([member]) => member !== place.ref && !(member === 'expires' && type === 'token' && expires === null),
  );
  return { ...Object.fromEntries(others), [name]: secret, ...end };
}

function memberEdits(
  { type, secret, expires }: ToExport,
  {
    json,
    entry,
  }: { json: NonNullable<ReturnType<typeof readJsonText>>; entry: NonNullable<ReturnType<typeof objectAt>> },
): Edit[] | null {
  const place = secretPlaces[type];
  const name = place.secret.find((each) => memberIn(entry, each) !== null);
  const ref = memberIn(entry, place.ref);
  const end = memberIn(entry, 'expires');
  const first = JSON.stringify(place.secret[0] ?? 'key');
  const holder = name === undefined ? ref : memberIn(entry, name);
  const ends = type === 'token' && expires !== null;
  const edits: Edit[] = [];
  if (holder === null) return null;
  const label = name === undefined ? first : JSON.stringify(name);
  const newEnd = ends && end === null ? `, "expires": ${expires}` : '';
  edits.push(replaced(holder, `${label}: ${JSON.stringify(secret)}${newEnd}`));
  if (name !== undefined && ref !== null) edits.push(...removed(json, entry, ref));
  if (type !== 'token' || end === null) return edits;
  return ends ? [...edits, replaced(end, `"expires": ${expires}`)] : [...edits, ...removed(json, entry, end)];
}
