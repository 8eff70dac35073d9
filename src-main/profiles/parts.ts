import type { Clock, Env, Fetch, Files, Log, Spawn } from '../ports.ts';
import type { History } from '../health/history.ts';
import type { SecretStores } from '../secret-stores/secret-stores.ts';
import type { TrueTime } from '../health/true-time.ts';
import type { Vault } from '../vault/vault.ts';

/** What the acts on a profile work with. */
export interface Parts {
  vault: Vault;
  history: History;
  clock: Clock;
  time: TrueTime;
  fetch: Fetch;
  spawn: Spawn;
  env: Env;
  files: Files;
  stores: SecretStores;
  log: Log;
}
