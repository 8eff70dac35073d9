/**
 * What the core is given. Nothing below keywatch.ts reads the environment, the wall clock, the home directory or the
 * network by itself: Electron passes its own, the headless entry Node's, tests pass fakes.
 */

import { transportReasons, type TransportReason } from '../src-shared/words.ts';
import type { OwnService } from '../src-shared/contract-state.ts';
import type { WindowSettings } from '../src-shared/contract-schema.ts';

/** Time. `after` runs `act` once, `ms` from now, and gives back a way to call it off; it never keeps a process alive. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  after(ms: number, act: () => void): () => void;
}

/** Where remarks go. Fields never hold a secret; the writer redacts every known key shape all the same. */
export interface Log {
  error(what: string, fields?: LogFields): void;
  warn(what: string, fields?: LogFields): void;
  info(what: string, fields?: LogFields): void;
  debug(what: string, fields?: LogFields): void;
}
export type LogFields = { readonly [name: string]: string | number | boolean | null | undefined };

export interface Request {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Certificates in PEM that the server is believed by, beside those of this machine. */
  ca?: string;
}

/** Which proxy the system leads to an address by: `http://host:port`, null for none; or that it is of a kind that Node does not speak. */
export type ProxyFor = (url: string) => Promise<{ proxy: string | null } | { speaks: 'otherwise' }>;

/** An answer as it came; header names are lower case. */
export interface Response {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: AsyncIterable<Uint8Array>;
}

/**
 * One question over the network. Redirects are never followed: a 3xx is an ordinary answer with its `location`
 * (D-A8). No cookies, no cache. Rejects with a {@link TransportError} when nobody answered.
 */
export type Fetch = (request: Request, signal: AbortSignal) => Promise<Response>;

export { transportReasons, type TransportReason };

export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly reason: TransportReason;
  constructor(reason: TransportReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The Node and the command line that a gateway, or the system, starts; by their real paths (D-C6). */
export interface Starts {
  node: string;
  program: string;
}

/** What others may start of this Keywatch. Throws a KeywatchError that says why nothing, and what to do instead. */
export type FindStarts = () => Promise<Starts>;

/** Starts the host with the session, or no longer. Throws a KeywatchError where the system does not let it. */
export type StartAtLogin = (on: boolean) => void;

/** What of the system can start this Keywatch with the session. */
export interface ServicePort {
  look(): Promise<OwnService>;
  /** Throws `busy` where the mark is not that of what was shown. */
  install(mark: string): Promise<OwnService>;
}

/** Runs a program to its end without a shell. Rejects with a TransportError when it cannot be started or times out. */
export type Spawn = (
  command: string,
  args: readonly string[],
  options: { env?: Readonly<Record<string, string>>; timeoutMs: number; input?: string },
) => Promise<{ code: number; stdout: string; stderr: string }>;

/** Random bytes fit for keys. */
export type Random = (bytes: number) => Uint8Array;

/** The machine's electricity and sleep; calls back when something changed that probing should know of. */
export interface Power {
  onBattery(): boolean;
  /** How long nobody has touched this machine; null where it does not tell. Milliseconds. */
  idleMs(): number | null;
  /**
   * `resume` after sleep or a jump of the wall clock, `lock`/`unlock` of the screen, `suspend` before sleep, `supply`
   * when it went to its battery or back.
   */
  on(event: 'suspend' | 'resume' | 'lock' | 'unlock' | 'supply', act: () => void): () => void;
}

/** Whether there is a way out. False is to be believed, true is not. */
export interface Online {
  isOnline(): boolean;
  /** Whether what goes out costs by its amount; absent or false where the machine does not tell. */
  isMetered?(): boolean;
}

/** Reads of other people's files: references and logins owned by other tools. Size-capped, never writes. */
export interface Files {
  read(path: string): Promise<string>;
  stat(path: string): Promise<{ mode: number; modifiedAt: number; size: number } | null>;
  home: string;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** Shows a notice outside the window. */
export interface Notifier {
  /** Of its own accord; where not, only when a person chose the desktop for notices. */
  readonly shows: boolean;
  /**
   * Done when it returns or its promise settles; throws or rejects where it cannot be shown. `onOpen` when the person
   * clicks it; `acts` are its buttons, where the system has any.
   */
  show(
    notice: { id: string; title: string; body: string },
    onOpen: () => void,
    acts?: readonly NoticeAct[],
  ): void | Promise<void>;
}

/** A button of a notice: what stands on it, and what it does. */
export interface NoticeAct {
  readonly label: string;
  run(): void;
}

/** Where newer releases of Keywatch are published. */
export interface Updates {
  /** The newest release when it is newer than this one. Rejects with a {@link TransportError} when nobody answered. */
  check(): Promise<{ version: string; url: string } | null>;
}

/** How the window was left, in a file of its own (D-B32). */
export interface WindowFile {
  read(): WindowSettings;
  write(settings: WindowSettings): void;
}

/** What lies at a path of the data directory; links are not followed. */
export interface Lying {
  kind: 'file' | 'directory' | 'socket' | 'other';
  /** The permission bits. */
  mode: number;
  /** Whose it is, in the system's numbers. */
  uid: number;
}

/** The data directory as it lies on the disk, for whoever looks after it. Throws system errors. */
export interface Premises {
  readonly directory: string;
  /** Who we are; null where files have neither owner nor mode in numbers. */
  readonly uid: number | null;
  look(path: string): Lying | null;
  /** The names in a directory; none where there is no such directory. */
  list(path: string): string[];
  read(path: string): string;
  /** Follows no link. */
  setMode(path: string, mode: number): void;
  remove(path: string): void;
  /** Adds a line to `repairs.jsonl` of the data directory, which is made where it is missing, and waits until it is kept. */
  note(what: Readonly<Record<string, string | null>>): void;
}
