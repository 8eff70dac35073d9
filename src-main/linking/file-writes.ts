import { existsSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ChangedFile } from '../../src-shared/contract-gateways.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { leftBeside, stageFileSync, writeFileSync } from '../vault/replace-file.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';

/** A file as it is to become, with what it was. It may hold secrets. */
export interface FileWrite extends Omit<ChangedFile, 'isNew'> {
  /** Null where there was none. */
  before: string | null;
  /** Null where there is to be none. */
  after: string | null;
}

/** One part of something that is done whole or not at all. */
export interface Act {
  /** What it changes, in words that begin a sentence. */
  what: string;
  do(): void;
  undo(): void;
}

/** What lies at a path, links followed: its text, where it really lies and its mode. */
export function fileAt(path: string): { path: string; text: string | null; mode: number | null } {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { path, text: null, mode: null };
  const real = realpathSync(path);
  return { path: real, text: readFileSync(real, 'utf8'), mode: stats.mode & 0o777 };
}

/** A write as a plan tells of it, picked field by field: nothing else of it may be told. */
export function changedFileOf({
  path,
  what,
  before,
  modeBefore,
  modeAfter,
  changes,
}: FileWrite): ChangedFile {
  return { path, what, isNew: before === null, modeBefore, modeAfter, changes };
}

/**
 * Puts files on the disk beside those whose place they are to take, so that what fails for want of room fails before anything changed.
 * Throws `write_failed`.
 */
export function staged(writes: readonly FileWrite[]): { acts: Act[]; drop(): void } {
  const drops: (() => void)[] = [];
  const drop = () => {
    for (const each of drops) each();
  };
  try {
    const acts = writes.map((write): Act => {
      const settle = stagedOne(write, drops);
      return {
        what: write.path,
        do() {
          refuseChanged(write);
          settle();
        },
        undo: () => putBack(write),
      };
    });
    return { acts, drop };
  } catch (error) {
    drop();
    throw error;
  }
}

function stagedOne({ path, after, modeAfter }: FileWrite, drops: (() => void)[]): () => void {
  if (after === null) return () => rmSync(path, { force: true });
  try {
    const file = stageFileSync(path, after, modeAfter ?? 0o600);
    drops.push(file.drop);
    return file.settle;
  } catch (error) {
    throw new KeywatchError(
      'write_failed',
      telling('{path} could not be written: {why}; nothing was changed; see to that, then try again.', {
        path,
        why: whyNotWritten(error),
      }),
      { path },
      { cause: error },
    );
  }
}

/** A peer may have written meanwhile: its words are not lost. */
function refuseChanged({ path, before }: FileWrite): void {
  if (fileAt(path).text === before) return;
  throw new KeywatchError('busy', telling('{path} was changed by somebody else meanwhile', { path }), {
    path,
  });
}

function putBack({ path, before, modeBefore }: FileWrite): void {
  if (before === null) rmSync(path, { force: true });
  else writeFileSync(path, before, { mode: modeBefore ?? 0o600 });
}

/**
 * Does all of it or nothing: where one part fails, those before it are undone, the last first. Throws what happened, and what stays.
 * Gives what undoes all of it later, and then names what could not be undone.
 */
export function allOrNothing(acts: readonly Act[]): () => string[] {
  const done: Act[] = [];
  for (const act of acts) {
    try {
      act.do();
      done.push(act);
    } catch (error) {
      throw failed(act, error, undone(done));
    }
  }
  return () => undone(done);
}

/** The parts that could not be undone. */
function undone(done: readonly Act[]): string[] {
  return done.toReversed().flatMap((act) => {
    try {
      act.undo();
      return [];
    } catch {
      return [act.what];
    }
  });
}

function failed(act: Act, error: unknown, stays: readonly string[]): KeywatchError {
  const known = error instanceof KeywatchError;
  const what = known
    ? error.message.replace(/[.;].*$/s, '')
    : telling('{what} could not be written: {why}', { what: act.what, why: whyNotWritten(error) });
  const kept =
    stays.length === 0
      ? telling('everything was put back as it was; see to that, then try again')
      : telling(
          'these could not be put back and stay as they are now: {stays}; see to that, then do the same again, or undo it by keywatch gateway unlink or keywatch connect --undo',
          { stays: stays.join(', ') },
        );
  return new KeywatchError(known ? error.code : 'write_failed', `${what}; ${kept}.`, {}, { cause: error });
}

/** What a writer of these files left beside them when it was killed: copies in clear. */
export function leftoversOf(files: readonly { path: string }[], isAlive: (pid: number) => boolean): string[] {
  return files
    .filter(({ path }) => existsSync(dirname(path)))
    .flatMap(({ path }) => leftBeside(path, isAlive));
}

/** Removes it. */
export function clearLeftovers(files: readonly { path: string }[], isAlive: (pid: number) => boolean): void {
  for (const left of leftoversOf(files, isAlive)) rmSync(left, { force: true });
}
