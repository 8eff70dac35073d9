import { z } from 'zod';
import { alertSchema, coreStateSchema, profileSchema, settingsSchema } from './contract-schema.ts';

/** What a subscriber hears: pages of a snapshot first, then changes, numbered without gaps. */
export const changeSchema = z.discriminatedUnion('type', [
  z.object({
    n: z.number(),
    type: z.literal('snapshot'),
    page: z.number(),
    /** True on the last page: the picture is whole. */
    complete: z.boolean(),
    profiles: z.array(profileSchema),
    alerts: z.array(alertSchema),
    settings: settingsSchema,
    state: coreStateSchema,
  }),
  z.object({ n: z.number(), type: z.literal('profile'), profile: profileSchema }),
  z.object({ n: z.number(), type: z.literal('removed'), id: z.string() }),
  z.object({ n: z.number(), type: z.literal('alerts'), alerts: z.array(alertSchema) }),
  z.object({ n: z.number(), type: z.literal('settings'), settings: settingsSchema }),
  z.object({ n: z.number(), type: z.literal('state'), state: coreStateSchema }),
]);

export type Change = z.infer<typeof changeSchema>;
