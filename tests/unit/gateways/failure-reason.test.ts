import { describe, expect, it, test } from 'vitest';
import { gatewayReason } from '../../../src-main/gateways/failure-reason.ts';
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
