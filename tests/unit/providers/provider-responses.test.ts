import { describe, expect, it, test } from 'vitest';
import rows from '../../fixtures/provider-responses.json' with { type: 'json' };
import type { TransportReason } from '../../../src-main/ports.ts';
import { custom } from '../../../src-main/providers/custom.ts';
import { providerById, providers } from '../../../src-main/providers/index.ts';
import type { Provider, RawAnswer, TransportFailure } from '../../../src-main/providers/provider.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';

type Row = (typeof rows)[number];

const now = Date.parse('2026-11-20T18:30:00Z');
const secret = `sk-invented-${'x'.repeat(40)}`;

const transport: Record<string, TransportReason> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'timeout',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
};

function answerOf(row: Row): RawAnswer | TransportFailure {
  const body = typeof row.body === 'string' ? row.body : JSON.stringify(row.body);
  if (typeof row.status === 'string') return { failure: transport[body]!, message: body };
  return { status: row.status, headers: row.headers as Record<string, string>, body, truncated: false };
}

function outcomeOf(row: Row, provider: Provider) {
  const [method = 'GET', path = ''] = row.request.split(' ');
  return readAnswer({ provider, request: { method, path }, answer: answerOf(row), now, secret }).outcome;
}

describe('recorded answers of the providers here', () => {
  const known = rows.filter((row) => providerById(row.provider) !== undefined);
  test.each(known.map((row) => ({ ...row, provider: providerById(row.provider)! })))(
    '$id: $status is $outcome',
    (row) => {
      expect(outcomeOf(row as never, row.provider)).toBe(row.outcome);
    },
  );

  it('are of every provider but those that are still to come', () => {
    const missing = rows.filter(({ provider }) => provider !== '*' && providerById(provider) === undefined);
    expect(known.length + rows.filter(({ provider }) => provider === '*').length + missing.length).toBe(149);
    expect(known.length).toBeGreaterThanOrEqual(66);
  });
});

describe('answers of no provider in particular', () => {
  const anyone = rows.filter((row) => row.provider === '*');
  test.each(anyone.flatMap((row) => providers.map((provider) => ({ ...row, provider }))))(
    '$id from $provider.id is $outcome',
    (row) => {
      expect(outcomeOf(row as never, row.provider)).toBe(row.outcome);
    },
  );
});

describe('answers of providers without a file of their own', () => {
  const others = rows.filter((row) => row.provider !== '*' && providerById(row.provider) === undefined);
  // What only a file of its own can know: a body under 200, a status or a code that means something else there.
  const needsItsFile = ['kim-01', 'mmx-03', 'mmx-04', 'mmx-05'];
  test.each(others)('$id is $outcome by the common rules, or named as an exception', (row) => {
    const right = outcomeOf(row, custom) === row.outcome;
    expect(right).toBe(!needsItsFile.includes(row.id));
  });

  it('reads most of them without knowing the provider', () => {
    const right = others.filter((row) => outcomeOf(row, custom) === row.outcome).length;
    console.info(
      `${right} of ${others.length} recorded answers of other providers are read by the common rules`,
    );
    expect(right / others.length).toBeGreaterThan(0.8);
  });
});
