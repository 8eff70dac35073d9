import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import { providerById } from '../providers/index.ts';
import { recognise } from '../providers/recognise.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../vault/canonical-json.ts';
import type { Entry } from './entry.ts';
import { readNamedValues, type NamedValue } from './named-value.ts';
import { describesCredential, readRecord } from './read-record.ts';
import { shownName } from './shown-name.ts';

/** Members under which others keep their lists of credentials. */
const lists = [
  'profiles',
  'keys',
  'credentials',
  'accounts',
  'providers',
  'items',
  'entries',
  'env',
] as const;

/**
 * The credentials of a JSON document in the forms people have: a list of records, records by id or provider, keys by
 * provider or variable, or one of these below a member such as `profiles`.
 */
export function readJson(json: JsonValue, now: number): Entry[] {
  if (Array.isArray(json))
    return json.map((item, index) => itemOf(telling('entry {index}', { index: index + 1 }), item, now));
  if (!isJsonObject(json)) return [];
  if (isLogin(json)) return [loginOf(json)];
  for (const name of lists) {
    const below = json[name];
    if (Array.isArray(below) || isJsonObject(below)) return readJson(below, now);
  }
  if (describesCredential(json) && !Object.values(json).some(isJsonObject))
    return [readRecord('entry 1', json, now)];
  return byName(json, now);
}

function itemOf(where: string, item: JsonValue, now: number): Entry {
  if (isJsonObject(item)) return readRecord(where, item, now);
  if (typeof item === 'string') return readRecord(where, { key: item }, now);
  return { where, named: null, leftOut: telling('it is no credential') };
}

/** A name says whose key it is, or which profile. */
function byName(json: JsonObject, now: number): Entry[] {
  const values: NamedValue[] = [];
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(json)) {
    const where = placeNamed(name);
    if (typeof value === 'string') values.push({ where, name, value });
    else if (isJsonObject(value) && describesCredential(value))
      entries.push(readRecord(where, value, now, besideOf(name)));
    else if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
      values.push(...value.map((each) => ({ where, name, value: each })));
    else entries.push({ where, named: null, leftOut: telling('it is no credential') });
  }
  return [...entries, ...readNamedValues(values)];
}

const idPattern = /^[a-z0-9][a-z0-9-]*:[A-Za-z0-9._-]{1,128}$/;

function besideOf(name: string): { id?: string; provider?: string; name?: string } {
  if (providerById(name) !== undefined) return { provider: name };
  const provider = name.split(':', 1)[0] ?? '';
  if (idPattern.test(name) && providerById(provider)?.id === provider) return { id: name, provider };
  return { name: name.slice(0, 200) };
}

/** An id of a provider known here is none of its keys. */
function placeNamed(name: string): string {
  const [provider = ''] = name.split(':', 1);
  const isId = idPattern.test(name) && providerById(provider) !== undefined;
  return (
    (isId && repeatable(name.slice(provider.length + 1)) !== null ? name : shownName(name)) ??
    telling('an entry')
  );
}

/** Files of other tools that are one login, known by what only they hold. */
function isLogin(json: JsonObject): boolean {
  return (
    isJsonObject(json['claudeAiOauth']) ||
    json['type'] === 'service_account' ||
    json['type'] === 'authorized_user' ||
    (isJsonObject(json['tokens']) && 'access_token' in json['tokens'])
  );
}

function loginOf(json: JsonObject): Entry {
  const where = 'entry 1';
  const [found] = recognise(JSON.stringify(json)).found;
  if (found === undefined) return { where, named: null, leftOut: telling('it holds no key') };
  if (found.problem?.blocks === true)
    return { where, named: found.label, code: 'invalid_input', refused: found.problem.message };
  return {
    where,
    read: {
      ...(found.provider === null ? {} : { provider: found.provider }),
      ...(found.reference === null ? { secret: found.secret } : { reference: found.reference }),
    },
  };
}
