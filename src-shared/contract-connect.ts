/** What crosses a door about tools that are pointed at the relay. Import types only outside the core. */
import { z } from 'zod';

const text = z.string();
const path = z
  .string()
  .max(4096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/);

/** Where a tool is that is meant, as whoever asks finds it: a program of this user alone may say so, at the local door. */
const elsewhere = {
  /** Its configuration; absent: where it looks itself. */
  file: path.optional(),
  /** The home directory and the variables that say where it looks; absent: the core's own. */
  around: z.object({ home: path, cwd: path, env: z.record(text, z.string().max(4096)) }).optional(),
};

export const connectInput = z.object({
  act: z.literal('connect'),
  /** An id of the table of tools. */
  tool: z.string().min(1).max(64),
  /** For which providers; none: those of the tool that have a profile here. */
  providers: z.array(z.string().min(1).max(64)).max(32),
  ...elsewhere,
});
export const disconnectInput = z.object({
  act: z.literal('disconnect'),
  tool: z.string().min(1).max(64),
  ...elsewhere,
});
export const connectionInput = z.discriminatedUnion('act', [connectInput, disconnectInput]);

/** What is done only while it is what was shown: the mark of a plan. */
const asShown = { mark: z.string().max(64) };
export const connectionApplyInput = z.discriminatedUnion('act', [
  connectInput.extend(asShown),
  disconnectInput.extend(asShown),
]);

export const connectionsInput = z.object({ around: elsewhere.around });

/** One field of a tool's configuration; what may be secret is masked. Null: it is not there. */
const fieldChangeSchema = z.object({ at: text, before: text.nullable(), after: text.nullable() });

export const connectionPlanSchema = z.object({
  act: z.enum(['connect', 'disconnect']),
  tool: text,
  name: text,
  /** The configuration that changes. */
  path: text,
  /** The permission bits; null where there is no file. */
  modeBefore: z.number().nullable(),
  modeAfter: z.number().nullable(),
  fields: z.array(fieldChangeSchema),
  /** Fields that somebody changed since, which stay so. */
  left: z.array(text),
  /** The access token of the relay that is made, or revoked. */
  token: text,
  providers: z.array(text),
  /** The relay's address that the tool gets; null where it gets none. */
  url: text.nullable(),
  /** The port that the relay is kept on from then on; null where that stays as it is. */
  keeps: z.number().nullable(),
  notes: z.array(text),
  /** False: there is nothing to do. */
  changes: z.boolean(),
  mark: text,
});

/** `changed`: somebody changed it since, or the relay is elsewhere now. `absent`: nothing of the tool was found. */
export const connectionStates = ['connected', 'changed', 'ready', 'absent'] as const;
export const connectionSchema = z.object({
  tool: text,
  name: text,
  state: z.enum(connectionStates),
  /** Null where a person has to say. */
  path: text.nullable(),
  /** Those it is connected for, else those it can be. */
  providers: z.array(text),
  token: text.nullable(),
});

export type ConnectInput = z.infer<typeof connectInput>;
export type DisconnectInput = z.infer<typeof disconnectInput>;
export type ConnectionInput = z.infer<typeof connectionInput>;
export type ConnectionApplyInput = z.infer<typeof connectionApplyInput>;
export type ConnectionsInput = z.infer<typeof connectionsInput>;
export type ConnectionPlan = z.infer<typeof connectionPlanSchema>;
export type Connection = z.infer<typeof connectionSchema>;
export type ConnectionState = (typeof connectionStates)[number];
