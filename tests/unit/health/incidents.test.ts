import { describe, expect, it } from 'vitest';
import { incidentsOf } from '../../../src-main/health/incidents.ts';
import type { Outcome } from '../../../src-shared/words.ts';

const rows = (told: readonly Outcome[]) =>
  told.map((outcome, n) => ({ at: n, outcome, httpStatus: null, latencyMs: null, message: null }));

describe('incidents', () => {
  it.each<[string, Outcome[], [number, number | null, string, Outcome][]]>([
    ['none while all is well', ['ok', 'forbidden', 'model_not_found'], []],
    ['none of answers that say nothing', ['malformed', 'unverifiable', 'region_blocked'], []],
    ['one that goes on', ['ok', 'invalid', 'invalid'], [[1, null, 'refused', 'invalid']]],
    ['one that ended', ['no_credit', 'no_credit', 'ok'], [[0, 2, 'cooldown', 'no_credit']]],
    [
      'two causes, one after the other',
      ['rate_limited', 'no_credit', 'ok'],
      [
        [0, 1, 'cooldown', 'rate_limited'],
        [1, 2, 'cooldown', 'no_credit'],
      ],
    ],
    [
      'one trouble, whatever it was called',
      ['server_error', 'overloaded', 'ok'],
      [[0, 2, 'trouble', 'server_error']],
    ],
    [
      'one outage',
      ['network', 'intercepted', 'network', 'invalid'],
      [
        [0, 3, 'unreachable', 'network'],
        [3, null, 'refused', 'invalid'],
      ],
    ],
    [
      'a refusal that an outage does not end',
      ['invalid', 'network', 'invalid', 'ok'],
      [
        [0, 3, 'refused', 'invalid'],
        [1, 2, 'unreachable', 'network'],
      ],
    ],
    [
      'one that silence does not end',
      ['revoked', 'unverifiable', 'revoked', 'ok'],
      [[0, 3, 'refused', 'revoked']],
    ],
  ])('%s', (_, told, expected) => {
    expect(incidentsOf(rows(told))).toEqual(
      expected.map(([from, to, kind, outcome]) => ({ from, to, kind, outcome, message: null, host: null })),
    );
  });
});
