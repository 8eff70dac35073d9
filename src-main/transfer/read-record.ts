import { addSchema, profileId, type AddInput } from '../../src-shared/contract-input.ts';
import { parseDuration, parseExpiry } from '../../src-shared/duration.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { readMoment } from '../../src-shared/moment.ts';
import { telling } from '../../src-shared/say.ts';
import { apis, kinds } from '../../src-shared/words.ts';
import { parseReference } from '../references/reference.ts';
import { isJsonObject } from '../vault/canonical-json.ts';
import type { Entry, Kept } from './entry.ts';
import { shownName } from './shown-name.ts';

type Field =
  | 'id'
  | 'name'
  | 'provider'
  | 'kind'
  | 'secret'
  | 'reference'
  | 'renewal'
  | 'baseUrl'
  | 'api'
  | 'config'
  | 'expires'
  | 'rotateEvery'
  | 'tags'
  | 'notes'
  | 'enabled';

/** What other programs call our fields, in small letters without joints. */
const names: Readonly<Record<Field, readonly string[]>> = {
  id: ['id', 'profileid'],
  name: ['name', 'label', 'title', 'account'],
  provider: ['provider', 'service', 'vendor', 'platform'],
  kind: ['kind', 'type', 'authtype'],
  secret: ['secret', 'key', 'token', 'apikey', 'apitoken', 'accesstoken', 'authtoken', 'value', 'access'],
  reference: ['reference', 'ref', 'keyref', 'tokenref', 'secretref'],
  renewal: ['refresh', 'refreshtoken'],
  baseUrl: ['baseurl', 'url', 'endpoint', 'apibase', 'host'],
  api: ['api'],
  config: ['config', 'settings'],
  expires: ['expires', 'expiresat', 'expiry', 'expiration', 'expirydate', 'validuntil'],
  rotateEvery: ['rotateevery', 'rotateeveryms'],
  tags: ['tags', 'tag', 'labels'],
  notes: ['notes', 'note', 'comment', 'description'],
  enabled: ['enabled', 'active'],
};

const fieldsByName = new Map(
  Object.entries(names).flatMap(([field, spellings]) =>
    spellings.map((spelling) => [spelling, field as Field] as const),
  ),
);

/** The field that a column or member of this name is; null for one that says nothing to us. */
export function fieldOf(name: string): Field | null {
  return fieldsByName.get(name.toLowerCase().replaceAll(/[\s_-]/g, '')) ?? null;
}

/** Members under which others keep the credential itself. */
const inner = new Set(['credential', 'credentials', 'auth', 'secret', 'key']);

/** Whether names are those of a credential rather than of anything else. */
export function describesCredential(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).some((name) => {
    const field = fieldOf(name);
    return field === 'secret' || field === 'reference' || field === 'provider' || inner.has(name);
  });
}

const kindWords: Readonly<Record<string, (typeof kinds)[number]>> = {
  key: 'api_key',
  apikey: 'api_key',
  bearer: 'token',
  token: 'token',
  oauth: 'oauth',
  none: 'none',
};

/** One credential of a list, read as far as its fields say; `beside` is what its place in the file says of it. */
export function readRecord(
  where: string,
  record: Readonly<Record<string, unknown>>,
  now: number,
  beside: { id?: string; provider?: string; name?: string } = {},
): Entry {
  const given = new Map<Field, unknown>();
  const members = Object.entries(record);
  const deeper = members.flatMap(([name, value]) =>
    inner.has(name) && isJsonObject(value) && !('source' in value) ? Object.entries(value) : [],
  );
  for (const [name, value] of [...deeper, ...members]) {
    const field = fieldOf(name);
    if (field !== null && value !== null && value !== '' && !(field === 'secret' && isJsonObject(value)))
      given.set(field, value);
    // A key that is a reference: { "source": "env", … }.
    if (field === 'secret' && isJsonObject(value) && 'source' in value) given.set('reference', value);
  }
  const name = textOf(given.get('name')) ?? beside.name ?? textOf(given.get('id')) ?? beside.id ?? null;
  const named = name === null ? null : shownName(name);
  if (given.has('renewal'))
    return {
      where,
      named,
      code: 'invalid_input',
      refused: telling(
        'This login is renewed by the tool it belongs to, and a copy would sign that out; link it instead: keywatch auth add --ref login:…',
      ),
    };
  try {
    const read = checked({ ...beside, ...inputOf(given, now) });
    if (
      read.secret === undefined &&
      read.reference === undefined &&
      read.kind !== 'none' &&
      read.id === undefined
    )
      return { where, named, leftOut: telling('it holds no key') };
    const enabled = flagOf(given.get('enabled'));
    const kept: Kept = enabled === false ? { enabled } : {};
    return { where, read, kept };
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    return { where, named, code: error.code, refused: error.message };
  }
}

