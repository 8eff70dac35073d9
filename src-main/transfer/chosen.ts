import { selectProfile } from '../../src-shared/select-profile.ts';
import { authProvider } from '../gateways/provider-alias.ts';

/** Which profiles of a gateway are meant: those of a provider, and of them those named by an id or its beginning; all where none is. */
export interface Chosen {
  provider: string | null;
  ids: readonly string[];
}

/** Those that are meant, in their own order; `nameOf` is what a person may call one beside its id. Throws `not_found`, `ambiguous`. */
export function chosenOf<P extends { id: string; provider: string }>(
  all: readonly P[],
  { provider, ids }: Chosen,
  nameOf: (each: P) => string | null,
): P[] {
  const wanted = provider === null ? null : authProvider(provider);
  const ofProvider = all.filter((each) => wanted === null || authProvider(each.provider) === wanted);
  if (ids.length === 0) return ofProvider;
  const selectable = ofProvider.map((each) => ({ id: each.id, name: nameOf(each) ?? each.id }));
  const named = new Set(ids.map((typed) => selectProfile(typed, selectable).id));
  return ofProvider.filter(({ id }) => named.has(id));
}
