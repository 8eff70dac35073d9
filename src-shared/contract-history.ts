/** What was seen: answers, incidents and who took a secret out. */
import { z } from 'zod';
import { accessActions, doors, outcomes } from './words.ts';

const at = z.number().nullable();
const text = z.string();

export const accessSchema = z.object({
  at: z.number(),
  id: text,
  action: z.enum(accessActions),
  door: z.enum(doors).nullable(),
  /** As the client says, not proven. */
  program: text.nullable(),
  pid: z.number().nullable(),
});

export const historyRowSchema = z.object({
  at: z.number(),
  outcome: z.enum(outcomes),
  httpStatus: z.number().nullable(),
  latencyMs: z.number().nullable(),
  message: text.nullable(),
  /** Whose question it answers: Keywatch's own, or one of real traffic, then of which program as far as it said so. */
  from: z.enum(['probe', 'traffic']),
  program: text.nullable(),
});

export const incidentSchema = z.object({
  from: z.number(),
  /** When the first answer told otherwise; null while none has. */
  to: at,
  kind: z.enum(['cooldown', 'refused', 'trouble', 'unreachable']),
  /** The cause: how the answer that began it was read, what it said, and who said it. */
  outcome: z.enum(outcomes),
  message: text.nullable(),
  host: text.nullable(),
});

/** Answers of one stretch of time, counted; latencies in ms, null where none was measured. */
export const bucketSchema = z.object({
  at: z.number(),
  counts: z.partialRecord(z.enum(outcomes), z.number()),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
});

export const chartSpans = ['day', 'week', 'quarter'] as const;

/** What a chart is drawn from: at most some hundred buckets, of which only those with answers are told. */
export const chartSchema = z.object({
  span: z.enum(chartSpans),
  from: z.number(),
  to: z.number(),
  bucketMs: z.number(),
  buckets: z.array(bucketSchema),
});

export const historySchema = z.object({
  id: text,
  rows: z.array(historyRowSchema),
  incidents: z.array(incidentSchema),
  /** Days whose rows were rolled up (D-B39); `at` is midnight UTC. */
  days: z.array(bucketSchema),
  /** For the span that was asked for; null when none was. */
  chart: chartSchema.nullable(),
});

/** What an error means; nothing of what was pasted but the provider's own sentence, redacted. */

export type Access = z.infer<typeof accessSchema>;
export type HistoryRow = z.infer<typeof historyRowSchema>;
export type Incident = z.infer<typeof incidentSchema>;
export type Bucket = z.infer<typeof bucketSchema>;
export type ChartSpan = (typeof chartSpans)[number];
export type Chart = z.infer<typeof chartSchema>;
export type ProfileHistory = z.infer<typeof historySchema>;
