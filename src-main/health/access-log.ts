import type { Access } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { accessOf } from './history-rows.ts';
import type { Statements } from './history-statements.ts';
import type { History } from './history.ts';

/** Who took which secret out, when and how: the part of a history that must be on the disk before a secret leaves. */
export function accessLog(history: {
  path: string;
  /** Whether what is written outlives this process, where that is wanted. */
  isKept(): boolean;
  using<T>(act: (statements: Statements) => T): T;
  inOne(act: () => void): void;
}): Pick<History, 'addAccess' | 'addAccesses' | 'accessesBy' | 'accesses'> {
  const { path, isKept, using, inOne } = history;

  function addAccesses(accesses: readonly Access[]): void {
    if (!isKept()) throw noAccessLog(path);
    using((statements) =>
      inOne(() => {
        for (const { at, id, action, door, program, pid } of accesses)
          statements.addAccess.run(at, id, action, door, program, pid);
      }),
    );
  }

  return {
    addAccess: (access) => addAccesses([access]),
    addAccesses,
    accessesBy: (program, action, since) =>
      using((statements) => Number(statements.accessesBy.get(program, action, since)?.['count'] ?? 0)),
    accesses: (id, limit) =>
      using((statements) =>
        (id === null ? statements.accesses.all(limit) : statements.accessesOf.all(id, limit)).flatMap(
          accessOf,
        ),
      ),
  };
}

/** A secret leaves only where that is written down for good: what is forgotten with this process is no log. */
function noAccessLog(path: string): KeywatchError {
  return new KeywatchError(
    'write_failed',
    telling(
      'The access log cannot be written, so no secret is given out; nothing was changed; make room or check who owns {path}, then start Keywatch again.',
      { path },
    ),
  );
}
