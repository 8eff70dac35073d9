import { telling } from '../../src-shared/say.ts';
import { providerById } from '../providers/index.ts';
import { recognise, type Candidate } from '../providers/recognise.ts';
import { providerByVariable } from '../providers/variable-names.ts';
import type { Entry } from './entry.ts';
import { shownName } from './shown-name.ts';

/** A value under a name, as variables are given: what tells the provider is the name, or the value's form. */
export interface NamedValue {
  where: string;
  name: string;
  value: string;
}

/** Says of a text that it may be an address a key goes to. */
const address = /^https?:\/\//;

/** Reads each value as the credential that its name says; the addresses among them say where keys go. */
export function readNamedValues(values: readonly NamedValue[]): Entry[] {
  const addresses = values
    .filter(({ value }) => address.test(value))
    .slice(0, mostAddresses)
    .map(({ name, value }) => `${name}=${value}`);
  return values.flatMap((value) => readNamedValue(value, addresses));
}

/** As many as a paste may have. */
const mostAddresses = 32;

function readNamedValue({ where, name, value }: NamedValue, addresses: readonly string[]): Entry[] {
  const leftOut = (why: string): Entry[] => [{ where, named: shownName(name), leftOut: why }];
  if (value.trim() === '') return leftOut(telling('it is empty'));
  if (address.test(value)) return leftOut(telling('it is an address'));
  // Its own name may be no variable's (`openai` in a file of keys by provider).
  const provider =
    providerById(name) ?? (value.trimStart().startsWith('{') ? providerByVariable(name) : null);
  const { found } =
    provider === null
      ? recognise([`${name}=${value}`, ...addresses].join('\n'))
      : recognise(value, { provider: provider.id });
  if (found.length === 0) return leftOut(telling('it holds no key'));
  // What is said of a key is held against its form when it is compared with the vault.
  return found.map((candidate) =>
    asEntry(where, shownName(name), candidate, provider?.id ?? candidate.provider),
  );
}

function asEntry(where: string, name: string | null, found: Candidate, provider: string | null): Entry {
  const { problem, reference, baseUrl, secret } = found;
  if (problem?.code === 'not_a_key') return { where, named: name, leftOut: telling('it holds no key') };
  if (problem?.blocks === true)
    return { where, named: name, code: 'invalid_input', refused: problem.message };
  if (provider === null)
    return {
      where,
      named: name,
      leftOut: telling('it does not tell whose key it is ({label})', { label: found.label }),
    };
  return {
    where,
    read: {
      provider,
      ...(reference === null ? { secret } : { reference }),
      ...(baseUrl === null ? {} : { baseUrl }),
    },
  };
}
