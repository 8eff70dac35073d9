/** Where a secret lies that Keywatch does not keep. */
export type Reference =
  | { readonly from: 'env'; readonly name: string }
  | { readonly from: 'file'; readonly path: string; readonly pointer: string | null }
  | { readonly from: 'exec'; readonly command: string; readonly args: readonly string[] }
  | StoreReference
  | { readonly from: 'login'; readonly owner: LoginOwner }
  | {
      readonly from: 'gateway';
      readonly gateway: GatewayOwner;
      readonly store: string;
      readonly profile: string;
    };

/** A secret in a store that a team runs: where it is there, and which field of it (docs/secret-stores.md). */
export type StoreReference =
  | { readonly from: 'op'; readonly uri: string }
  | { readonly from: PlacedStore; readonly place: string; readonly field: string | null };

export const placedStores = ['vault', 'bws', 'aws-sm', 'infisical', 'pass'] as const;
/** A store whose references say a place, and may say a field. */
export type PlacedStore = (typeof placedStores)[number];

export const isInStore = (reference: Reference): reference is StoreReference =>
  reference.from === 'op' || placedStores.some((store) => store === reference.from);

export const loginOwners = ['claude-code', 'codex'] as const;
/** A tool whose own login can be linked. */
export type LoginOwner = (typeof loginOwners)[number];

export const gatewayOwners = [
  'openclaw',
  'remoteclaw',
  'coderclaw',
  'thinkfleet',
  'agenticflow-enterprise',
] as const;
/** An agent gateway whose logins can be linked, each by the store and the id it lies under. */
export type GatewayOwner = (typeof gatewayOwners)[number];

const longest = 4096;
const variable = /^[A-Za-z_][A-Za-z0-9_]*$/;
const absolute = /^(?:\/|[A-Za-z]:[\\/])/;

/**
 * The reference a text is: `env:NAME`, `${NAME}`, `file:/path#/json/pointer`, `exec:/command args`,
 * `op://vault/item/field`, `vault:mount/path#field`, `bws:ID`, `aws-sm:NAME#field`, `infisical:PROJECT/ENV/…/NAME`,
 * `pass:NAME#field`, `login:claude-code`, `login:codex`, a gateway's `login:openclaw:/path/of/its/store#profile`, or its
 * `{"source":"env",…}`. Null for all else.
 */
export function parseReference(text: string): Reference | null {
  const typed = text.trim();
  // A line break would make another command, path or name of it.
  if (typed.length > longest || /[\r\n\0]/.test(typed)) return null;
  if (typed.startsWith('op://'))
    return /^op:\/\/[^/]+\/[^/]+\/[^/]/.test(typed) ? { from: 'op', uri: typed } : null;
  if (typed.startsWith('{')) return secretRef(typed);
  const braced = /^\$\{([A-Za-z_]\w*)\}$|^\$([A-Z_][A-Z0-9_]*)$/.exec(typed);
  if (braced) return { from: 'env', name: braced[1] ?? braced[2] ?? '' };
  const [, scheme, rest] = /^(env|file|exec|login):(.*)$/.exec(typed) ?? [];
  return scheme === undefined || rest === undefined ? inStore(typed) : (readers[scheme]?.(rest) ?? null);
}

const readers: Readonly<Record<string, (rest: string) => Reference | null>> = {
  env: (name) => (variable.test(name) ? { from: 'env', name } : null),
  file(rest) {
    const at = rest.indexOf('#');
    const path = (at < 0 ? rest : rest.slice(0, at)).replace(/^\/\/(?=\/)/, '');
    const pointer = at < 0 ? '' : rest.slice(at + 1);
    if (!absolute.test(path) || (pointer !== '' && !pointer.startsWith('/'))) return null;
    return { from: 'file', path, pointer: pointer === '' ? null : pointer };
  },
  exec(rest) {
    const [command, ...args] = splitCommand(rest) ?? [];
    return command !== undefined && absolute.test(command) ? { from: 'exec', command, args } : null;
  },
  login(name) {
    const owner = loginOwners.find((known) => known === name);
    return owner === undefined ? gatewayLogin(name) : { from: 'login', owner };
  },
};

