/** What crosses a door about backups, export, import and the doctor. Import types only outside the core. */
import { z } from 'zod';
import { kinds, backupReasons, slotTypes } from './words.ts';

const text = z.string();
const passphrase = z.string().min(1).max(4096);
const shown = z.union([text, z.number(), z.boolean(), z.null()]);

/** A profile as a difference names it; of its secret the mask, as lists show it. */
const comparedSchema = z.object({
  id: text,
  name: text,
  provider: text,
  mask: text.nullable(),
});

export const fieldChangeSchema = z.object({
  field: z.enum([
    'secret',
    'name',
    'provider',
    'kind',
    'reference',
    'baseUrl',
    'api',
    'config',
    'expiresAt',
    'enabled',
    'disabledNote',
    'tags',
    'notes',
    'rotateEveryMs',
    'probesPerDay',
    'usedBy',
  ]),
  /** Times are epoch ms; of a secret the masks. */
  before: shown,
  after: shown,
});

/** What becomes of the vault. */
export const differenceSchema = z.object({
  added: z.array(comparedSchema),
  changed: z.array(comparedSchema.extend({ fields: z.array(fieldChangeSchema) })),
  removed: z.array(comparedSchema),
  /** For everybody where `agent` is null; a pin has at most one id. */
  order: z.array(
    z.object({
      provider: text,
      agent: text.nullable(),
      pinned: z.boolean(),
      before: z.array(text),
      after: z.array(text),
    }),
  ),
  /** What each gateway may fetch, by the name it was linked as. */
  grants: z.array(z.object({ reader: text, before: z.array(text), after: z.array(text) })),
  /** Values as JSON; null where there was none. */
  settings: z.array(z.object({ name: text, before: text.nullable(), after: text.nullable() })),
  /** Names of members that this Keywatch keeps without knowing them. */
  others: z.array(text),
});

export const backupSchema = z.object({
  id: text,
  at: z.number(),
  /** Before what it was made; null where its name does not say. */
  why: z.enum(backupReasons).nullable(),
  generation: z.number(),
  size: z.number(),
  /** Null where it cannot be read. */
  profiles: z.number().nullable(),
  /** Profiles whose records are visibly broken; all are proven when it is restored. */
  damaged: z.array(text),
  /** Why it cannot be restored at all; null where it may be. */
  problem: text.nullable(),
  /** Sealed under the data key that the vault has now; null where that cannot be told. */
  presentKey: z.boolean().nullable(),
  /** The slots that open it; `present`: the vault has the same slot now. */
  slots: z.array(
    z.object({
      id: text,
      type: z.enum(slotTypes).nullable(),
      recovery: z.boolean(),
      protected: z.boolean(),
      present: z.boolean(),
    }),
  ),
});

export const restoreInput = z.object({
  /** An id, or the beginning of one. */
  id: z.string().min(1).max(128),
  /** What opens it where it is sealed under an earlier key. */
  passphrase: passphrase.optional(),
  keyFile: z
    .string()
    .max(4096)
    .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/)
    .optional(),
});

export const restorePlanSchema = z.object({
  backup: backupSchema,
  difference: differenceSchema,
  /** Profiles that are damaged in the backup; `kept`: the vault has that profile and keeps it as it is. */
  leftOut: z.array(z.object({ id: text, reason: text, kept: z.boolean() })),
  /** Under an earlier data key: its secrets are sealed anew. */
  resealed: z.boolean(),
  /** The backup's order and settings were changed outside Keywatch: those of now stay. */
  arrangementKept: z.boolean(),
});

/** A vault that cannot be read, and what can be put in its place. */
export const unreadableSchema = z.object({ path: text, why: text, backups: z.array(backupSchema) });

export const recoveredSchema = z.object({
  /** The backup that was put in place, whole, slots and all. */
  id: text,
  profiles: z.number(),
  /** Records that were damaged in the backup already; they are kept and not used. */
  damaged: z.array(text),
  /** Where the unreadable file lies now; null where there was none. */
  setAside: text.nullable(),
});

/** Files that are imported, in bytes; and how much of one crosses a door at once, in characters. */
export const importLimit = 8 * 1024 * 1024;
export const pieceLimit = 128 * 1024;
/** Entries of one file. */
export const entriesLimit = 10_000;

/** What is to be read: as it is, or sent piece by piece before. */
const source = {
  content: z.string().max(pieceLimit).optional(),
  upload: z.string().max(64).optional(),
  /** Opens an exported file that is sealed. */
  passphrase: passphrase.optional(),
};

export const pieceInput = z.object({
  /** Null begins one. */
  upload: z.string().max(64).nullable(),
  piece: z.string().max(pieceLimit),
});

/** What becomes of a profile whose id the file gives to another secret: it stays, takes the file's, or has it beside it. */
export const conflictChoices = ['mine', 'theirs', 'both'] as const;
const conflictChoice = z.enum(conflictChoices);

export const importChoices = {
  /** Profiles of the same id and another secret take the file's; else they stay as they are. */
  replace: z.boolean().optional(),
  /** The same for single entries, by their `where`. */
  conflicts: z.record(text, conflictChoice).optional(),
  /** Agrees to the sentence of each provider that has one. */
  agreePolicy: z.boolean().optional(),
};

