/** What the calls that make or change a profile take, checked at run time. Import types only outside the core. */
import { z } from 'zod';
import { apis, kinds, transportReasons } from './words.ts';

/** Secrets and pastes beyond this are refused before they are sent (D-B36). Bytes. */
export const secretLimit = 64 * 1024;

const at = z.number().nullable();
const text = z.string();
const name = z.string().trim().min(1).max(200);
export const profileId = z.string().regex(/^[a-z0-9][a-z0-9-]*:[A-Za-z0-9._-]{1,128}$/);

/** Where the secret of a profile comes from: typed in here, or read elsewhere when needed. */
const material = {
  secret: z.string().max(secretLimit).optional(),
  reference: z.string().max(4096).optional(),
};

export const addSchema = z.object({
  ...material,
  provider: text.optional(),
  name: name.optional(),
  id: profileId.optional(),
  kind: z.enum(kinds).optional(),
  api: z.enum(apis).optional(),
  config: z.record(text, text).optional(),
  baseUrl: z.string().max(2048).optional(),
  /** Epoch ms; null says there is no date. */
  expiresAt: at.optional(),
  createdAt: z.number().optional(),
  tags: z.array(z.string().max(64)).max(32).optional(),
  notes: z.string().max(4000).nullable().optional(),
  rotateEveryMs: z.number().positive().nullable().optional(),
  agreePolicy: z.boolean().optional(),
  force: z.boolean().optional(),
  /** Ask the provider right after saving; the answer arrives as a change. */
  probe: z.boolean().optional(),
});

export const editSchema = z.object({
  id: text,
  name: name.optional(),
  expiresAt: at.optional(),
  baseUrl: z.string().max(2048).nullable().optional(),
  tags: z.array(z.string().max(64)).max(32).optional(),
  notes: z.string().max(4000).nullable().optional(),
  rotateEveryMs: z.number().positive().nullable().optional(),
  /** How many questions a day the schedule may put; null: as about all profiles. */
  probesPerDay: z.number().int().min(1).max(96).nullable().optional(),
});

export const replaceSchema = z.object({
  id: text,
  ...material,
  expiresAt: at.optional(),
  agreePolicy: z.boolean().optional(),
  probe: z.boolean().optional(),
});

export const trySchema = z.object({
  ...material,
  provider: text,
  kind: z.enum(kinds).optional(),
  api: z.enum(apis).optional(),
  baseUrl: z.string().max(2048).optional(),
  config: z.record(text, text).optional(),
});

/** Headers of an answer, as far as they were seen. */
const answerHeaders = z.record(z.string().max(128), z.string().max(4096));

export const explainSchema = z.object({
  /** An id or another name of it; without one it is looked for in the text. */
  provider: z.string().max(64).nullable().optional(),
  /** With a status the text is the body; without one it is searched for all of them. */
  status: z.number().int().min(100).max(599).nullable().optional(),
  headers: answerHeaders.optional(),
  text: z.string().max(secretLimit).optional(),
  method: z.string().max(16).optional(),
  path: z.string().max(2048).optional(),
  /** A code of the system or of the provider, as a program had it: `ECONNRESET`. */
  code: z.string().max(128).nullable().optional(),
  /** The gateway that met it, perhaps with its release: `openclaw`, `openclaw@2026.5.28`. */
  gateway: z.string().max(64).nullable().optional(),
});

/** What real traffic met: an answer, or why none came. */
export const reportSchema = z.object({
  id: text,
  /** Who saw it: `gateway`, `run`, `relay`, or the name of a program. */
  from: z.string().regex(/^[\w .@:/+-]{1,64}$/),
  method: z.string().max(16),
  /** With its query, without the host. */
  path: z.string().max(2048),
  model: z.string().max(256).nullable().optional(),
  answer: z.union([
    z.object({
      status: z.number().int().min(100).max(599),
      headers: answerHeaders,
      /** At most the first 64 KiB. */
      body: z.string().max(secretLimit),
      truncated: z.boolean().optional(),
    }),
    z.object({ failure: z.enum(transportReasons) }),
  ]),
  /** When it was seen; epoch ms. Now, unless told. */
  at: z.number().optional(),
  latencyMs: z.number().min(0).nullable().optional(),
});

export type ReportInput = z.infer<typeof reportSchema>;
export type ExplainInput = z.infer<typeof explainSchema>;
export type AddInput = z.infer<typeof addSchema>;
export type EditInput = z.infer<typeof editSchema>;
export type ReplaceInput = z.infer<typeof replaceSchema>;
export type TryInput = z.infer<typeof trySchema>;
