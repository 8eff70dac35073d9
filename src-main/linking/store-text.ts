import { isDeepStrictEqual } from 'node:util';
import { fieldsOf, secretPlaces, type CredentialType } from '../gateways/stores/credential.ts';
import { parseJson } from '../gateways/stores/peer-file.ts';
import type { SecretRef } from '../gateways/references/secret-ref.ts';
import {
  edited,
  memberIn,
  objectAt,
  objectsIn,
  readJsonText,
  removed,
  replaced,
  sourceOf,
  undoOf,
  type Edit,
  type JsonText,
} from './json-text.ts';

/** A text that was changed, proven to say nothing else than was meant, and the way back. */
export interface Changed {
  text: string;
  undo: readonly Edit[];
}

/** A profile whose secret makes room for a reference. */
export interface ToLink {
  id: string;
  type: Exclude<CredentialType, 'oauth'>;
  ref: SecretRef;
}

/** A profile whose reference makes room for what stood there before. */
export interface ToUnlink {
  id: string;
  refName: string;
  /** The members as they stood in the text, secret and all. */
  former: readonly string[];
}

const profilesIn = 'profiles';

/**
 * A store in which secrets are replaced by references, each in its place, and every other byte as it was; `former` is what stood
 * there, by id. Null where the text cannot be changed so.
 */
export function linkedText(
  text: string,
  wanted: readonly ToLink[],
): (Changed & { former: Map<string, string[]> }) | null {
  const json = readJsonText(text, 'json');
  const model = parseJson(text);
  if (json === null || model.problem !== null) return null;
  const former = new Map<string, string[]>();
  const entries = objectsIn(objectAt(json, [profilesIn]));
  const edits: Edit[] = [];
  for (const { id, type, ref } of wanted) {
    const place = secretPlaces[type];
    const entry = entries.get(id);
    const fields = fieldsIn(model.value, id);
    const name = place.secret.find((each) => typeof fields?.[each] === 'string' && fields[each] !== '');
    const secret = entry === undefined || name === undefined ? null : memberIn(entry, name);
    if (entry === undefined || fields === null || name === undefined || secret === null) return null;
    const old = memberIn(entry, place.ref);
    edits.push(replaced(secret, `${JSON.stringify(place.ref)}: ${refText(ref)}`));
    if (old !== null) edits.push(...removed(json, entry, old));
    former.set(id, [sourceOf(json, secret)]);
    delete fields[name];
    fields[place.ref] = { ...ref };
  }
  const changed = proven(json, edits, model.value);
  return changed === null ? null : { ...changed, former };
}

/** A store in which what stood there before is put back in place of references. Null where the text cannot be changed so. */
export function unlinkedText(text: string, wanted: readonly ToUnlink[]): Changed | null {
  const json = readJsonText(text, 'json');
  const model = parseJson(text);
  if (json === null || model.problem !== null) return null;
  const entries = objectsIn(objectAt(json, [profilesIn]));
  const edits: Edit[] = [];
  for (const { id, refName, former } of wanted) {
    const entry = entries.get(id);
    const ref = entry === undefined ? null : memberIn(entry, refName);
    const fields = fieldsIn(model.value, id);
    const before = fieldsOf(parseJson(`{${former.join(',')}}`).value);
    if (ref === null || fields === null || before === null) return null;
    edits.push(replaced(ref, former.join(', ')));
    delete fields[refName];
    Object.assign(fields, before);
  }
  return proven(json, edits, model.value);
}

/** What a reader of the changed text must find: exactly what was meant. */
function proven(json: JsonText, edits: readonly Edit[], meant: unknown): Changed | null {
  const text = edited(json.text, edits);
  const read = parseJson(text);
  return read.problem === null && isDeepStrictEqual(read.value, meant)
    ? { text, undo: undoOf(json.text, edits) }
    : null;
}

/** The entry itself, not a copy: it is changed into what is meant. */
function fieldsIn(model: unknown, id: string): Record<string, unknown> | null {
  const profiles = isObject(model) ? model[profilesIn] : null;
  const entry = isObject(profiles) && Object.hasOwn(profiles, id) ? profiles[id] : null;
  return isObject(entry) ? entry : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refText = ({ source, provider, id }: SecretRef) =>
  `{ "source": ${JSON.stringify(source)}, "provider": ${JSON.stringify(provider)}, "id": ${JSON.stringify(id)} }`;
