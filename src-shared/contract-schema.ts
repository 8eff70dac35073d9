/**
 * The documents that cross a door, checked at run time. Times are epoch milliseconds or null and never omitted
 * (D-B20); the command line prints them as ISO 8601. Import types only outside the core (the renderer's policy
 * refuses what zod compiles, and reading commands must start fast).
 */
import { z } from 'zod';
import { healthSchema, profileSchema } from './contract-profile.ts';
import { accessActions, apis, doors, kinds, outcomes, slotTypes } from './words.ts';

export * from './contract-profile.ts';

const at = z.number().nullable();
const text = z.string();
export const protectionSchema = z.object({
  protected: z.boolean(),
  slot: z.enum(slotTypes).nullable(),
  /** The keeper behind the slot, as it names itself (`gnome_libsecret`, `Secret Service`, a file's path). */
  backend: text.nullable(),
  /** One sentence a person can act on; null when there is nothing to say. */
  advice: text.nullable(),
});

export const vaultStates = ['open', 'locked', 'read_only'] as const;

export const vaultSchema = protectionSchema.extend({
  state: z.enum(vaultStates),
  path: text,
  /** Why it is locked or read-only, in a sentence; null when open. */
  reason: text.nullable(),
  /** A recovery code was printed for it; where not, it is offered. */
  recovery: z.boolean(),
});

/** The providers agree that this machine's clock is wrong: ends are judged by theirs. */
export const wrongClockSchema = z.object({
  /** How far it is ahead; negative where it is behind. Milliseconds. */
  offByMs: z.number(),
});

export const summarySchema = z.object({
  total: z.number(),
  available: z.number(),
  healthy: z.number(),
  unknown: z.number(),
  cooldown: z.number(),
  disabled: z.number(),
  expiring: z.number(),
  expired: z.number(),
  missing: z.number(),
});

export const providerStatusSchema = z.object({
  provider: text,
  status: z.enum(['ok', 'expiring', 'expired', 'missing', 'unavailable']),
  next: text.nullable(),
  profiles: z.array(text),
});

