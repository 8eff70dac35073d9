/** What crosses the local door when a program gets secrets. Import types only outside the core. */
import { z } from 'zod';
import { agentName } from './contract-order.ts';
import { unavailableReasons } from './words.ts';

/** As many as one call answers; more come in several. */
export const mostServed = 512;

export const serveInput = z.object({
  /** The name a gateway was linked as; null: none. */
  reader: z.string().max(128).nullable(),
  /** Whole ids of profiles, with `/` where their `:` is or not. */
  ids: z.array(z.string().max(256)).max(mostServed),
});

/** Each id, as it was asked for, is in one of the two. */
export const servedSchema = z.object({
  values: z.record(z.string(), z.string()),
  errors: z.record(z.string(), z.object({ message: z.string() })),
});

/** Whose key a program is to run with: that profile's, or that of whoever of a provider serves next. */
export const runInput = z.object({
  profile: z.string().min(1).max(256).nullable(),
  provider: z.string().trim().min(1).max(64).nullable(),
  agent: agentName.nullable(),
  /** The name of the program, for the access log. */
  program: z.string().min(1).max(128),
});

/** What a program is started with. */
export const equippedSchema = z.object({
  id: z.string(),
  provider: z.string(),
  /** Variables to set, the secret among them. */
  set: z.record(z.string(), z.string()),
  /** Variables to take away: they would go before those. */
  remove: z.array(z.string()),
  /** The secret, to be kept out of what the program prints, and what stands for it there; null where none left. */
  secret: z.string().nullable(),
  mask: z.string(),
  /** Why the profile would not have been chosen; null where it would. */
  unavailable: z.enum(unavailableReasons).nullable(),
  /** Who would have gone first and gave no secret, and why. */
  passedOver: z.array(z.object({ id: z.string(), message: z.string() })),
});

export type RunInput = z.infer<typeof runInput>;
export type Equipped = z.infer<typeof equippedSchema>;
export type ServeInput = z.infer<typeof serveInput>;
export type Served = z.infer<typeof servedSchema>;
