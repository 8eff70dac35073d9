import { KeywatchError } from '../../../src-shared/errors.ts';
import { isSince, type Generation } from '../generation.ts';
import { parseJson } from '../stores/peer-file.ts';
import { readSecretRef, refSources, type RefDefaults, type SecretRef } from './secret-ref.ts';

/**
 * A reference as a person types it: the family's object `{"source":"env","provider":"default","id":"NAME"}`, its short form
 * `env:default:NAME` or `env:NAME`, or the text that stands in a store, `${NAME}`. Throws `invalid_input`.
 */
export function typedRef(typed: string, generation: Generation, defaults: RefDefaults): SecretRef {
  const text = typed.trim();
  // What a release without references makes of one is told when it is followed.
  const grammar = isSince(generation, '2026.3.13') ? generation : '2026.3.13';
  const ref = text.startsWith('{')
    ? readSecretRef(parseJson(text).value, grammar, defaults)
    : (readSecretRef(text, grammar, defaults) ?? shortForm(text, grammar, defaults));
  if (ref === null)
    throw new KeywatchError(
      'invalid_input',
      'that is no reference of this gateway; nothing was read; write it like {"source":"env","provider":"default","id":"NAME"} or env:default:NAME',
    );
  return ref;
}

function shortForm(text: string, generation: Generation, defaults: RefDefaults): SecretRef | null {
  const [, source = '', first = '', rest] = /^([a-z]+):([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  if (!refSources.some((known) => known === source)) return null;
  return rest === undefined
    ? readSecretRef({ source, id: first }, generation, defaults)
    : readSecretRef({ source, provider: first, id: rest }, generation, defaults);
}
