/** Who serves: what can be said about it and asked. Times are epoch milliseconds or null. */
import { z } from 'zod';
import { repeatable } from './repeatable.ts';
import { unavailableReasons } from './words.ts';

const id = z.string().min(1).max(256);
const provider = z.string().trim().min(1).max(64);
/** An agent of a gateway, by its own name. */
const agent = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/)
  .refine((name) => repeatable(name) !== null);

/** Null or absent: whoever has no order of its own. */
export const orderQuestion = z.object({ provider, agent: agent.nullable().optional() });
export const explainQuestion = orderQuestion.extend({
  /** The profile a session is pinned to: as if it were the pinned one. */
  prefer: id.optional(),
});
export const setOrderInput = orderQuestion.extend({ ids: z.array(id).max(10_000) });
export const pinInput = z.object({ id });
export const unpinInput = z.object({ provider });
export const agentName = agent;

/** Who of one provider serves next, and why each other does not. */
export const orderSchema = z.object({
  provider: z.string(),
  agent: z.string().nullable(),
  /** Whose word it is: one agent's order, the provider's, or none and the kinds decide. */
  from: z.enum(['agent', 'provider', 'kind']),
  /** The list as it was set, in force unless nobody on it is left; null where there is none. */
  explicit: z.array(z.string()).nullable(),
  pinned: z.string().nullable(),
  order: z.array(
    z.object({
      id: z.string(),
      /** 1-based; null for one that cannot serve. */
      place: z.number().nullable(),
      available: z.boolean(),
      why: z.enum(unavailableReasons).nullable(),
      cooldownUntil: z.number().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export type OrderQuestion = z.infer<typeof orderQuestion>;
export type ExplainQuestion = z.infer<typeof explainQuestion>;
export type SetOrderInput = z.infer<typeof setOrderInput>;
export type OrderExplained = z.infer<typeof orderSchema>;
