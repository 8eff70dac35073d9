import type { Alert, CoreState } from '../src-shared/contract-schema.ts';
import type { Grounds } from './discovery/grounds.ts';
import type { Surroundings } from './gateways/surroundings.ts';
import type { History } from './health/history.ts';
import type { ProberParts } from './health/probing.ts';
import type {
  Clock,
  Env,
  Fetch,
  Files,
  FindStarts,
  Log,
  Notifier,
  Online,
  Power,
  Premises,
  ProxyFor,
  Random,
  ServicePort,
  Spawn,
  StartAtLogin,
  Updates,
  WindowFile,
} from './ports.ts';
import type { StartRelay } from './relay/thread.ts';
import type { DocumentStore } from './vault/document-store.ts';
import type { KeySlot } from './vault/slot.ts';

/** What the core is given: Electron's parts, Node's, or a test's. */
export interface KeywatchPorts extends Pick<ProberParts, 'concurrency'> {
  version: string;
  capabilities: CoreState['capabilities'];
  /** Nothing in it is real: it was made to be tried. */
  sample?: boolean;
  document: DocumentStore;
  keySlots: readonly KeySlot[];
  /** The directory of the vault's backups. */
  backups: string;
  history: History;
  windowFile: WindowFile;
  premises: Premises;
  fetch: Fetch;
  spawn: Spawn;
  clock: Clock;
  random: Random;
  /** A number in [0, 1), for spreading probes. */
  jitter: () => number;
  online: Online;
  env: Env;
  files: Files;
  /** What is looked over for credentials, with the files and folders that a person named. */
  grounds(named: readonly string[]): Grounds;
  /** This machine as a gateway of that environment and home directory meets it. */
  aroundGateway(place: { env: Env; home: string }): Surroundings;
  /** What a linked gateway is to start to have its keys; absent where nothing of this Keywatch can be started. */
  starts?: FindStarts;
  /** Absent where the host starts with the session by itself, and for what ends soon. */
  service?: ServicePort;
  /** Absent where the host cannot have itself started with the session. */
  startAtLogin?: StartAtLogin;
  notifier: Notifier;
  /** Starts the relay’s thread; absent where none can be started. */
  startRelay?: StartRelay;
  /** The relay’s way out; absent where the variables say it. */
  proxyFor?: ProxyFor;
  /** Absent where whatever installed Keywatch keeps it up to date. */
  updates?: Updates;
  /** A person clicked a notice, or its button: show what it is about, where that can be done. */
  onOpenNotice?: (about: { profile: string | null; provider: string; action: Alert['action'] }) => void;
  power: Power;
  log: Log;
}
