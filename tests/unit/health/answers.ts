import type { Answered } from '../../../src-main/health/probing.ts';
import type { Provider } from '../../../src-main/providers/provider.ts';
import type { Outcome } from '../../../src-shared/words.ts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const start = Date.UTC(2026, 10, 20, 12);

/** An answer as the wire gave it. */
export function answered(outcome: Outcome, more: Partial<Answered> = {}): Answered {
  return {
    outcome,
    retryAt: null,
    resetAt: null,
    expiresAt: null,
    message: null,
    facts: {},
    host: 'api.example.com',
    httpStatus: 200,
    latencyMs: 120,
    ...more,
  };
}

export function provider(more: Partial<Provider> = {}): Provider {
  return {
    id: 'example',
    name: 'Example',
    mark: 'Ex',
    kinds: ['api_key'],
    variables: [],
    shapes: [],
    baseUrl: 'https://api.example.com',
    probe: {
      by: 'http',
      request: (secret, { baseUrl }) => ({
        method: 'GET',
        url: `${baseUrl ?? 'https://api.example.com'}/v1/models`,
        headers: { authorization: `Bearer ${secret}` },
      }),
    },
    links: { keys: null, billing: null, status: null },
    proves: 'that it is accepted',
    cannotProve: 'credit',
    cost: 'nothing',
    ...more,
  };
}
