import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import type { TransportReason } from '../../../src-main/ports.ts';
import { providerById } from '../../../src-main/providers/index.ts';
import type { RawAnswer, TransportFailure } from '../../../src-main/providers/provider.ts';
import { readAnswer } from '../../../src-main/providers/read-answer.ts';
import { outcomes } from '../../../src-shared/words.ts';

const moment = z.iso
  .datetime()
  .transform((text) => Date.parse(text))
  .nullable()
  .optional();

/** One answer as it is kept in a file; `facts` are those that must be among the learnt ones. */
const rowSchema = z.strictObject({
  id: z.string(),
  provider: z.string(),
  request: z.string(),
  status: z.union([z.number(), z.literal('ERR')]),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  outcome: z.enum(outcomes),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  expiresAt: moment,
  retryAt: moment,
  resetAt: moment,
  /** Where the form of what was sent matters. */
  secret: z.string().optional(),
  note: z.string(),
  verified: z.literal(false),
});
type Row = z.infer<typeof rowSchema>;

const now = Date.parse('2026-11-20T18:30:00Z');
const directory = new URL('../../fixtures/more-responses/', import.meta.url);
const files = readdirSync(directory).map((file) => ({
  id: file.replace(/\.json$/, ''),
  rows: z.array(rowSchema).parse(JSON.parse(readFileSync(new URL(file, directory), 'utf8'))),
}));

const transport: Record<string, TransportReason> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  ETIMEDOUT: 'timeout',
};

function answerOf({ status, headers, body }: Row): RawAnswer | TransportFailure {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (status === 'ERR') return { failure: transport[text]!, message: text };
  return { status, headers, body: text, truncated: false };
}

describe.each(files)('answers of $id beside the recorded ones', ({ id, rows }) => {
  test.each(rows)('$id: $status is $outcome ($note)', (row) => {
    const [method = 'GET', path = ''] = row.request.split(' ');
    const secret = row.secret ?? `sk-invented-${'x'.repeat(40)}`;
    const provider = providerById(row.provider)!;
    const read = readAnswer({ provider, request: { method, path }, answer: answerOf(row), now, secret });
    expect(read.outcome).toBe(row.outcome);
    if (row.facts !== undefined) expect(read.facts).toMatchObject(row.facts);
    for (const name of ['expiresAt', 'retryAt', 'resetAt'] as const)
      if (row[name] !== undefined) expect(read[name], name).toBe(row[name]);
  });

  it('are of that provider, each told apart', () => {
    expect(new Set(rows.map((row) => providerById(row.provider)?.id))).toEqual(new Set([id]));
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  });
});
