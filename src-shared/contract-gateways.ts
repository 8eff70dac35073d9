/** What crosses a door about the files of gateways: what Keywatch changes in them, shown before it is done. Import types only outside the core. */
import { z } from 'zod';

const text = z.string();
const id = z.string().min(1).max(256);
const path = z
  .string()
  .max(4096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/);

/**
 * The gateway that is meant, and where it lies: whoever asks knows its variables (OPENCLAW_HOME …), the core does not.
 */
const gateway = {
  /** An id, a name or a command, with a release after @ where one was named. */
  gateway: z.string().min(1).max(64),
  stateDir: path,
  /** The configuration that it reads, or would write. */
  configPath: path,
  /** The directory that the environment names for the main agent, in place of every rule. */
  agentDir: path.nullable(),
  /** What `~` stands for in its files. */
  home: path,
  /** Whose store; null for all of them. */
  agent: z.string().min(1).max(128).nullable(),
  provider: z.string().min(1).max(64).nullable(),
  /** Profiles by their ids in the store; none for all. */
  ids: z.array(id).max(10_000),
};

/** Replaces what stands in clear in a gateway's stores by references to Keywatch. */
export const linkInput = z.object({
  act: z.literal('link'),
  ...gateway,
  /** The Node and the command line that a launcher starts, by their real paths; where absent, those of the core. */
  starts: z.object({ node: path, program: path }).optional(),
  /** Agrees to the sentence of each provider that has one. */
  agreePolicy: z.boolean().optional(),
});

/** Puts back what `link` replaced. */
export const unlinkInput = z.object({ act: z.literal('unlink'), ...gateway });

export const gatewayInput = z.discriminatedUnion('act', [linkInput, unlinkInput]);

/** What is done only while it is what was shown: the mark of a plan. */
const asShown = { mark: z.string().max(64) };
export const gatewayApplyInput = z.discriminatedUnion('act', [
  linkInput.extend(asShown),
  unlinkInput.extend(asShown),
]);

/** A file that changes; its content is told by paths in it, never by values. */
const changedFile = z.object({
  path: text,
  what: z.enum(['store', 'config', 'launcher']),
  isNew: z.boolean(),
  /** The permission bits; null where there are none. */
  modeBefore: z.number().nullable(),
  modeAfter: z.number().nullable(),
  changes: z.array(z.object({ at: text, before: text.nullable(), after: text.nullable() })),
});

export const noteKinds = [
  'grants',
  'copy',
  'by_command',
  'later_agents',
  'traces',
  'in_clear',
  'stays',
  'left',
  'reload',
] as const;

const common = {
  gateway: text,
  name: text,
  stateDir: text,
  generation: text,
  /** The name under which the gateway asks Keywatch. */
  reader: text,
  files: z.array(changedFile),
  /** What else is to be known, by its kind and what it is about: ids, a path, a command. */
  noted: z.array(z.object({ kind: z.enum(noteKinds), of: text })),
  /** The same in sentences. */
  notes: z.array(text),
  /** False: there is nothing to do. */
  changes: z.boolean(),
  mark: text,
};

export const linkStates = ['link', 'linked', 'left'] as const;
export const linkPlanSchema = z.object({
  act: z.literal('link'),
  ...common,
  profiles: z.array(
    z.object({
      agent: text,
      id: text,
      provider: text,
      type: text,
      state: z.enum(linkStates),
      /** The profile of the vault; `isNew`: its secret comes into the vault. */
      as: text.nullable(),
      isNew: z.boolean(),
      mask: text.nullable(),
      /** Why it is left as it is; null where it is not. */
      why: text.nullable(),
      /** The error that leaves it: `policy_not_agreed` can be answered by agreeing. */
      code: text.nullable(),
    }),
  ),
});

export const unlinkStates = ['unlink', 'left'] as const;
export const unlinkPlanSchema = z.object({
  act: z.literal('unlink'),
  ...common,
  profiles: z.array(
    z.object({
      agent: text,
      id: text,
      state: z.enum(unlinkStates),
      as: text.nullable(),
      mask: text.nullable(),
      why: text.nullable(),
    }),
  ),
});

export const gatewayPlanSchema = z.discriminatedUnion('act', [linkPlanSchema, unlinkPlanSchema]);

export type LinkInput = z.infer<typeof linkInput>;
export type UnlinkInput = z.infer<typeof unlinkInput>;
export type GatewayInput = z.infer<typeof gatewayInput>;
export type GatewayApplyInput = z.infer<typeof gatewayApplyInput>;
export type ChangedFile = z.infer<typeof changedFile>;
export type LinkPlan = z.infer<typeof linkPlanSchema>;
export type UnlinkPlan = z.infer<typeof unlinkPlanSchema>;
export type GatewayPlan = z.infer<typeof gatewayPlanSchema>;
