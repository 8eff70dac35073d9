/** A profile as every door shows it. Times are epoch milliseconds or null and never omitted (D-B20). */
import { z } from 'zod';
import {
  apis,
  expirySources,
  expiryStates,
  healthReasons,
  healthStates,
  kinds,
  outcomes,
  sources,
  unavailableReasons,
} from './words.ts';

const at = z.number().nullable();
const text = z.string();

export const expirySchema = z.object({
  status: z.enum(expiryStates),
  expiresAt: at,
  knownFrom: z.enum(expirySources).nullable(),
  inferred: z.boolean(),
  /** Set when the login's owner renews it by itself (D-A11). */
  renewedBy: text.nullable(),
});

export const healthSchema = z.object({
  state: z.enum(healthStates),
  reason: z.enum(healthReasons).nullable(),
  since: at,
  cooldownUntil: at,
  confirming: z.boolean(),
  /** When the second question is asked while confirming. */
  confirmAt: at,
  limited: z.boolean(),
  /** The one model that real traffic was throttled for; the key serves all others. */
  restingModel: z.object({ model: text, until: z.number() }).nullable(),
  /** Consecutive answers that cooled the key down or spoke against it. */
  failures: z.number(),
});

export const lastAnswerSchema = z.object({
  outcome: z.enum(outcomes),
  at: z.number(),
  httpStatus: z.number().nullable(),
  message: text.nullable(),
  latencyMs: z.number().nullable(),
  host: text.nullable(),
  retryAt: at,
  /** How many answers in a row had this outcome. */
  streak: z.number(),
});

/** One point of a row's sparkline: latency where the key answered, the outcome in any case. */
export const trailPointSchema = z.object({
  at: z.number(),
  outcome: z.enum(outcomes),
  latencyMs: z.number().nullable(),
});

export const profileSchema = z.object({
  id: text,
  name: text,
  provider: text,
  kind: z.enum(kinds),
  source: z.enum(sources),
  owner: text.nullable(),
  mask: text.nullable(),
  fingerprint: text.nullable(),
  /** The reference as typed (`env:NAME`), where the secret is not kept here. */
  reference: text.nullable(),
  /** Why the store it lies in does not give it now, and what to do; null where it does, and of what lies in none. */
  unread: z.object({ what: text, remedy: text }).nullable(),
  enabled: z.boolean(),
  disabledNote: text.nullable(),
  tags: z.array(text),
  notes: text.nullable(),
  baseUrl: text.nullable(),
  api: z.enum(apis).nullable(),
  config: z.record(text, text),
  rotateEveryMs: z.number().nullable(),
  /** When the present secret was made or put in. */
  secretAt: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
  expiry: expirySchema,
  health: healthSchema,
  lastAnswer: lastAnswerSchema.nullable(),
  /** When the last answer about the key itself came; older than lastAnswer when nobody could be reached since. */
  verdictAt: at,
  nextProbeAt: at,
  probing: z.object({
    /** How many questions a day the schedule may put, and how many were put today (UTC), whoever wished for them. */
    budget: z.number(),
    usedToday: z.number(),
    /** What a person set for this profile alone; null where the setting for all holds. */
    ownBudget: z.number().nullable(),
    /** The interval in force; null where nobody is asked on schedule. */
    everyMs: z.number().nullable(),
    /** What makes it longer than the one that was set: a host with many keys (D-B6), or the battery. */
    slowedBy: z.enum(['host', 'battery']).nullable(),
  }),
  available: z.boolean(),
  unavailableReason: z.enum(unavailableReasons).nullable(),
  /** 1-based place in the provider's order; null when it cannot serve. */
  order: z.number().nullable(),
  usedBy: z.array(text),
  /** The stored record fails its check; its secret is neither used nor shown (D-A2). */
  damaged: z.boolean(),
  /** What answers taught for free: limits, balance, plan, account. */
  facts: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
  trail: z.array(trailPointSchema),
});

export type Profile = z.infer<typeof profileSchema>;
export type Expiry = z.infer<typeof expirySchema>;
export type Health = z.infer<typeof healthSchema>;
export type LastAnswer = z.infer<typeof lastAnswerSchema>;
export type TrailPoint = z.infer<typeof trailPointSchema>;
export type Facts = Profile['facts'];