const readers: {
  [F in Exclude<Field, 'renewal' | 'enabled'>]: (value: unknown, now: number) => Partial<AddInput>;
} = {
  id: ownId,
  name: (value) => ({ name: needed('name', textOf(value)) }),
  provider: (value) => ({ provider: needed('provider', textOf(value)).toLowerCase() }),
  kind(value) {
    const word = textOf(value)?.toLowerCase() ?? '';
    const kind = kinds.find((known) => known === word) ?? kindWords[word.replaceAll(/[\s_-]/g, '')];
    return kind === undefined ? {} : { kind };
  },
  secret(value) {
    const secret = needed('key', textOf(value));
    return parseReference(secret) === null ? { secret } : { reference: secret };
  },
  reference: (value) => ({
    reference: needed('reference', isJsonObject(value) ? JSON.stringify(value) : textOf(value)),
  }),
  baseUrl: (value) => ({ baseUrl: needed(telling('base URL'), textOf(value)) }),
  api: (value) => ({ api: needed('api', apis.find((known) => known === value) ?? null) }),
  config: (value) => ({ config: configOf(value) }),
  expires: (value, now) => ({ expiresAt: momentOf(value, now) }),
  rotateEvery: (value) => ({
    rotateEveryMs: typeof value === 'number' ? value : parseDuration(needed('rotation', textOf(value))),
  }),
  tags: (value) => ({ tags: tagsOf(value) }),
  notes: (value) => ({ notes: needed('notes', textOf(value)) }),
};

function inputOf(given: ReadonlyMap<Field, unknown>, now: number): Partial<AddInput> {
  let input: Partial<AddInput> = {};
  for (const [field, value] of given) {
    if (field === 'renewal' || field === 'enabled') continue;
    input = { ...input, ...readers[field](value, now) };
  }
  return input;
}

/** Within the limits of whatever is typed; the fields that are not are named, never what they hold. */
export function checked(input: object): AddInput {
  const read = addSchema.safeParse(input);
  if (read.success) return read.data;
  const fields = [
    ...new Set(read.error.issues.map(({ path }) => String(path[0] ?? telling('an entry')))),
  ].join(', ');
  throw new KeywatchError(
    'invalid_input',
    telling(
      'The {fields} cannot be read as one, or is too long; nothing was imported; correct it in the file.',
      { fields },
    ),
    { fields },
  );
}

/** Others number their credentials in their own way, which says nothing here. */
function ownId(value: unknown): { id?: string } {
  const read = profileId.safeParse(value);
  return read.success ? { id: read.data } : {};
}

function needed<T>(what: string, value: T | null): T {
  if (value !== null) return value;
  throw new KeywatchError(
    'invalid_input',
    telling('The {what} cannot be read as one; nothing was imported; correct it in the file.', { what }),
  );
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

const never: ReadonlySet<string> = new Set(['none', 'never', 'no', '-', '0']);

function momentOf(value: unknown, now: number): number | null {
  const text = textOf(value);
  if (text !== null && never.has(text.toLowerCase())) return null;
  const moment = readMoment(value);
  if (typeof moment === 'number') return moment;
  return parseExpiry(needed('date', text), now);
}

function tagsOf(value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(textOf) : (textOf(value) ?? '').split(/[,;|]/);
  return items.map((item) => needed('tags', item).trim()).filter((tag) => tag !== '');
}

function configOf(value: unknown): Record<string, string> {
  if (!isJsonObject(value)) throw needed('config', null);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, needed('config', textOf(each))]),
  );
}

function flagOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = textOf(value)?.toLowerCase();
  return word === undefined ? null : !['false', 'no', '0', 'off', 'n'].includes(word);
}
