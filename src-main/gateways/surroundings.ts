import type { Env, Spawn } from '../ports.ts';
import type { RunProvider } from './references/secret-provider.ts';

/** What reading a gateway is given of the machine it runs on. */
export interface Surroundings {
  env: Env;
  home: string;
  /** The working directory: the family reads `.env` there. */
  cwd: string;
  platform: NodeJS.Platform;
  /** Who we are; null where files have neither owner nor mode in numbers. */
  uid: number | null;
  /** Where copies of databases are made, each in a directory of its own that only we can read. */
  temporary: string;
  /** Epoch ms. */
  now: number;
  isAlive(pid: number): boolean;
  /** The environment a login shell ends up with. Rejects when it does not answer in time. */
  loginShell(timeoutMs: number): Promise<Env>;
  runProvider: RunProvider;
  spawn: Spawn;
}