const segment = String.raw`(?!\.{1,2}(?:/|$))[^/\s](?:[^/]*[^/\s])?`;
const path = (from: string, repeats: string) => new RegExp(`^(?!-)${from}(?:/${segment})${repeats}$`);

/** What a place looks like in each store, and whether a field may follow; none begins like a program's option. */
const placed: Readonly<Record<PlacedStore, { place: RegExp; field: boolean }>> = {
  // A colon in the first part is what the transit engine writes: `vault:v1:…`.
  vault: { place: path(String.raw`[^/\s:]+`, '+'), field: true },
  bws: { place: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, field: false },
  'aws-sm': { place: /^[\w/+=.@][\w/+=.@:-]{0,2047}$/, field: true },
  infisical: { place: /^\w[\w-]*\/\w[\w-]*(?:\/\w[\w.-]*)+$/, field: false },
  // Somebody's password after "pass:" is no name in a store.
  pass: { place: path(String.raw`(?!sk-|gsk_|xai-|pplx-|AIza|AQ\.)${segment}`, '*'), field: true },
};

function inStore(text: string): Reference | null {
  const [, scheme, place = '', field] = /^([a-z-]+):([^#]*)(?:#(.*))?$/.exec(text) ?? [];
  const from = placedStores.find((known) => known === scheme);
  if (from === undefined || !placed[from].place.test(place)) return null;
  if (field === undefined) return { from, place, field: null };
  return placed[from].field && /^[^-\s](?:.*\S)?$/.test(field) ? { from, place, field } : null;
}

function gatewayLogin(text: string): Reference | null {
  const [, name, store = '', profile = ''] = /^([a-z-]+):([^#]+)#(.+)$/.exec(text) ?? [];
  const gateway = gatewayOwners.find((known) => known === name);
  return gateway === undefined || !absolute.test(store) ? null : { from: 'gateway', gateway, store, profile };
}

/** The OpenClaw family's SecretRef; only its `env` source says everything by itself. */
function secretRef(text: string): Reference | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('source' in value) || !('id' in value)) return null;
    return value.source === 'env' && typeof value.id === 'string' ? parseReference(`env:${value.id}`) : null;
  } catch {
    return null;
  }
}

/** The words of a command line, quotes taken off; null when a quote stays open. No shell, so nothing is expanded. */
function splitCommand(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    const next = text.charAt(at + 1);
    // A backslash before anything else is part of a Windows path.
    if (letter === '\\' && quote !== "'" && /["'\\\s]/.test(next)) {
      word = (word ?? '') + next;
      at++;
    } else if (quote !== '') {
      if (letter === quote) quote = '';
      else word = (word ?? '') + letter;
    } else if (letter === '"' || letter === "'") {
      quote = letter;
      word ??= '';
    } else if (/\s/.test(letter)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + letter;
  }
  if (word !== null) words.push(word);
  return quote === '' ? words : null;
}

/** The reference as it is written and stored; `parseReference` gives the same one back. */
export function formatReference(reference: Reference): string {
  switch (reference.from) {
    case 'env':
      return `env:${reference.name}`;
    case 'file':
      return `file:${reference.path}${reference.pointer === null ? '' : `#${reference.pointer}`}`;
    case 'exec':
      return `exec:${[reference.command, ...reference.args].map(quoted).join(' ')}`;
    case 'op':
      return reference.uri;
    case 'vault':
    case 'bws':
    case 'aws-sm':
    case 'infisical':
    case 'pass':
      return `${reference.from}:${reference.place}${reference.field === null ? '' : `#${reference.field}`}`;
    case 'login':
      return `login:${reference.owner}`;
    case 'gateway':
      return `login:${reference.gateway}:${reference.store}#${reference.profile}`;
  }
}

function quoted(word: string): string {
  if (word !== '' && !/[\s"']|\\["'\\\s]|\\$/.test(word)) return word;
  return `"${word.replaceAll(/\\(?=["'\\\s]|$)|"/g, String.raw`\$&`)}"`;
}
