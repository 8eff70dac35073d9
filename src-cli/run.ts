import { errorTable } from '../src-shared/errors.ts';
import { parse, wantsJson, type Aliases, type Asked } from './arguments.ts';
import type { Done, Host, Listed } from './command.ts';
import { errorDocument, type Document } from './documents.ts';
import { failureOf } from './failure.ts';
import { type Look } from './page.ts';
import { plain } from './plain-text.ts';

/** Where lines go. */
export interface Output {
  write(text: string): void;
  isTerminal: boolean;
  /** Columns; undefined where nobody watches. */
  columns?: number | undefined;
}

/** Everything around one run of the command. */
export interface Surroundings {
  argv: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  out: Output;
  err: Output;
  now(): number;
  /** Makes what the command works with; `closed` is called when it is done. */
  host(asked: Asked): { host: Host; close(): Promise<void>; lost: Promise<never> };
}

/** How wide lines are, and whether they have colours: never where nobody watches or NO_COLOR is set. */
export function lookOf(out: Output, env: Surroundings['env'], now: number): Look {
  const colourless = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return {
    width: out.isTerminal ? Math.max(20, out.columns ?? 80) : Number.POSITIVE_INFINITY,
    colour: out.isTerminal && !colourless,
    now,
  };
}

/** One document: on one line for programs, laid out for a person who asked for it. */
function written(document: Document, out: Output): string {
  return `${JSON.stringify(document, null, out.isTerminal ? 2 : undefined)}\n`;
}

async function print(done: Done, json: boolean, { out, env, now }: Surroundings): Promise<void> {
  if (json) {
    if (done.document !== null) out.write(written(done.document, out));
    return;
  }
  const lines = await done.lines(lookOf(out, env, now()));
  if (lines.length > 0) out.write(`${lines.join('\n')}\n`);
}

/**
 * Runs one command line to its end and gives the exit code. What goes wrong is one line on stderr
 * (`keywatch: what happened; what was kept; what to do`) and, with `--json`, one document on stdout.
 */
export async function run(
  around: Surroundings,
  commands: readonly Listed[],
  aliases: Aliases,
): Promise<number> {
  const { argv, out, err } = around;
  try {
    const asked = await parse(argv, commands, aliases);
    if (asked === null || asked.help) {
      const { helpOf, overview } = await import('./commands/telling.ts');
      const help = asked === null ? await overview(commands) : helpOf(asked.command);
      await print(help, asked?.json ?? wantsJson(argv), around);
      return 0;
    }
    const { host, close, lost } = around.host(asked);
    try {
      const done = await Promise.race([asked.command.run(asked, host), lost]);
      await print(done, asked.json, around);
      return done.exit ?? 0;
    } finally {
      await close();
    }
  } catch (thrown) {
    const failure = failureOf(thrown);
    err.write(`keywatch: ${plain(failure.message)}\n`);
    if (wantsJson(argv)) {
      try {
        out.write(written(errorDocument(failure), out));
      } catch (unwritten) {
        err.write(`keywatch: ${plain(failureOf(unwritten).message)}\n`);
      }
    }
    return errorTable[failure.code].exit;
  }
}
