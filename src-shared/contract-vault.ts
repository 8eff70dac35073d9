/** What crosses a door about the vault itself: its slots, its lock, its key. Import types only outside the core. */
import { z } from 'zod';
import { vaultSchema } from './contract-schema.ts';
import { newSlots, slotTypes } from './words.ts';

const text = z.string();
/** As long as a passphrase file may be read. */
const passphrase = z.string().min(1).max(4096);
/** An absolute path, of either kind of system. */
const keyFile = z
  .string()
  .max(4096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/);
const slotName = z.string().min(1).max(64);

/** What a person gives to open a slot: a passphrase or recovery code, the absolute path of a key file. */
const givenSchema = z.object({ passphrase: passphrase.optional(), keyFile: keyFile.optional() });

export const slotSchema = z.object({
  /** Its type or `recovery`, with a number where there are several. */
  id: text,
  /** Null for one that a newer Keywatch made. */
  type: z.enum(slotTypes).nullable(),
  recovery: z.boolean(),
  /** The keeper as it named itself when the slot was made. */
  backend: text.nullable(),
  /** Others who get hold of the vault's file cannot open it by this slot. */
  protected: z.boolean(),
  /** `no`: its keeper answers and cannot open the vault; `unavailable`: nobody could be asked. */
  opens: z.enum(['yes', 'no', 'unavailable']),
  why: text.nullable(),
  addedAt: z.number().nullable(),
  openedNow: z.boolean(),
  advice: text.nullable(),
});

export const vaultReportSchema = vaultSchema.extend({
  generation: z.number(),
  slots: z.array(slotSchema),
  /** What could be added on this machine. */
  offers: z.array(
    z.object({
      slot: z.enum(newSlots),
      available: z.boolean(),
      protected: z.boolean(),
      backend: text.nullable(),
      advice: text.nullable(),
    }),
  ),
  backups: z.object({
    count: z.number(),
    /** What was removed and still opens backups, in the vault's own names of slots; null for nothing. */
    formerWays: z
      .object({ backups: z.number(), slots: z.array(text), presentKey: z.boolean(), protected: z.boolean() })
      .nullable(),
  }),
  /** Why locking would be in vain; null where it is not. */
  whyNotLockable: text.nullable(),
  /** What programs of the same user can still do, in a sentence. */
  remains: text,
});

/** Backups that are opened by what no longer opens the vault, and those of them that were deleted (D-A15). */
export const formerBackupsSchema = z.object({ opened: z.number(), deleted: z.number() });

const report = z.object({ vault: vaultReportSchema });

export const protectInput = z.discriminatedUnion('act', [
  givenSchema.extend({
    act: z.literal('add'),
    slot: z.enum(newSlots),
    /** Agrees to a slot that does not protect. */
    unprotected: z.boolean().optional(),
  }),
  z.object({
    act: z.literal('remove'),
    slot: slotName,
    purgeBackups: z.boolean().optional(),
    dryRun: z.boolean().optional(),
  }),
  givenSchema.extend({ act: z.literal('test'), slot: slotName }),
]);

export const protectOutput = report.extend({
  slot: slotSchema,
  /** A code to print and put away; told this once. */
  recoveryCode: text.nullable(),
  backups: formerBackupsSchema,
});

export const rotateInput = z.object({
  /** What opens the slots that a person keeps, so that they take the new key. */
  given: z.array(givenSchema).max(16).optional(),
  /** Slots to leave behind. */
  drop: z.array(slotName).max(32).optional(),
  purgeBackups: z.boolean().optional(),
  dryRun: z.boolean().optional(),
});

export const rotateOutput = report.extend({
  slots: z.array(
    z.object({
      id: text,
      type: z.enum(slotTypes).nullable(),
      recovery: z.boolean(),
      fate: z.enum(['kept', 'dropped', 'undecided']),
      /** Why it cannot take the new key here; null where it can. */
      why: text.nullable(),
    }),
  ),
  backups: formerBackupsSchema,
});

export const unlockInput = givenSchema.extend({ slot: slotName.optional() });
export const reportOutput = report;

export type VaultSlot = z.infer<typeof slotSchema>;
export type VaultReport = z.infer<typeof vaultReportSchema>;
export type ProtectInput = z.infer<typeof protectInput>;
export type Protected = z.infer<typeof protectOutput>;
export type RotateInput = z.infer<typeof rotateInput>;
export type Rotated = z.infer<typeof rotateOutput>;
export type UnlockInput = z.infer<typeof unlockInput>;
