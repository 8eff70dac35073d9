import { describe, expect, it, test } from 'vitest';
import { gatewayReason } from '../../../src-main/gateways/failures/failure-reason.ts';
import { explainFor } from '../../../src-main/gateways/explain.ts';
import { generations, type Generation } from '../../../src-main/gateways/generation.ts';
import cases from '../../fixtures/gateway-cases.json' with { type: 'json' };

type Expected = Partial<Record<Generation, string | null>>;

describe('a failure is taken for what a gateway of each release takes it for', () => {
  const rows = cases.failureText.flatMap(({ id, input, expected }) =>
    generations.flatMap((generation) => {
      const reason = (expected as Expected)[generation];
      return reason === undefined ? [] : [{ id, generation, input, reason }];
    }),
  );

  test.each(rows)('$id, $generation: $reason', ({ input, generation, reason }) => {
    expect(gatewayReason(input, generation)).toBe(reason);
  });

  it('has all cases there are', () => {
    expect(rows.length).toBe(cases.failureText.length * 3);
  });
});

describe('an error is explained for a gateway', () => {
  it('by its code alone, where no answer came', () => {
    const told = explainFor({ code: 'ECONNRESET', gateway: 'openclaw' }, 0);
    expect([told.outcome, told.gatewayReason]).toEqual(['network', 'timeout']);
  });

  it('in six words at most for one that knows no others', () => {
    const reason = (text: string) => explainFor({ text, gateway: 'coderclaw' }, 0).gatewayReason;
    expect(['API_KEY_REVOKED', 'Overloaded', 'session not found', 'fetch failed'].map(reason)).toEqual([
      'auth',
      'rate_limit',
      null,
      'timeout',
    ]);
  });

  it('and without a reason where none was named, or RestFlow was', () => {
    expect(explainFor({ status: 429, gateway: 'restflow' }, 0).gatewayReason).toBeNull();
    expect(explainFor({ status: 429 }, 0).gatewayReason).toBeNull();
  });
});
