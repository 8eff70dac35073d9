import { isSince, type Generation } from '../generation.ts';

export const refSources = ['env', 'file', 'exec', 'store'] as const;

/** The family's reference to a secret that lies elsewhere (gateways.md §6.1). */
export interface SecretRef {
  source: (typeof refSources)[number];
  provider: string;
  id: string;
}

const providerName = /^[a-z][a-z0-9_-]{0,63}$/;
const variableName = /^[A-Z][A-Z0-9_]{0,127}$/;
const pointer = /^(?:\/(?:[^~]|~[01])*)+$/s;

export const execIdPattern = (generation: Generation): RegExp =>
  isSince(generation, '2026.9.6')
    ? /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,255}$/
    : /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,255}$/;

/** What stands for the secret provider of a source that none is named for: `secrets.defaults.<source>`, else "default". */
export type RefDefaults = Readonly<Partial<Record<SecretRef['source'], string>>>;

/** Releases without SecretRefs take none; the secret store came with SQLite. */
function knows(generation: Generation, source: string): source is SecretRef['source'] {
  if (!isSince(generation, '2026.3.13')) return false;
  if (source === 'store') return isSince(generation, '2026.9.6');
  return refSources.some((known) => known === source);
}

/**
 * The reference a stored value is: an object of source, provider and id and nothing else, an older one without provider, or the
 * text `${NAME}` (from 2026.9 on also `$NAME`). Null for everything a peer of that generation would not take for one.
 */
export function readSecretRef(
  value: unknown,
  generation: Generation,
  defaults: RefDefaults = {},
): SecretRef | null {
  if (typeof value === 'string') {
    const name = /^\$\{([A-Z][A-Z0-9_]{0,127})\}$/.exec(value.trim())?.[1] ?? bareName(value, generation);
    return name === null || !knows(generation, 'env')
      ? null
      : { source: 'env', provider: defaults.env ?? 'default', id: name };
  }
  if (typeof value !== 'object' || value === null || !('source' in value) || !('id' in value)) return null;
  const { source, id } = value;
  if (typeof source !== 'string' || typeof id !== 'string' || id.trim() === '' || !knows(generation, source))
    return null;
  const provider = 'provider' in value ? value.provider : undefined;
  if (provider === undefined) return { source, provider: defaults[source] ?? 'default', id: id.trim() };
  const isExact = Object.keys(value).length === 3;
  return isExact && typeof provider === 'string' && provider.trim() !== ''
    ? { source, provider: provider.trim(), id: id.trim() }
    : null;
}

function bareName(value: string, generation: Generation): string | null {
  return isSince(generation, '2026.9.6')
    ? (/^\$([A-Z][A-Z0-9_]{0,127})$/.exec(value.trim())?.[1] ?? null)
    : null;
}

/** The reference as the family writes it in its messages. */
export const nameOfRef = ({ source, provider, id }: SecretRef): string => `${source}:${provider}:${id}`;

/** What is wrong with the form of a reference, as its peer says it; null when nothing is. */
export function refProblem(ref: SecretRef, generation: Generation): string | null {
  const named = `(ref: ${nameOfRef(ref)})`;
  if (!providerName.test(ref.provider))
    return `Secret reference provider must match ${String(providerName)} ${named}.`;
  switch (ref.source) {
    case 'env':
    case 'store':
      return variableName.test(ref.id)
        ? null
        : `${ref.source === 'env' ? 'Env' : 'Store'} secret reference id must match ${String(variableName)} ${named}.`;
    case 'file':
      return ref.id === 'value' || pointer.test(ref.id)
        ? null
        : `File secret reference id must be "value" or an absolute JSON pointer ${named}.`;
    case 'exec': {
      const pattern = execIdPattern(generation);
      const steps = ref.id.split('/');
      if (pattern.test(ref.id) && !steps.includes('.') && !steps.includes('..')) return null;
      const example = isSince(generation, '2026.9.6')
        ? '"vault/openai/api-key" or "aws/secret#json_key"'
        : '"vault/openai/api-key"';
      return `Exec secret reference id must match ${String(pattern)} and must not include "." or ".." path segments (example: ${example}). ${named}.`;
    }
  }
}
