import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { createRedactor, type Redaction } from '../../src-main/use/redactor.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { isTerminal } from '../streams.ts';
import { createOutlet, type Outlet } from './outlet.ts';
import { pipes } from './pipes.ts';
import { passSignals } from './signals.ts';
import { sourceOfPipe, sourceOfStream, type Source } from './source.ts';

export interface Start {
  /** Its whole path, and the name it is called by. */
  program: string;
  name: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  /** What is kept out of its output; nothing: its streams are this process's own. */
  redactions: readonly Redaction[];
  warn(sentence: string): void;
}

/**
 * Runs a program to its end with this process's streams and signals, and gives its exit code, 128 + n where signal n ended it
 * (D-B30). Throws a KeywatchError only where it never started.
 */
export async function runChild(start: Start): Promise<number> {
  const { env, redactions } = start;
  const hidden = redactions.length === 0 ? [] : outputs.filter((output) => !isTerminal(output));
  // Two streams into one file or pipe keep their order only as one.
  const joint = hidden.length === 2 && isSameFile(1, 2);
  const own = hidden.length === 0 ? null : pipes(joint ? 1 : hidden.length, env['PATH'] ?? '');
  const ours = new Map(own === null ? [] : hidden.map((output, at) => [output, own[joint ? 0 : at]]));
  const stdio = outputs.map((output) =>
    hidden.includes(output) ? (ours.get(output)?.write ?? 'pipe') : 'inherit',
  );
  let started: ChildProcess | null = null;
  const stop = passSignals((signal) => started?.kill(signal));
  try {
    const child = spawn(start.program, start.args, {
      argv0: start.name,
      env,
      stdio: ['inherit', ...stdio],
    });
    started = child;
    const ended = endOf(child, start.name);
    for (const { write } of own ?? []) closeSync(write);
    const sources =
      own?.map(({ read }) => sourceOfPipe(read)) ??
      hidden.flatMap((output) => child[streamNames[output]] ?? []).map(sourceOfStream);
    const outlets = sources.map((source, at) => outletOf(source, hidden[at] ?? 1, start));
    const code = await ended;
    for (const outlet of outlets) outlet.programEnded();
    await Promise.all(outlets.map(({ done }) => done));
    leaveTerminal();
    return code;
  } finally {
    stop();
  }
}

const outputs = [1, 2] as const;
const streamNames = { 1: 'stdout', 2: 'stderr' } as const;

function outletOf(source: Source, to: 1 | 2, { name, redactions, warn }: Start): Outlet {
  const refused = (code: string) =>
    warn(
      `what ${name} writes cannot be written (${code}); it goes on unread; make room where its output goes`,
    );
  return createOutlet(source, to, createRedactor(redactions), refused);
}

function isSameFile(one: number, other: number): boolean {
  try {
    const [a, b] = [fstatSync(one), fstatSync(other)];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return false;
  }
}

function endOf(child: ChildProcess, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(notStarted(name, error)));
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}

// What Node says of it may hold an argument or a variable, so only its code is told.
function notStarted(name: string, cause: Error & { code?: unknown }): KeywatchError {
  const code = typeof cause.code === 'string' ? cause.code : cause.name;
  return new KeywatchError(
    code === 'ENOENT' ? 'not_found' : code === 'EACCES' ? 'not_permitted' : 'unreachable',
    `${name} could not be started (${code}); nothing was run; see whether it starts without Keywatch`,
    {},
    { cause },
  );
}

/**
 * Node puts a terminal back at its end as it was at its start, and would undo what the program was run for, as by `stty`. It does
 * so only where the descriptor is still that terminal.
 */
function leaveTerminal(): void {
  for (const descriptor of [0, 1, 2] as const) {
    if (process.platform === 'win32' || !isTerminal(descriptor)) continue;
    closeSync(descriptor);
    // It takes the lowest number that is free, which is this one.
    openSync('/dev/null', 'r+');
  }
}
