import { describe, expect, it, test } from 'vitest';
import rows from '../../fixtures/provider-responses.json' with { type: 'json' };
import type { TransportReason } from '../../../src-main/ports.ts';
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

  it('are all read: those of a provider here, and those of every provider', () => {
    const anyone = rows.filter(({ provider }) => provider === '*');
    expect(known.length + anyone.length).toBe(149);
    expect(known.length).toBe(rows.length - anyone.length);
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
