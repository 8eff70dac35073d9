import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { valueAt, type At, type Setting } from './setting.ts';

/** Where a configuration lists its models, each with an address and a key of its own. */
export interface ModelList {
  tool: string;
  list: string;
  /** From an entry to what holds the address and the key. */
  inner: At;
  address: string;
  key: string;
  /** Which provider of ours an entry is of; null for none of them. */
  providerOf(entry: unknown): string | null;
}

/**
 * The settings of every model of these providers that is listed. Throws `not_found` where none is: which models somebody wants is not
 * Keywatch's to say.
 */
export function modelSettings(
  document: unknown,
  { tool, list, inner, address, key, providerOf }: ModelList,
  { token, base, providers }: { token: string; base(provider: string): string; providers: readonly string[] },
): Setting[] {
  const models = valueAt(document, [list]);
  const settings = (Array.isArray(models) ? models : []).flatMap((entry: unknown, index): Setting[] => {
    const provider = providerOf(entry);
    if (provider === null || !providers.includes(provider)) return [];
    const at: At = [list, index, ...inner];
    return [
      { at: [...at, address], value: base(provider) },
      { at: [...at, key], value: token },
    ];
  });
  if (settings.length > 0) return settings;
  throw new KeywatchError(
    'not_found',
    telling(
      '{tool} lists no model of {providers} in its configuration; nothing was changed; add one there first, or name another provider by --provider.',
      { tool, providers: providers.join(', ') },
    ),
  );
}
