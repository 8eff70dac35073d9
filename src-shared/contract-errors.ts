import { z } from 'zod';
import { errorTable, type ErrorCode } from './errors.ts';

const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

type DeclaredErrors = { [C in ErrorCode]: { status: number; data: typeof details } };

/** What any call can fail with, as oRPC wants it declared: the table of errors.ts. */
export const declaredErrors = Object.fromEntries(
  Object.entries(errorTable).map(([code, { status }]) => [code, { status, data: details }]),
) as DeclaredErrors;
