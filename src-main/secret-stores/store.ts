import type { Settings } from '../../src-shared/contract-schema.ts';
import { formatReference, type StoreReference } from '../../src-shared/reference.ts';
import type { Clock, Env, Fetch, Files, Spawn } from '../ports.ts';

export type StoreId = StoreReference['from'];

/** What stores are asked with. */
export interface Reach {
  clock: Clock;
  env: Env;
  files: Files;
  spawn: Spawn;
  fetch: Fetch;
  vaultServer(): Settings['vaultServer'];
}

/** What a store is asked for. */
export interface Wanted {
  from: StoreId;
  place: string;
  field: string | null;
  /** The whole reference, as messages name it. */
  text: string;
}

export const wantedBy = (reference: StoreReference): Wanted => ({
  from: reference.from,
  text: formatReference(reference),
  ...('uri' in reference
    ? { place: reference.uri, field: null }
    : { place: reference.place, field: reference.field }),
});
