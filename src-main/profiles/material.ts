import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
import { telling } from '../../src-shared/say.ts';
import type { Kind } from '../../src-shared/words.ts';
import { checkBaseUrl } from '../providers/base-url.ts';
import { providerById } from '../providers/index.ts';
import { originOf } from '../providers/origin.ts';
import type { Provider } from '../providers/provider.ts';
import { recognise, type Candidate } from '../providers/recognise.ts';
import { formatReference, parseReference, type Reference } from '../references/reference.ts';

/** What a person gave, before it is understood. */
export interface Given {
  secret?: string | undefined;
  reference?: string | undefined;
  provider?: string | undefined;
  kind?: Kind | undefined;
  baseUrl?: string | null | undefined;
  config?: Readonly<Record<string, string>> | undefined;
  force?: boolean | undefined;
}

/** What it is: a provider's credential, typed in or kept elsewhere. */
export interface Material {
  provider: Provider;
  kind: Kind;
  secret: string | null;
  reference: string | null;
  mask: string | null;
  proposedName: string;
  /** Milliseconds such a credential lives by rule; null when no rule says. */
  lifetimeMs: number | null;
  /** The tool a linked login belongs to. */
  owner: string | null;
  baseUrl: string | null;
}

const lengthProblems: ReadonlySet<string | undefined> = new Set(['cut_off', 'too_long', 'typo']);

/** Understands what was given: cleaned, recognised, checked. Throws a KeywatchError that says what to give instead. */
export function readMaterial(given: Given): Material {
  if (given.secret !== undefined && given.reference !== undefined) {
    throw new KeywatchError(
      'invalid_input',
      telling('Both a key and a reference were given; nothing was saved; give one of them.'),
    );
  }
  const named = given.provider === undefined ? null : findProvider(given.provider);
  if (given.reference !== undefined) return fromReference(given.reference, named, given);
  if (given.secret !== undefined) return fromSecret(given.secret, named, given);
  return withoutSecret(named, given);
}

/** The provider of that name or alias. Throws `unknown_provider`. */
export function findProvider(name: string): Provider {
  const provider = providerById(name);
  if (provider === undefined) {
    throw new KeywatchError(
      'unknown_provider',
      telling('There is no provider {which}; nothing was saved; keywatch auth add --help lists them.', {
        which: repeatable(name) ?? telling('of that name'),
      }),
    );
  }
  return provider;
}

function fromReference(text: string, named: Provider | null, given: Given): Material {
  const reference = parseReference(text);
  if (reference === null) {
    throw new KeywatchError(
      'invalid_input',
      telling(
        '{which} is not a reference; nothing was saved; try env:NAME, file:/path, exec:/command, op://vault/item/field, vault:mount/path#field, bws:ID, aws-sm:NAME, infisical:PROJECT/ENV/NAME, pass:NAME or login:claude-code.',
        { which: repeatable(text) ?? telling('What was given') },
      ),
    );
  }
  const provider = named ?? providerOfLogin(reference);
  if (provider === null) {
    throw new KeywatchError(
      'invalid_input',
      telling('A reference does not tell its provider; nothing was saved; name it with --provider.'),
    );
  }
  const owner = ownerOf(reference);
  return {
    provider,
    kind: given.kind ?? (owner === null ? defaultKind(provider) : 'oauth'),
    secret: null,
    reference: formatReference(reference),
    mask: null,
    proposedName: owner === null ? formatReference(reference).slice(0, 60) : `${provider.name} login`,
    lifetimeMs: null,
    owner,
    baseUrl: baseUrlFor(provider, given),
  };
}

