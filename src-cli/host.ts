import { existsSync, mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { logLevel } from '../src-main/machine/log-level.ts';
import { dataDirectory } from '../src-main/vault/data-directory.ts';
import type { Client } from '../src-shared/contract.ts';
import type { UnlockInput } from '../src-shared/contract-vault.ts';
import { KeywatchError } from '../src-shared/errors.ts';
import type { Asked } from './arguments.ts';
import type { Host } from './command.ts';
import { askOwner } from './door.ts';
import { isSystemError } from './failure.ts';
import { lateLog } from './late-log.ts';
import { refuseWithoutVault } from './no-vault.ts';
import { plain } from './plain-text.ts';
import { isTerminal, readAll } from './streams.ts';
import { readerOfOwner, type Reader } from './reader.ts';
import type { Serving } from './serving.ts';
import type { Output } from './run.ts';

export interface Process {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** Where the built command lies; the built window is beside it. */
  programDirectory: string;
  out: Output;
  err: Output;
  now(): number;
  on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', act: () => void): void;
  /** Ends at once. */
  exit(code: number): void;
}

/** A service that was asked to end is gone by then, whatever still runs. */
const lastMomentMs = 1800;

/** How long a writer waits for another to finish before it gives up (D-A5). */
const waitForOwnerMs = 5000;

interface Connected {
  client: Client;
  /** Of a core in this process: opens it where nothing did by itself, by what is given or by a person. */
  open?(given: readonly UnlockInput[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * What commands share is compiled once for all of them; the compiled code lies in the data directory, where nobody else
 * can put anything (D-A16). Writing commands make the place; where it is not or may not be written, code is compiled again.
 */
const compiledIn = (directory: string): string => join(directory, 'cache');

function useCompiled(directory: string): void {
  if (existsSync(compiledIn(directory))) enableCompileCache(compiledIn(directory));
}

function keepCompiled(directory: string): void {
  try {
    mkdirSync(compiledIn(directory), { mode: 0o700 });
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) return;
  }
  useCompiled(directory);
}

/** What a command works with on a real machine. Everything is opened when first asked for and closed together. */
export function hostOf(
  process: Process,
  asked: Asked,
): { host: Host; close(): Promise<void>; lost: Promise<never> } {
  const { env, home, programDirectory, out, err, now } = process;
  const program = `keywatch ${asked.command.name}`;
  const directory = dataDirectory({ platform: globalThis.process.platform, env, passwdHome: home });
  const closing: (() => Promise<void>)[] = [];
  const { promise: lost, reject: fail } = Promise.withResolvers<never>();
  // Whoever runs a command races it against this; after the command it is nobody's business.
  lost.catch(() => undefined);

  async function owner(): Promise<Connected | null> {
    useCompiled(directory);
    const door = await askOwner(directory, program);
    if (door === null) return null;
    let isOver = false;
    door.lost.catch((error: unknown) => isOver || fail(error));
    return {
      client: door.client,
      async close() {
        isOver = true;
        door.close();
      },
    };
  }

  const logOfOurs = () => lateLog(logLevel(env['KEYWATCH_LOG'], 'error'), (text) => err.write(text));

  async function composed(): Promise<Connected> {
    keepCompiled(directory);
    const [{ composeCore }, { ownClient }] = await Promise.all([
      import('../src-main/headless/compose-core.ts'),
      import('./own-client.ts'),
    ]);
    const log = logOfOurs();
    const core = await composeCore({ env, home, directory, log });
    return {
      client: ownClient(core.keywatch, { program, pid: globalThis.process.pid }, async () => {
        const { contractClient } = await import('../src-main/headless/compose.ts');
        return contractClient(core.keywatch, log, program);
      }),
      async open(given) {
        const nobody = given.length === 0 && !isTerminal(0);
        if (nobody || core.keywatch.status({}).vault.state !== 'locked') return;
        await (await import('./open-own-vault.ts')).openOwnVault(core.keywatch, host, given);
      },
      async close() {
        await core.close();
        await log.settled();
      },
    };
  }

  /** The owner's core or our own; between the two a moment passes in which another process may become the owner. */
  async function anyCore(): Promise<Connected> {
    const deadline = now() + waitForOwnerMs;
    for (;;) {
      const there = await owner();
      if (there !== null) return there;
      try {
        return await composed();
      } catch (error) {
        const isBusy = error instanceof KeywatchError && error.code === 'busy';
        if (!isBusy || now() >= deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150));
      }
    }
  }

  function once<T extends { close(): Promise<void> }>(open: () => Promise<T>): () => Promise<T> {
    let opened: Promise<T> | null = null;
    return () => {
      opened ??= open().then((it) => {
        closing.push(async () => {
          opened = null;
          await it.close();
        });
        return it;
      });
      return opened;
    };
  }

  async function release(): Promise<void> {
    for (const close of closing.splice(0).toReversed()) await close();
  }

  const core = once(anyCore);
  const running = once(async () => (await owner()) ?? { client: null, close: () => Promise.resolve() });
  const reader = once<Reader>(async () => {
    const there = await owner();
    if (there !== null) return { ...readerOfOwner(there.client), close: there.close };
    const { readerOfFiles } = await import('./file-reader.ts');
    return readerOfFiles({ directory, now });
  });

  const serving = once<Serving>(async () => {
    const { servingOf } = await import('./serving.ts');
    return servingOf({
      directory,
      program,
      owner(withinMs) {
        useCompiled(directory);
        return askOwner(directory, program, withinMs);
      },
      async composed(turn) {
        keepCompiled(directory);
        const { takeTurn } = await import('./take-turn.ts');
        return takeTurn(turn, { env, home, directory, log: logOfOurs(), program });
      },
    });
  });

  const host: Host = {
    env,
    home,
    directory,
    programDirectory,
    now,
    reader,
    owner: async () => (await running()).client,
    async client(how) {
      if (asked.command.makesVault !== true) refuseWithoutVault(directory);
      const { client, open } = await core();
      if (how === undefined || 'opensBy' in how) await open?.(how?.opensBy ?? []);
      return client;
    },
    serve: async (question) => (await import('./serving.ts')).served(question, serving, release),
    release,
    warn: (sentence) => err.write(`keywatch: ${plain(sentence)}\n`),
    write: (text) => err.write(text),
    say: (line, ending = '\n') => out.write(`${line}${ending}`),
    json: asked.json,
    terminal: {
      get in() {
        return isTerminal(0);
      },
      get out() {
        return out.isTerminal;
      },
    },
    read: async () => readAll(),
    askSecret: async (question) => (await import('./terminal.ts')).askSecret(question),
    askYes: async (question) => (await import('./terminal.ts')).askYes(question),
    askLine: async (question) => (await import('./terminal.ts')).askLine(question),
    ended: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
          process.on(signal, () => {
            setTimeout(() => process.exit(0), lastMomentMs).unref();
            resolve();
          });
      }),
  };
  return {
    host,
    lost,
    close: release,
  };
}
