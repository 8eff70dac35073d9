import type { Found } from '../../src-shared/contract-schema.ts';
import { formatReference, type Reference } from '../../src-shared/reference.ts';
import { telling } from '../../src-shared/say.ts';
import { problem, type Problem } from './key-problems.ts';
import type { Provider } from './provider.ts';
import { providerByVariable } from './variable-names.ts';

/** One finding, with the secret: '' where it is a reference. */
export type Candidate = Omit<Found, 'storedAs'> & { secret: string };

/** A find of which nothing is known yet but what every one has. */
export const nothingKnown: Omit<Candidate, 'label' | 'mask' | 'length' | 'proposedName' | 'secret'> = {
  provider: null,
  providerName: null,
  kind: null,
  expectedLength: null,
  confidence: 'none',
  candidates: [],
  reference: null,
  baseUrl: null,
  policy: null,
  inferredLifetimeMs: null,
  problem: null,
};

/** The name for a key that nothing names: the contract takes no empty one. */
export const unnamed = 'Key';

/** What a person is told of a text that is no key, and what to paste instead. Nothing of it is kept. */
export function notAKey(text: string, code: Problem['code'], label: string, message: string): Candidate {
  return {
    ...nothingKnown,
    label,
    mask: '…',
    length: text.length,
    proposedName: unnamed,
    secret: text,
    problem: problem(code, message, true),
  };
}

/** Whose a find is, as the contract says it. */
export const ownedBy = (provider: Provider | null) => ({
  provider: provider?.id ?? null,
  providerName: provider?.name ?? null,
});

const isLogin = ({ from }: Reference): boolean => from === 'login' || from === 'gateway';

/** A credential that is kept elsewhere. */
export function namedReference(reference: Reference, name: string | null, hint: Provider | null): Candidate {
  const text = formatReference(reference);
  const byName = name === null ? null : providerByVariable(name);
  const byVariable = reference.from === 'env' ? providerByVariable(reference.name) : null;
  const provider = hint ?? byName ?? byVariable;
  return {
    ...nothingKnown,
    ...ownedBy(provider),
    kind: isLogin(reference) ? 'oauth' : (provider?.kinds[0] ?? null),
    label: referenceLabels[reference.from],
    mask: text,
    length: text.length,
    confidence: provider === null ? 'none' : 'hint',
    reference: text,
    proposedName: provider?.name ?? unnamed,
    secret: '',
  };
}

const referenceLabels: Readonly<Record<Reference['from'], string>> = {
  env: telling('Reference to a variable'),
  file: telling('Reference to a file'),
  exec: telling('Reference to a program'),
  op: telling('Reference to 1Password'),
  vault: telling('Reference to a secret store'),
  bws: telling('Reference to a secret store'),
  'aws-sm': telling('Reference to a secret store'),
  infisical: telling('Reference to a secret store'),
  pass: telling('Reference to a secret store'),
  login: telling('Login of another tool'),
  gateway: telling('Login of an agent gateway'),
};
