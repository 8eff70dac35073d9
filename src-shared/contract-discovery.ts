/** What crosses a door about credentials that lie elsewhere on this machine. Import types only outside the core. */
import { z } from 'zod';
import { profileId, secretLimit } from './contract-input.ts';
import { kinds } from './words.ts';

const text = z.string();

/** `none` for references and variables, `medium` for plaintext that its person alone can read, `high` where others can too. */
export const discoveryFindings = ['none', 'medium', 'high'] as const;
export const takings = ['link', 'copy'] as const;

/** One credential that was seen: what is known of it without its secret. */
export const candidateSchema = z.object({
  /** The same at every look; what `take` is told. */
  selector: text,
  /** Which tool or kind of place: `claude-code`, `env`. */
  source: text,
  provider: text.nullable(),
  kind: z.enum(kinds).nullable(),
  /** A path, or `environment`. */
  where: text,
  /** Within that: a variable, a pointer, a profile. */
  location: text.nullable(),
  /** The file's, in octal: `0600`. */
  mode: text.nullable(),
  /** The secret stands there in clear. */
  plaintext: z.boolean(),
  finding: z.enum(discoveryFindings),
  /** The tool that it belongs to and that renews it. */
  owner: text.nullable(),
  /** The profile that holds it already; null too while the vault is locked. */
  known: text.nullable(),
  ignored: z.boolean(),
  expiresAt: z.number().nullable(),
  mask: text.nullable(),
  /** What stands there in the place of a secret: `op://…`. */
  reference: text.nullable(),
  /** What a person should know of it. */
  note: text.nullable(),
  takes: z.array(z.enum(takings)),
});

const files = z
  .array(
    z
      .string()
      .max(4096)
      .regex(/^(?:\/|[A-Za-z]:[\\/])/),
  )
  .max(50);

export const findInput = z.object({
  /** Files and folders to look at beside the usual places; absolute. */
  files: files.optional(),
});

export const foundSchema = z.object({
  candidates: z.array(candidateSchema),
  /** What could not be looked at. */
  problems: z.array(z.object({ where: text, message: text })),
  /** False while the vault is locked: then nobody knows what of it is stored or ignored. */
  compared: z.boolean(),
});

const where = z.string().max(4096);
const location = z.string().max(1024).nullable();
const selector = z.string().min(1).max(512);
const secret = z.string().min(1).max(secretLimit);
const reference = z.string().max(4096);

/** What a program saw in its own surroundings, to be held against the vault. Nothing of it is kept. */
export const compareInput = z.object({
  seen: z
    .array(
      z.object({
        where,
        location,
        secret: secret.nullable(),
        /** What it would be linked by. */
        link: reference.nullable(),
      }),
    )
    .max(200),
});

export const comparedSchema = z.object({
  /** In the order in which they were asked about. */
  judged: z.array(z.object({ known: text.nullable(), ignored: z.boolean() })),
  compared: z.boolean(),
});

export const takeInput = z.object({
  as: z.enum(takings),
  /** A candidate of `find`, which is looked up again; with `files` where it was found by them. */
  selector: selector.optional(),
  files: files.optional(),
  /** What a program read in its own surroundings instead, at the moment it was chosen. */
  seen: z
    .object({
      source: z.string().max(64),
      provider: z.string().max(64).nullable(),
      kind: z.enum(kinds).nullable(),
      secret: secret.nullable(),
      link: reference.nullable(),
      baseUrl: z.string().max(2048).nullable(),
      config: z.record(text, text),
      expiresAt: z.number().nullable(),
    })
    .optional(),
  /** Whose it is, where it does not tell. */
  provider: z.string().max(64).optional(),
  name: z.string().trim().min(1).max(200).optional(),
  id: profileId.optional(),
  agreePolicy: z.boolean().optional(),
  force: z.boolean().optional(),
  probe: z.boolean().optional(),
});

export const placesInput = z.object({ places: z.array(z.object({ where, location })).min(1).max(1000) });

export type Candidate = z.infer<typeof candidateSchema>;
export type FoundCandidates = z.infer<typeof foundSchema>;
export type FindInput = z.infer<typeof findInput>;
export type CompareInput = z.infer<typeof compareInput>;
export type Compared = z.infer<typeof comparedSchema>;
export type TakeInput = z.infer<typeof takeInput>;
export type Taking = (typeof takings)[number];
export type PlacesInput = z.infer<typeof placesInput>;
