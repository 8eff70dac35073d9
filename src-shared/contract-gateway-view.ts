/** What crosses a door about gateways as they lie, and what comes from them into the vault. Import types only outside the core. */
import { z } from 'zod';
import { importChoices, severities } from './contract-keeping.ts';

const text = z.string();
const path = z
  .string()
  .max(4096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/);

/** Where a gateway lies: whoever asks knows its variables (OPENCLAW_HOME …), the core does not. */
export const gatewayPlace = z.object({
  /** An id, a name or a command, with a release after @ where one was named. */
  gateway: z.string().min(1).max(64),
  stateDir: path,
  /** The configuration that it reads, or would write. */
  configPath: path,
  /** The directory that the environment names for the main agent, in place of every rule. */
  agentDir: path.nullable(),
  /** What `~` stands for in its files. */
  home: path,
});

/** What comes from a gateway into the vault; of the gateway nothing changes. */
export const gatewayImportInput = gatewayPlace.extend({
  /** Whose profiles; null for the main agent's. */
  agent: z.string().min(1).max(128).nullable(),
  provider: z.string().min(1).max(64).nullable(),
  /** Ids in its store, or beginnings of them; none for all. */
  ids: z.array(z.string().min(1).max(256)).max(10_000),
  ...importChoices,
  /** Runs the programs that its configuration names as secret providers; else what they give is left out. */
  runPrograms: z.boolean().optional(),
});

export const listedGatewaySchema = z.object({
  id: text,
  name: text,
  command: text,
  present: z.boolean(),
  /** What every other call about it takes. */
  place: gatewayPlace,
  /** Whose rules it follows; null where it is not here, and for RestFlow. */
  generation: text.nullable(),
  agents: z.array(z.object({ id: text, profiles: z.number() })),
  /** How many are stored; null where its store is opened by its own command alone. */
  profiles: z.number().nullable(),
  /** How many of them keep their secret in clear. */
  plaintext: z.number(),
  /** How many of those are keys, which linking would take: a login stays where it is renewed. */
  keysInClear: z.number(),
  /** How many things are wrong with how it keeps them. */
  findings: z.number(),
  /** It takes references to Keywatch in place of secrets. */
  linkable: z.boolean(),
});

export const gatewayProfileSchema = z.object({
  id: text,
  provider: text,
  type: z.enum(['api_key', 'token', 'oauth']),
  /** The agent whose store holds it. */
  from: text,
  email: text.nullable(),
  status: z.enum(['ok', 'expiring', 'expired', 'missing', 'static']),
  expiresAt: z.number().nullable(),
  usable: z.boolean(),
  /** In the gateway's words; null where it is usable. */
  unusableReason: text.nullable(),
  plaintext: z.boolean(),
  ref: text.nullable(),
  /** Keywatch serves it already. */
  linked: z.boolean(),
  /** The profile of the vault that holds the same secret; null where none does, or while it is locked. */
  storedAs: text.nullable(),
});

export const gatewayStatusInput = gatewayPlace.extend({ agent: text.nullable() });
export const gatewayStatusSchema = z.object({
  agent: text,
  store: text.nullable(),
  profiles: z.array(gatewayProfileSchema),
  findings: z.array(
    z.object({ id: text, severity: z.enum(severities), what: text, where: text.nullable(), remedy: text }),
  ),
});

export type GatewayImportInput = z.infer<typeof gatewayImportInput>;
export type ListedGateway = z.infer<typeof listedGatewaySchema>;
export type GatewayProfile = z.infer<typeof gatewayProfileSchema>;
export type GatewayStatusInput = z.infer<typeof gatewayStatusInput>;
export type GatewayStatus = z.infer<typeof gatewayStatusSchema>;

/** Writes profiles of the vault into a gateway's store, in clear. */
export const gatewayExportInput = gatewayPlace.extend({
  /** Into whose store; null for the main agent's. */
  agent: z.string().min(1).max(128).nullable(),
  /** Profiles of the vault, by ids or beginnings of ids or names. */
  ids: z.array(z.string().min(1).max(256)).min(1).max(1000),
});

export const exportStates = ['new', 'changed', 'same', 'refused'] as const;

export const gatewayExportPlanSchema = z.object({
  gateway: text,
  name: text,
  agent: text,
  generation: text,
  /** The store that is written, or the one that the gateway's own command writes. */
  store: text,
  by: z.enum(['file', 'command']),
  profiles: z.array(
    z.object({
      /** The profile of the vault, and what it is called in the store. */
      id: text,
      as: text,
      state: z.enum(exportStates),
      mask: text.nullable(),
      /** What stands there now; null for nothing. */
      before: text.nullable(),
      why: text.nullable(),
      code: text.nullable(),
    }),
  ),
  /** What else is to be known, in sentences. */
  notes: z.array(text),
  changes: z.boolean(),
  mark: text,
});

export type GatewayExportInput = z.infer<typeof gatewayExportInput>;
export type GatewayExportPlan = z.infer<typeof gatewayExportPlanSchema>;
