/** What crosses the local door when a gateway fetches secrets. Import types only outside the core. */
import { z } from 'zod';

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

export type ServeInput = z.infer<typeof serveInput>;
export type Served = z.infer<typeof servedSchema>;