export const statusSchema = z.object({
  generatedAt: z.number(),
  sentence: text,
  vault: vaultSchema,
  /** Null while this machine's clock is right, as far as providers said. */
  clock: wrongClockSchema.nullable(),
  summary: summarySchema,
  providers: z.array(providerStatusSchema),
  profiles: z.array(profileSchema),
  exit: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

/** What the core is doing beside the profiles: what the header, the tray and the offline state are made of. */
export const coreStateSchema = z.object({
  vault: vaultSchema,
  online: z.boolean(),
  offlineSince: at,
  /** Probing rests until then; null when it runs, `pausedIndefinitely` when it waits for a person. */
  pausedUntil: at,
  pausedIndefinitely: z.boolean(),
  /** KEYWATCH_OFFLINE is set: no provider is ever asked. */
  neverAsks: z.boolean(),
  /** Why nobody is asked but on demand, beside a pause; null when questions go out. */
  restsWhile: z.enum(['asleep', 'locked', 'metered']).nullable(),
  /** On its battery a machine asks half as often. */
  onBattery: z.boolean(),
  lastCheckedAt: at,
  /** Null while this machine's clock is right, as far as providers said. */
  clock: wrongClockSchema.nullable(),
  probing: z.array(text),
  troubledProviders: z.array(
    z.object({
      provider: text,
      /** Which of its hosts, where that is not the one its keys usually go to. */
      host: text.nullable(),
      /** Whose questions go there. */
      profiles: z.array(text),
      /** The first and the newest bad answer, and when it is asked again at the earliest. */
      since: z.number(),
      seenAt: z.number(),
      until: z.number(),
    }),
  ),
  version: text,
  /** What this door's host can do, so that a window hides what is not there. */
  capabilities: z.object({ tray: z.boolean(), loginItem: z.boolean(), notifications: z.boolean() }),
});

export const alertKinds = ['expiry', 'stopped', 'recovered', 'outage'] as const;
export const alertSchema = z.object({
  id: text,
  kind: z.enum(alertKinds),
  severity: z.enum(['good', 'warn', 'bad']),
  /** The profile to open; null when it is about a provider. */
  profile: text.nullable(),
  provider: text,
  title: text,
  body: text,
  at: z.number(),
  snoozedUntil: at,
  /** What the one button does. */
  action: z.enum(['renew', 'replace', 'billing', 'try', 'open']),
});

export const settingsSchema = z.object({
  /** Milliseconds between scheduled probes of a healthy key. */
  probeIntervalMs: z
    .number()
    .int()
    .min(15 * 60_000)
    .max(7 * 86_400_000),
  /** How many questions a day the schedule may put about one profile. */
  probesPerDay: z.number().int().min(1).max(96),
  /** Nobody is asked on schedule while the screen is locked. */
  restWhenLocked: z.boolean(),
  /** What goes out costs by its amount: ask on demand only. */
  metered: z.boolean(),
  notifications: z.boolean(),
  /** Minutes after local midnight; notices wait until they are over. */
  quietHours: z
    .object({ from: z.number().int().min(0).max(1439), to: z.number().int().min(0).max(1439) })
    .nullable(),
  /** Days before the end at which a notice is due. */
  ladderDays: z.array(z.number().int().min(0).max(365)).max(12),
  theme: z.enum(['system', 'light', 'dark']),
  startAtLogin: z.boolean(),
  closeExplained: z.boolean(),
  /** Locks the vault after so long without anybody; null never does. Milliseconds. */
  lockAfterIdleMs: z.number().int().min(60_000).max(86_400_000).nullable(),
  lockOnSuspend: z.boolean(),
  lockOnScreenLock: z.boolean(),
});

/** How the window was left; kept in window.json, not in the vault (D-B32). */
export const windowSettingsSchema = z.object({
  columns: z.record(text, z.number()),
  hidden: z.array(text),
  sort: z.object({ column: text, descending: z.boolean() }).nullable(),
  grouped: z.boolean(),
  /** A recovery code was offered and waved away: it is not offered again. */
  recoveryOffered: z.boolean(),
});

export const answerSchema = z.object({
  id: text,
  outcome: z.enum(outcomes),
  httpStatus: z.number().nullable(),
  retryAt: at,
  message: text.nullable(),
  latencyMs: z.number().nullable(),
  health: healthSchema,
});

/** What was made of an answer that real traffic met. */
export const reportedSchema = z.object({
  outcome: z.enum(outcomes),
  message: text.nullable(),
  retryAt: at,
  /** What is believed of the key now. */
  health: healthSchema,
  /** False where it came too late to count: something newer is known, or the secret is another one since. */
  counted: z.boolean(),
});

/** What a key that is not stored yet answered. */
export const trialSchema = z.object({
  outcome: z.enum(outcomes),
  httpStatus: z.number().nullable(),
  message: text.nullable(),
  latencyMs: z.number().nullable(),
  host: text.nullable(),
  retryAt: at,
  expiresAt: at,
  facts: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
});

/** One credential found in a paste, without the secret: the paste stays where it was typed. */
export const foundSchema = z.object({
  provider: text.nullable(),
  providerName: text.nullable(),
  kind: z.enum(kinds).nullable(),
  /** What the finding is called: "Anthropic API key", "Claude setup token". */
  label: text,
  mask: text,
  length: z.number(),
  expectedLength: z.number().nullable(),
  confidence: z.enum(['exact', 'prefix', 'hint', 'guess', 'none']),
  candidates: z.array(text),
  /** The reference this is, instead of a secret. */
  reference: text.nullable(),
  /** The address of its server, where the paste names one: shown before anything is sent there. */
  baseUrl: text.nullable(),
  proposedName: text,
  storedAs: text.nullable(),
  /** What this credential's policy asks a person to agree to before it is stored. */
  policy: text.nullable(),
  inferredLifetimeMs: z.number().nullable(),
  problem: z
    .object({
      code: z.enum([
        'cut_off',
        'too_long',
        'wrong_kind',
        'browser_code',
        'session_token',
        'refresh_token',
        'not_a_key',
        'needs_base_url',
        'typo',
      ]),
      message: text,
      blocks: z.boolean(),
    })
    .nullable(),
});

export const recognitionSchema = z.object({
  /** What was done to the paste, in words: "2 line breaks removed". */
  cleaned: z.array(text),
  found: z.array(foundSchema),
});

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
export const explanationSchema = z.object({
  outcome: z.enum(outcomes),
  httpStatus: z.number().nullable(),
  provider: text,
  providerName: text,
  /** Who said which provider it is: the asker, signs in the text, or nobody, and then only what holds for all was read. */
  providerFrom: z.enum(['told', 'text', 'nobody']),
  retryAt: at,
  retryAfterMs: z.number().nullable(),
  message: text.nullable(),
  meaning: text,
  advice: text,
  blamesKey: z.boolean(),
  /** What such an answer does to a key that is watched. */
  effect: text,
  /** The provider's own page about it, and which of its pages that is. */
  link: text.nullable(),
  page: z.enum(['keys', 'billing', 'status']).nullable(),
  facts: z.record(text, z.union([text, z.number(), z.boolean(), z.null()])),
});

export const providerInfoSchema = z.object({
  id: text,
  name: text,
  mark: text,
  kinds: z.array(z.enum(kinds)),
  variables: z.array(text),
  links: z.object({ keys: text.nullable(), billing: text.nullable(), status: text.nullable() }),
  proves: text,
  cannotProve: text,
  cost: text,
  policy: text.nullable(),
  needsBaseUrl: z.boolean(),
  /** Where its server that asks for no key usually is; null where there is none. */
  keylessBaseUrl: text.nullable(),
  /** Whose questions its server may understand, where a person must say. */
  apis: z.array(z.enum(apis)),
});

export type Protection = z.infer<typeof protectionSchema>;
export type VaultState = z.infer<typeof vaultSchema>;
export type Summary = z.infer<typeof summarySchema>;
export type ProviderStatus = z.infer<typeof providerStatusSchema>;
export type Status = z.infer<typeof statusSchema>;
export type CoreState = z.infer<typeof coreStateSchema>;
export type Alert = z.infer<typeof alertSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type WindowSettings = z.infer<typeof windowSettingsSchema>;
export type Answer = z.infer<typeof answerSchema>;
export type Reported = z.infer<typeof reportedSchema>;
export type Trial = z.infer<typeof trialSchema>;
export type Found = z.infer<typeof foundSchema>;
export type Recognition = z.infer<typeof recognitionSchema>;
export type Access = z.infer<typeof accessSchema>;
export type HistoryRow = z.infer<typeof historyRowSchema>;
export type Incident = z.infer<typeof incidentSchema>;
export type Bucket = z.infer<typeof bucketSchema>;
export type ChartSpan = (typeof chartSpans)[number];
export type Chart = z.infer<typeof chartSchema>;
export type ProfileHistory = z.infer<typeof historySchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type ProviderInfo = z.infer<typeof providerInfoSchema>;
