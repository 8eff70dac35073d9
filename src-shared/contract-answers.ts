/** What asking, explaining and recognising give back, and what there is to ask. */
import { z } from 'zod';
import { healthSchema } from './contract-profile.ts';
import { apis, kinds, outcomes } from './words.ts';

const at = z.number().nullable();
const text = z.string();

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
  /** What the gateway that was named takes it for, in its own word; null where it makes nothing of it or none was named (D-B18). */
  gatewayReason: text.nullable(),
  /** It goes on to its next key of that provider; null where there is no text to judge by or no gateway was named. */
  gatewayRotates: z.boolean().nullable(),
});

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

export type Answer = z.infer<typeof answerSchema>;
export type Reported = z.infer<typeof reportedSchema>;
export type Trial = z.infer<typeof trialSchema>;
export type Found = z.infer<typeof foundSchema>;
export type Recognition = z.infer<typeof recognitionSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type ProviderInfo = z.infer<typeof providerInfoSchema>;