export const previewInput = z.object({ ...source, ...importChoices });
export const importInput = previewInput;

export const importStates = ['new', 'changed', 'same', 'conflicting', 'skipped', 'refused'] as const;

export const importPlanSchema = z.object({
  format: z.enum(['export', 'json', 'env', 'csv', 'gateway']),
  entries: z.array(
    z.object({
      /** `line 3`, `entry 2`, or the name under which it stands. */
      where: text,
      state: z.enum(importStates),
      /** The profile it becomes or belongs to; null where it becomes none. */
      id: text.nullable(),
      name: text.nullable(),
      provider: text.nullable(),
      kind: z.enum(kinds).nullable(),
      mask: text.nullable(),
      /** Of those that change. */
      fields: z.array(fieldChangeSchema),
      /** What was chosen where there is a choice; null where there is none. */
      choice: conflictChoice.nullable(),
      /** Why it is left out, refused or in conflict, in a sentence. */
      why: text.nullable(),
      /** The error that refuses it: `policy_not_agreed` can be answered by agreeing. */
      code: text.nullable(),
    }),
  ),
  counts: z.record(z.enum(importStates), z.number()),
  difference: differenceSchema,
  /** Nothing is imported while one entry is refused. */
  importable: z.boolean(),
});

export const exportInput = z.object({
  /** With the secrets; then the file is sealed under a passphrase. */
  secrets: z.boolean(),
  passphrase: passphrase.optional(),
});

export const exportedSchema = z.object({
  /** The whole file. */
  content: text,
  sealed: z.boolean(),
  profiles: z.number(),
  secrets: z.number(),
  /** Profiles that are damaged, and therefore not in it. */
  leftOut: z.array(z.object({ id: text, reason: text })),
});

export const severities = ['bad', 'warn', 'info'] as const;

export const findingSchema = z.object({
  /** Of the kind of finding: `loose_mode`. */
  id: text,
  severity: z.enum(severities),
  what: text,
  /** A path, or the profile. */
  where: text.nullable(),
  remedy: text,
  fixable: z.boolean(),
  fixed: z.boolean(),
  /** What was done to set it right; null where nothing was. */
  done: text.nullable(),
});

export const diagnosisSchema = z.object({
  findings: z.array(findingSchema),
  /** 1: something bad remains; 2: something to look at remains; else 0. */
  exit: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

const credentialSchema = z.object({
  /** The variable, the profile of a gateway, `login`. */
  name: text,
  /** `environment`, `keyring`, or a path. */
  from: text,
  kind: z.enum(['key', 'token', 'login', 'program', 'cloud']),
  /** Null where it was not opened, or is no secret. */
  mask: text.nullable(),
  expiresAt: z.number().nullable(),
});

/** What a tool would use for a provider, where the command was typed. */
export const toolUseSchema = z.object({
  tool: text,
  name: text,
  provider: text,
  /** Of a gateway; else null. */
  agent: text.nullable(),
  uses: credentialSchema.nullable(),
  passedOver: z.array(credentialSchema.extend({ why: text })),
  /** Where its questions go in place of the provider's own address. */
  baseUrl: text.nullable(),
});

/** A program that the system starts for this person, and which keys it would see: names, never values. */
export const serviceViewSchema = z.object({
  name: text,
  path: text,
  program: text,
  sees: z.array(z.object({ name: text, from: text })),
  credentials: z.array(text),
  /** What is used here and would be missing there. */
  lacks: z.array(text),
  /** Whether the service manager itself was asked; else only its files tell. */
  isWhole: z.boolean(),
});

/** The vault and, where they were examined too, its surroundings: gateways, tools, services. */
export const examinationSchema = diagnosisSchema.extend({
  tools: z.array(toolUseSchema),
  services: z.array(serviceViewSchema),
});

export type ToolUse = z.infer<typeof toolUseSchema>;
export type ServiceView = z.infer<typeof serviceViewSchema>;
export type Examination = z.infer<typeof examinationSchema>;
export type FieldChange = z.infer<typeof fieldChangeSchema>;
export type Difference = z.infer<typeof differenceSchema>;
export type Backup = z.infer<typeof backupSchema>;
export type RestoreInput = z.infer<typeof restoreInput>;
export type RestorePlan = z.infer<typeof restorePlanSchema>;
export type Unreadable = z.infer<typeof unreadableSchema>;
export type Recovered = z.infer<typeof recoveredSchema>;
export type PieceInput = z.infer<typeof pieceInput>;
export type ImportInput = z.infer<typeof importInput>;
export type ConflictChoice = (typeof conflictChoices)[number];
export type ImportState = (typeof importStates)[number];
export type ImportPlan = z.infer<typeof importPlanSchema>;
export type ExportInput = z.infer<typeof exportInput>;
export type Exported = z.infer<typeof exportedSchema>;
export type Severity = (typeof severities)[number];
export type Finding = z.infer<typeof findingSchema>;
export type Diagnosis = z.infer<typeof diagnosisSchema>;
