import { isDeepStrictEqual } from 'node:util';
import JSON5 from 'json5';
import { fieldsOf } from '../gateways/stores/credential.ts';
import {
  added,
  edited,
  memberIn,
  objectAt,
  readJsonText,
  removed,
  replaced,
  undoOf,
  type Edit,
} from './json-text.ts';
import type { Changed } from './store-text.ts';

const section = 'secrets';
const list = 'providers';

/** A configuration that does not exist yet. */
const emptyConfigText = '{}\n';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => fieldsOf(value) !== null;

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON5.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** What a configuration says of one secret provider; undefined where it says nothing, or is no configuration. */
export function providerIn(text: string, name: string): unknown {
  const providers = fieldsOf(fieldsOf(parsed(text)?.[section])?.[list]);
  return providers !== null && Object.hasOwn(providers, name) ? providers[name] : undefined;
}

/**
 * A configuration in JSON5 with `secrets.providers.<name>` in it, everything else as it stood, comments and all. Null where it cannot
 * be changed so, or another value is at one of these names.
 */
export function withProvider(text: string | null, name: string, value: object): Changed | null {
  const before = text ?? emptyConfigText;
  const json = readJsonText(before, 'json5');
  const meant = parsed(before);
  if (json === null || meant === null) return null;
  const [secrets, providers] = [objectAt(json, [section]), objectAt(json, [section, list])];
  const old = providers === null ? null : memberIn(providers, name);
  const edits =
    old !== null
      ? [replaced(old, `${JSON.stringify(name)}: ${JSON.stringify(value)}`)]
      : providers !== null
        ? added(json, providers, name, value)
        : secrets !== null
          ? added(json, secrets, list, { [name]: value })
          : added(json, json.root, section, { [list]: { [name]: value } });
  const meantSecrets = (meant[section] ??= {});
  if (!isFields(meantSecrets)) return null;
  const meantProviders = (meantSecrets[list] ??= {});
  if (!isFields(meantProviders)) return null;
  meantProviders[name] = value;
  return proven(before, edits, meant);
}

/** The configuration without that provider, and without the objects that would be left empty. Null where it cannot be changed so. */
export function withoutProvider(text: string, name: string): Changed | null {
  const json = readJsonText(text, 'json5');
  const meant = parsed(text);
  if (json === null || meant === null) return null;
  const path = [section, list, name];
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const object = objectAt(json, path.slice(0, depth));
    const member = object === null ? null : memberIn(object, path[depth] ?? '');
    if (object === null || member === null) return null;
    if (object.members.length > 1 || depth === 0) {
      const holder = path.slice(0, depth).reduce<unknown>((fields, each) => fieldsIn(fields)?.[each], meant);
      if (!isFields(holder)) return null;
      delete holder[path[depth] ?? ''];
      return proven(text, removed(json, object, member), meant);
    }
  }
  return null;
}

const fieldsIn = (value: unknown): Fields | null => (isFields(value) ? value : null);

function proven(before: string, edits: readonly Edit[], meant: Fields): Changed | null {
  const text = edited(before, edits);
  return isDeepStrictEqual(parsed(text), meant) ? { text, undo: undoOf(before, edits) } : null;
}
