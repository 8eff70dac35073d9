import { KeywatchError } from '../../src-shared/errors.ts';
import { repeatable } from '../../src-shared/repeatable.ts';
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

const kept = 'nothing was saved';

const lengthProblems: ReadonlySet<string | undefined> = new Set(['cut_off', 'too_long', 'typo']);

/** Understands what was given: cleaned, recognised, checked. Throws a KeywatchError that says what to give instead. */
export function readMaterial(given: Given): Material {
  if (given.secret !== undefined && given.reference !== undefined) {
    throw new KeywatchError(
      'invalid_input',
      `Both a key and a reference were given; ${kept}; give one of them.`,
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
      `There is no provider ${repeatable(name) ?? 'of that name'}; ${kept}; \`keywatch auth add --help\` lists them.`,
    );
  }
  return provider;
}

function fromReference(text: string, named: Provider | null, given: Given): Material {
  const reference = parseReference(text);
  if (reference === null) {
    throw new KeywatchError(
      'invalid_input',
      `${repeatable(text) ?? 'What was given'} is not a reference; ${kept}; try env:NAME, file:/path, exec:/command, op://vault/item/field or login:claude-code.`,
    );
  }
  const provider = named ?? providerOfLogin(reference);
  if (provider === null) {
    throw new KeywatchError(
      'invalid_input',
      `A reference does not tell its provider; ${kept}; name it with --provider.`,
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
      `There is no key in what was given; ${kept}; paste the key itself.`,
    );
  }
  if (more.length > 0) {
    throw new KeywatchError(
      'invalid_input',
      `${found.length} keys were given at once; ${kept}; add them one by one.`,
    );
  }
  if (candidate.reference !== null) return fromReference(candidate.reference, named, given);
  // Lengths are what others found out: whoever knows better may insist.
  const insists = given.force === true && lengthProblems.has(candidate.problem?.code);
  if (candidate.problem?.blocks === true && !insists)
    throw new KeywatchError('invalid_input', `${candidate.problem.message} (${kept})`);
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
      `No key was given; ${kept}; paste one, give --ref, or --kind none for a local server.`,
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
    const maybe =
      candidate.candidates.length > 0 ? ` It could be of ${candidate.candidates.join(', ')}.` : '';
    throw new KeywatchError(
      'invalid_input',
      `This key does not tell whose it is.${maybe} ${capital(kept)}; name the provider.`,
    );
  }
  if (recognised === undefined || recognised.id === named.id || candidate.confidence !== 'exact')
    return named;
  // A setup token is Claude Code's whoever it was given for (D-B8).
  if (recognised.id === 'claude-code' && named.id === 'anthropic') return recognised;
  if (force) return named;
  throw new KeywatchError(
    'invalid_input',
    `This is a credential of ${recognised.name} (${candidate.label}), not of ${named.name}; ${kept}; choose ${recognised.id}, or --force it.`,
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
        ? `${provider.name} needs a base URL; ${kept}; give the address of its server${provider.origin === undefined ? '' : ', or its region'}.`
        : `${provider.name} has no region ${repeatable(region) ?? 'of that name'}; ${kept}; give another, or the base URL of its server.`,
    );
  }
  return null;
}

function defaultKind(provider: Provider): Kind {
  return provider.kinds[0] ?? 'api_key';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
