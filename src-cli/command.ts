import type { Client } from '../src-shared/contract.ts';
import type { ServeInput, Served } from '../src-shared/contract-secrets.ts';
import type { UnlockInput } from '../src-shared/contract-vault.ts';
import type { Asked } from './arguments.ts';
import type { Document } from './documents.ts';
import type { Look } from './page.ts';
import type { Reader } from './reader.ts';

/** One option as a person types it. */
export interface Option {
  type: 'string' | 'boolean';
  /** May be given more than once. */
  multiple?: true;
  /** What stands for its value in help: `ID`, `DATE|DURATION`. */
  value?: string;
  says: string;
}
export type Options = Readonly<Record<string, Option>>;

/** How a vault is opened that no file or keyring opens by itself. */
export type Opening = { mayStayLocked: true } | { opensBy: readonly UnlockInput[] };

/** What a command has to do its work with. Tests pass their own. */
export interface Host {
  env: Readonly<Record<string, string | undefined>>;
  /** The person's home directory. */
  home: string;
  /** The data directory. */
  directory: string;
  /** Where the built command lies. */
  programDirectory: string;
  /** Epoch ms. */
  now(): number;
  /** Looks without writing: asks the owner where there is one, else reads the files itself. */
  reader(): Promise<Reader>;
  /** The owner's core, or null when nobody owns the data directory. */
  owner(): Promise<Client | null>;
  /**
   * The core itself: the owner's, or one composed in this process. Where the vault of that stays locked it opens by what
   * `opensBy` names, or a person at the terminal is asked for a passphrase, unless it may stay locked.
   */
  client(how?: Opening): Promise<Client>;
  /**
   * Has secrets handed out by the owner, else by whoever does so at this moment, else by a core of this process, which answers
   * all who come meanwhile before it closes. The vault may stay locked. Throws `busy`.
   */
  serve(question: ServeInput): Promise<Served>;
  /** Closes what was opened, so that another process may own the data directory; what is asked for later is opened anew. */
  release(): Promise<void>;
  /** A remark on stderr that is no failure. */
  warn(sentence: string): void;
  /** Puts text on stderr as it is. */
  write(text: string): void;
  /** Puts a line on stdout before the command has ended. */
  say(line: string, ending?: '\n' | ''): void;
  readonly json: boolean;
  readonly terminal: { in: boolean; out: boolean };
  /** Standard input to its end. */
  read(): Promise<string>;
  /** Asks on the terminal without showing what is typed. */
  askSecret(question: string): Promise<string>;
  /** Asks on the terminal; anything but yes is no. */
  askYes(question: string): Promise<boolean>;
  /** Asks on the terminal for one line. */
  askLine(question: string): Promise<string>;
  /** Resolves when the process was asked to end. */
  ended(): Promise<void>;
}

/** What a command came to: one document for scripts, the same in lines for people. */
export interface Done {
  document: Document | null;
  lines(look: Look): string[] | Promise<string[]>;
  exit?: number;
}

/** A command by its name: what it takes and does is loaded when it is asked for. */
export interface Listed {
  name: string;
  load(): Promise<Command>;
}

export interface Command {
  /** Words after `keywatch`: `auth add`. */
  name: string;
  says: string;
  /** What follows the name in help, without options: `ID`, `[ID…]`. */
  takes: string;
  /** How many words that are no options it takes. */
  words: { least: number; most: number };
  options: Options;
  /** It stores something, so that it makes a vault where there is none; all others say that there is none. */
  makesVault?: true;
  /** Whatever follows its name is another program's business, options too. */
  passesOn?: true;
  /** Explained below the usage line; made when it is asked for where it takes something to load. */
  notes?: readonly string[] | (() => Promise<readonly string[]>);
  run(asked: Asked, host: Host): Promise<Done>;
}
