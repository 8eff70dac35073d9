import { isDeepStrictEqual } from 'node:util';
import type { ObjectNode } from '@humanwhocodes/momoa';
import { fieldsOf, secretPlaces, type CredentialType } from '../gateways/stores/credential.ts';
import { parseJson } from '../gateways/stores/peer-file.ts';
import {
  added,
  edited,
  memberIn,
  objectAt,
  readJsonText,
  removed,
  replaced,
  type Edit,
  type JsonText,
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
  const fields = fieldsOf(model[profilesIn]) ?? {};
  const after = entryOf(one, fieldsOf(fields[one.id]));
  const edits = editsTo(json, model, one, after);
  if (edits === null) return null;
  const changed = edited(text, edits);
  const meant = { ...model, [profilesIn]: { ...fields, [one.id]: after } };
  return isDeepStrictEqual(parseJson(changed).value, meant) ? changed : null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Where the text changes: a member of the entry, or a new entry; null where something else stands in the place of either. */
function editsTo(json: JsonText, model: Fields, one: ToExport, after: Fields): Edit[] | null {
  const profiles = objectAt(json, [profilesIn]);
  if (profiles === null)
    return Object.hasOwn(model, profilesIn) ? null : added(json, json.root, profilesIn, { [one.id]: after });
  if (memberIn(profiles, one.id) === null) return added(json, profiles, one.id, after);
  const entry = objectAt(json, [profilesIn, one.id]);
  return entry === null ? null : memberEdits(json, entry, one);
}

/** The entry as it is to be: what a gateway knows of it and we do not say stays. */
function entryOf({ type, provider, secret, expires }: ToExport, before: Fields | null): Fields {
  const { secret: names, ref } = secretPlaces[type];
  const [usual = 'key'] = names;
  const end = type === 'token' && expires !== null ? { expires } : {};
  if (before === null) return { type, provider, [usual]: secret, ...end };
  const name = names.find((each) => Object.hasOwn(before, each)) ?? usual;
  const others = Object.entries(before).filter(
    ([member]) => member !== ref && !(type === 'token' && member === 'expires'),
  );
  return { ...Object.fromEntries(others), [name]: secret, ...end };
}

function memberEdits(json: JsonText, entry: ObjectNode, { type, secret, expires }: ToExport): Edit[] | null {
  const { secret: names, ref: refName } = secretPlaces[type];
  const [usual = 'key'] = names;
  const name = names.find((each) => memberIn(entry, each) !== null);
  const ref = memberIn(entry, refName);
  const place = name === undefined ? ref : memberIn(entry, name);
  if (place === null) return null;
  const end = type === 'token' ? memberIn(entry, 'expires') : null;
  const isNewEnd = type === 'token' && expires !== null && end === null;
  const member = `${JSON.stringify(name ?? usual)}: ${JSON.stringify(secret)}`;
  const edits = [replaced(place, isNewEnd ? `${member}, "expires": ${expires}` : member)];
  if (name !== undefined && ref !== null) edits.push(...removed(json, entry, ref));
  if (end !== null)
    edits.push(...(expires === null ? removed(json, entry, end) : [replaced(end, `"expires": ${expires}`)]));
  return edits;
}
