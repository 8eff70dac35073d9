import { describe, expect, it } from 'vitest';
import { documentOf, errorDocument, isoOf } from '../../../src-cli/documents.ts';
import { errorTable, KeywatchError, type ErrorCode } from '../../../src-shared/errors.ts';

describe('a document', () => {
  it('names its form and writes every time as ISO 8601', () => {
    const at = Date.UTC(2027, 9, 1);
    const document = documentOf('profile', {
      profile: {
        createdAt: at,
        expiry: { expiresAt: at },
        health: { since: at, cooldownUntil: null, confirmAt: at },
        lastAnswer: { at, latencyMs: 184 },
      },
    });
    expect(document).toEqual({
      schema: 'keywatch.profile/1',
      profile: {
        createdAt: '2027-10-01T00:00:00.000Z',
        expiry: { expiresAt: '2027-10-01T00:00:00.000Z' },
        health: {
          since: '2027-10-01T00:00:00.000Z',
          cooldownUntil: null,
          confirmAt: '2027-10-01T00:00:00.000Z',
        },
        lastAnswer: { at: '2027-10-01T00:00:00.000Z', latencyMs: 184 },
      },
    });
  });

  it.each([
    [8.64e15, '+275760-09-13T00:00:00.000Z'],
    [8.64e15 + 1, null],
    [-8.64e15 - 1, null],
    [Number.NaN, null],
    [Number.POSITIVE_INFINITY, null],
    [null, null],
  ])('writes the moment %s as %s', (at, written) => {
    expect(isoOf(at)).toBe(written);
    expect(documentOf('x', { resetAt: at })['resetAt']).toBe(written);
  });

  it('shows what is unknown as null and leaves facts and settings as they came', () => {
    const body = { a: undefined, facts: { resetAt: 5, since: 5 }, config: { from: 'x' } };
    expect(documentOf('x', body)).toEqual({
      schema: 'keywatch.x/1',
      a: null,
      facts: { resetAt: 5, since: 5 },
      config: { from: 'x' },
    });
  });

  it('does not repeat the sparkline, which history tells in full', () => {
    expect(documentOf('x', { profile: { id: 'a:b', trail: [{ at: 1 }] } })).toEqual({
      schema: 'keywatch.x/1',
      profile: { id: 'a:b' },
    });
  });

  it.each(Object.keys(errorTable) as ErrorCode[])('of the failure %s tells code and exit', (code) => {
    expect(errorDocument(new KeywatchError(code, 'a; b; c'))).toEqual({
      schema: 'keywatch.error/1',
      code,
      message: 'a; b; c',
      exit: errorTable[code].exit,
    });
  });
});
