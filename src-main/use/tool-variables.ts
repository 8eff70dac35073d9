import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { providerById } from '../providers/index.ts';
import type { Provider, Tools } from '../providers/provider.ts';
import { variableName } from '../providers/variable-names.ts';
import { parseReference } from '../references/reference.ts';
import type { StoredProfile } from '../vault/profile.ts';

/** What of a profile decides which variables its tools are given. */
export type Equipped = Pick<
  StoredProfile,
  'id' | 'provider' | 'kind' | 'api' | 'baseUrl' | 'config' | 'reference'
>;

/** What is to be set for a program, and what taken away that it would read instead. */
export interface Equipment {
  set: Record<string, string>;
  remove: string[];
}

/**
 * The variables by which the tools of a profile's provider find its secret and its server. What would go before them is taken
 * away, and so is an address that the profile does not name: it would send the key elsewhere. Throws `invalid_input`
 * where no variable brings such a credential to a tool.
 */
export function toolVariables(profile: Equipped, secret: string | null): Equipment {
  const provider = spokenTo(profile);
  const tools = provider.tools ?? {};
  const addresses = tools.baseUrl ?? { [`${variableName(provider.id)}_BASE_URL`]: asTyped };
  const { baseUrl } = profile;
  const set = {
    ...(secret === null
      ? {}
      : valued(variablesFor(profile, provider, secret), given(profile, tools, secret))),
    ...(baseUrl === null ? {} : mapped(addresses, (path) => addressed(baseUrl, path))),
    ...settingsOf(profile, tools),
  };
  const others = [...(tools.shadows ?? []), ...Object.keys(addresses)];
  return { set, remove: others.filter((name) => !Object.hasOwn(set, name)) };
}

/** Whose tools a profile's server is meant for: a custom one is spoken to as the vendor whose API it speaks. */
function spokenTo({ id, provider, api }: Equipped): Provider {
  const known = providerById(provider);
  if (known === undefined)
    throw new KeywatchError(
      'unknown_provider',
      telling(
        '{id} is of a provider that this Keywatch does not know; nothing was started; a newer one may know its tools.',
        { id },
      ),
      { id },
    );
  return known.apis === undefined ? known : (providerById(api ?? 'openai') ?? known);
}

function variablesFor({ id, kind }: Equipped, provider: Provider, secret: string): readonly string[] {
  const tools = provider.tools ?? {};
  const byPrefix = Object.entries(tools.secretByPrefix ?? {}).find(([prefix]) => secret.startsWith(prefix));
  const names =
    byPrefix?.[1] ?? (kind === 'token' ? tools.token : undefined) ?? tools.secret ?? provider.variables;
  if (names.length === 0)
    throw new KeywatchError(
      'invalid_input',
      telling(
        'No tool of {name} takes {id} from a variable; nothing was started; link that tool’s own login, or use a key.',
        { name: provider.name, id },
      ),
      { id },
    );
  return names;
}

/** The secret, or where only a file will do the path of it: Keywatch writes no secret into one. */
function given({ id, reference }: Equipped, { takesFile }: Tools, secret: string): string {
  if (takesFile !== true) return secret;
  const place = reference === null ? null : parseReference(reference);
  if (place?.from === 'file' && place.pointer === null) return place.path;
  throw new KeywatchError(
    'invalid_input',
    telling(
      'Tools take what {id} holds from a file alone, and Keywatch writes none; nothing was started; keep it in a file of mode 0600 and link that with --ref file:/its/path.',
      { id },
    ),
    { id },
  );
}

const asTyped = null;
const version = /\/v\d+(?:alpha|beta)?\d*$/;

/** An address as a variable wants it: without its version, or with one (D-B5). */
function addressed(baseUrl: string, path: '' | '/v1' | typeof asTyped): string {
  if (path === asTyped) return baseUrl;
  if (path === '') return baseUrl.replace(version, '');
  return version.test(baseUrl) ? baseUrl : baseUrl + path;
}

function settingsOf({ config }: Equipped, { settings = {} }: Tools): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, variables]) => {
      const value = config[name]?.trim() ?? '';
      return value === '' ? [] : variables.map((variable) => [variable, value] as const);
    }),
  );
}

const valued = (names: readonly string[], value: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, value]));

const mapped = <T>(entries: Readonly<Record<string, T>>, to: (value: T) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, to(value)]));
