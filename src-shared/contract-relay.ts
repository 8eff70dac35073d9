/** The relay and who may use it. Import types only outside the core. */
import { z } from 'zod';
import { agentName } from './contract-order.ts';
import { relayRefusals } from './words.ts';

const at = z.number().nullable();
/** Stands in the access log and in what tools are told: one word. */
const tokenName = z.string().regex(/^[A-Za-z0-9][\w.-]{0,63}$/);
const origin = z.string().regex(/^https?:\/\/[^/\s]{1,255}$/);
const count = (most: number) => z.number().int().min(1).max(most);

/** An access token as it is shown: what it may, never itself. */
export const relayTokenSchema = z.object({
  name: z.string(),
  createdAt: z.number(),
  expiresAt: at,
  /** Null: every provider. */
  providers: z.array(z.string()).nullable(),
  agents: z.array(z.string()),
  origins: z.array(z.string()),
  perMinute: z.number().nullable(),
  perDay: z.number().nullable(),
  /** Which answers send a request to the next key: whatever that could mend, or limits alone (D-B31). */
  failover: z.enum(['mend', 'limits']),
});

export const newRelayTokenInput = z.object({
  name: tokenName,
  providers: z.array(z.string().min(1).max(64)).max(64).optional(),
  agents: z.array(agentName).max(64).optional(),
  origins: z.array(origin).max(16).optional(),
  perMinute: count(100_000).optional(),
  perDay: count(10_000_000).optional(),
  expiresAt: z.number().optional(),
  failover: z.enum(['mend', 'limits']).optional(),
});

/** The token itself, this once. */
export const newRelayTokenSchema = z.object({ token: z.string(), entry: relayTokenSchema });

/** One request that was passed on, or refused; the newest come first. */
export const relayedSchema = z.object({
  at: z.number(),
  /** Null where it showed none that is known. */
  token: z.string().nullable(),
  /** As its path names it; empty where it is none of the relay’s. */
  provider: z.string(),
  id: z.string().nullable(),
  method: z.string(),
  model: z.string().nullable(),
  status: z.number(),
  tries: z.number(),
  tookMs: z.number(),
  /** Why the relay turned it away by itself; null where it was passed on. */
  refused: z.enum(relayRefusals).nullable(),
});

/** A provider of which a key is stored. */
const relayProviderSchema = z.object({
  provider: z.string(),
  /** What its clients take for a base URL, behind the relay's own. */
  path: z.string(),
  /** Whose key serves its next request, by the provider's order; null where none can. */
  next: z.string().nullable(),
  /** Why none can. */
  why: z.enum(relayRefusals).nullable(),
});

export const relayStateSchema = z.object({
  /** `http://127.0.0.1:PORT`; null while it is closed. */
  url: z.string().nullable(),
  since: at,
  /** The port that it is opened on by itself whenever a Keywatch keeps watch; null: it is not. */
  opensOn: z.number().nullable(),
  served: z.number(),
  /** Of these, how many took more than one key. */
  failedOver: z.number(),
  /** How many were turned away since then, by reason; none of these is among the served. */
  refused: z.partialRecord(z.enum(relayRefusals), z.number()),
  recent: z.array(relayedSchema),
  providers: z.array(relayProviderSchema),
});

export const openRelayInput = z.object({
  /** Absent: the one that is set, else the usual one. */
  port: z.number().int().min(0).max(65_535).optional(),
});

export type RelayToken = z.infer<typeof relayTokenSchema>;
export type NewRelayTokenInput = z.infer<typeof newRelayTokenInput>;
export type NewRelayToken = z.infer<typeof newRelayTokenSchema>;
export type Relayed = z.infer<typeof relayedSchema>;
export type RelayProvider = RelayState['providers'][number];
export type RelayState = z.infer<typeof relayStateSchema>;
export type OpenRelayInput = z.infer<typeof openRelayInput>;