function fromSecret(text: string, named: Provider | null, given: Given): Material {
  const { found } = recognise(text, named === null ? {} : { provider: named.id });
  const [candidate, ...more] = found;
  if (candidate === undefined) {
    throw new KeywatchError(
      'invalid_input',
      telling('There is no key in what was given; nothing was saved; paste the key itself.'),
    );
  }
  if (more.length > 0) {
    throw new KeywatchError(
      'invalid_input',
      telling('{count} keys were given at once; nothing was saved; add them one by one.', {
        count: found.length,
      }),
    );
  }
  if (candidate.reference !== null) return fromReference(candidate.reference, named, given);
  // Lengths are what others found out: whoever knows better may insist.
  const insists = given.force === true && lengthProblems.has(candidate.problem?.code);
  if (candidate.problem?.blocks === true && !insists)
    throw new KeywatchError(
      'invalid_input',
      telling('{problem} (nothing was saved)', { problem: candidate.problem.message }),
    );
  const provider = providerOfSecret(candidate, named, given.force === true);
  return {
    provider,
    kind: given.kind ?? candidate.kind ?? defaultKind(provider),
    secret: candidate.secret,
    reference: null,
    mask: candidate.mask,
    proposedName: candidate.proposedName,
    lifetimeMs: candidate.inferredLifetimeMs,
    owner: null,
    baseUrl: baseUrlFor(provider, given),
  };
}

/** A local server that asks for no key. */
function withoutSecret(named: Provider | null, given: Given): Material {
  if (named === null || given.kind !== 'none') {
    throw new KeywatchError(
      'invalid_input',
      telling(
        'No key was given; nothing was saved; paste one, give --ref, or --kind none for a local server.',
      ),
    );
  }
  return {
    provider: named,
    kind: 'none',
    secret: null,
    reference: null,
    mask: null,
    proposedName: named.name,
    lifetimeMs: null,
    owner: null,
    baseUrl: baseUrlFor(named, given),
  };
}

function providerOfSecret(candidate: Candidate, named: Provider | null, force: boolean): Provider {
  const recognised = candidate.provider === null ? undefined : providerById(candidate.provider);
  if (named === null) {
    if (recognised !== undefined) return recognised;
    const candidates = candidate.candidates.join(', ');
    throw new KeywatchError(
      'invalid_input',
      candidates === ''
        ? telling('This key does not tell whose it is. Nothing was saved; name the provider.')
        : telling(
            'This key does not tell whose it is. It could be of {candidates}. Nothing was saved; name the provider.',
            { candidates },
          ),
    );
  }
  if (recognised === undefined || recognised.id === named.id || candidate.confidence !== 'exact')
    return named;
  // A setup token is Claude Code's whoever it was given for (D-B8).
  if (recognised.id === 'claude-code' && named.id === 'anthropic') return recognised;
  if (force) return named;
  throw new KeywatchError(
    'invalid_input',
    telling(
      'This is a credential of {name} ({label}), not of {other}; nothing was saved; store it as one of {id}.',
      {
        name: recognised.name,
        label: candidate.label,
        other: named.name,
        id: recognised.id,
      },
    ),
    { force: true },
  );
}

/** The tool or gateway that a linked login belongs to. */
function ownerOf(reference: Reference): string | null {
  if (reference.from === 'gateway') return reference.gateway;
  return reference.from === 'login' ? reference.owner : null;
}

function providerOfLogin(reference: Reference): Provider | null {
  if (reference.from !== 'login') return null;
  return providerById(reference.owner === 'codex' ? 'openai-codex' : reference.owner) ?? null;
}

function baseUrlFor(provider: Provider, given: Given): string | null {
  if (typeof given.baseUrl === 'string' && given.baseUrl.trim() !== '') return checkBaseUrl(given.baseUrl);
  const config = given.config ?? {};
  if (provider.probe.by === 'http' && originOf(provider, { baseUrl: null, config }) === null) {
    const region = config['region'];
    throw new KeywatchError(
      'invalid_input',
      region === undefined
        ? telling('{name} needs a base URL; nothing was saved; give the address of its server{how}.', {
            name: provider.name,
            how: provider.origin === undefined ? '' : telling(', or its region'),
          })
        : telling(
            '{name} has no region {which}; nothing was saved; give another, or the base URL of its server.',
            {
              name: provider.name,
              which: repeatable(region) ?? telling('of that name'),
            },
          ),
    );
  }
  return null;
}

function defaultKind(provider: Provider): Kind {
  return provider.kinds[0] ?? 'api_key';
}
