import { telling } from '../../../src-shared/say.ts';
import type { Variable } from './environment.ts';
import type { GatewaySystem } from '../systems.ts';
import { authProvider } from '../provider-alias.ts';
import { variablesOf, variableStem } from './provider-variables.ts';
import { isSince, type Generation } from '../generation.ts';
import { gatewayReason } from '../failures/failure-reason.ts';

/** One key a gateway would try, and where it comes from. It holds the secret. */
export interface RotatedKey {
  /** The profile or the variable. */
  name: string;
  value: string;
  /** Where a variable was set. */
  from: string;
  /** Something odd about it that the gateway does not mind. */
  note: string | null;
}

export interface Rotation {
  keys: readonly RotatedKey[];
  ignored: readonly { name: string; why: string }[];
}

/** The profile's own key, which goes before all others. */
export interface PrimaryKey {
  name: string;
  value: string;
}

type Variables = ReadonlyMap<string, Variable>;
type Found = Omit<RotatedKey, 'note'>;

const found = (variables: Variables, name: string): Found[] => {
  const variable = variables.get(name);
  return variable === undefined ? [] : [{ name, value: variable.value, from: variable.from }];
};

const split = (listed: readonly Found[]) =>
  listed.flatMap((each) =>
    each.value
      .split(/[\s,;]+/)
      .filter((value) => value !== '')
      .map((value) => ({ ...each, value })),
  );

/** Anthropic's list has a name of its own in every release that was looked at; the one their documentation names is not read. */
const documentedOnly = 'ANTHROPIC_API_KEYS';

/**
 * The keys a gateway tries for a provider, one after the other, and those it does not in spite of their names (gateways.md §7).
 */
export function keysInEffect(
  system: Pick<GatewaySystem, 'name' | 'prefix' | 'rotatesKeys'>,
  provider: string,
  variables: Variables,
  primary: PrimaryKey | null,
): Rotation {
  const id = authProvider(provider);
  const stem = variableStem(id);
  const live = `${system.prefix}LIVE_${stem}_KEY`;
  const list = id === 'anthropic' ? `${system.prefix}LIVE_ANTHROPIC_KEYS` : `${stem}_API_KEYS`;
  const single = `${stem}_API_KEY`;
  const numbered = [...variables.keys()].filter((name) => name.startsWith(`${single}_`) && name !== list);
  const alone = found(variables, live).filter(({ value }) => value.trim() !== '');
  const googles = stem === 'GEMINI' ? found(variables, 'GOOGLE_API_KEY') : [];
  const listed = [
    ...split(found(variables, list)),
    ...found(variables, single),
    ...numbered.flatMap((name) => found(variables, name)),
    ...googles,
  ];
  const own: Found[] = primary === null ? [] : [{ ...primary, from: 'profile' }];
  const ignored: { name: string; why: string }[] = [];

  if (!system.rotatesKeys) {
    const usual = variablesOf(id).flatMap((name) => found(variables, name));
    const [first] = [...own, ...usual].filter(({ value }) => value.trim() !== '');
    const others = [...alone, ...listed].filter(({ name }) => name !== first?.name);
    for (const name of new Set(others.map((each) => each.name)))
      ignored.push({
        name,
        why: telling('{name} documents no rotation: it uses one key', { name: system.name }),
      });
    return { keys: first === undefined ? [] : [kept(first)], ignored };
  }

  if (id === 'anthropic' && variables.has(documentedOnly))
    ignored.push({
      name: documentedOnly,
      why: telling('the documentation names it, but the releases read {list} instead', { list }),
    });
  if (alone.length > 0)
    for (const name of new Set(listed.map((each) => each.name)))
      ignored.push({ name, why: telling('{live} is set, and then it is the only one', { live }) });

  const keys: RotatedKey[] = [];
  for (const each of [...own, ...(alone.length > 0 ? alone : listed)]) {
    const value = each.value.trim();
    const same = keys.find((key) => key.value === value);
    if (value === '') ignored.push({ name: each.name, why: telling('it is blank') });
    else if (same !== undefined)
      ignored.push({ name: each.name, why: telling('the same key as {name}', { name: same.name }) });
    else keys.push(kept(each));
  }
  return { keys, ignored };
}

function kept(found: Found): RotatedKey {
  const value = found.value.trim();
  const isPath = value.startsWith('/') || found.name.endsWith('_FILE');
  return { ...found, value, note: isPath ? telling('a path, which is sent as if it were the key') : null };
}

/** What the documentation of all releases lists, and what those before 2026.9 look for. */
const throttled = /rate[_ ]limit|429|quota[ _]exceeded|resource[ _]exhausted|too many requests/i;

/** Whether an error makes a gateway of that generation go on to its next key; all others end the request. */
export function rotatesOn(message: string, generation: Generation): boolean {
  return isSince(generation, '2026.9.6')
    ? gatewayReason({ message }, generation) === 'rate_limit'
    : throttled.test(message);
}
