import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../src-cli/failure.ts';
import { errorTable, KeywatchError, type ErrorCode } from '../../../src-shared/errors.ts';

const systemError = (code: string) =>
  Object.assign(new Error(`${code}: /secret/path`), { code, path: '/data/vault.json' });

describe('what went wrong', () => {
  it.each(Object.keys(errorTable) as ErrorCode[])('keeps the code %s across a door', (code) => {
    const failure = failureOf(
      new ORPCError(code, { message: 'a; b; c', data: { id: 'x:y', odd: { a: 1 } } }),
    );
    expect(failure).toMatchObject({ code, message: 'a; b; c', details: { id: 'x:y' } });
  });

  it('stays as it is when it came from here', () => {
    const error = new KeywatchError('busy', 'a; b; c');
    expect(failureOf(error)).toBe(error);
  });

  it.each([
    ['ENOSPC', 'write_failed', 73],
    ['EROFS', 'write_failed', 73],
    ['EACCES', 'not_permitted', 77],
    ['EWHATEVER', 'fault', 70],
  ] as const)('%s of the system is %s, exit %i', (system, code, exit) => {
    const failure = failureOf(systemError(system));
    expect(failure.code).toBe(code);
    expect(errorTable[failure.code].exit).toBe(exit);
  });

  it.each([new TypeError('cannot read sk-invented'), 'sk-invented', undefined, { message: 'sk-invented' }])(
    'is a fault when nobody expected it, and its text is not repeated',
    (thrown) => {
      const failure = failureOf(thrown);
      expect(failure.code).toBe('fault');
      expect(failure.message).not.toContain('sk-invented');
    },
  );
});
