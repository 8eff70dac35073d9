import type { ErrorCode } from '../../../src-shared/errors.ts';
import { isSince, type Generation } from '../generation.ts';

/** What 2026.9 calls the ways in which a reference leads nowhere; earlier releases have only the sentence. */
export type RefCode =
  | 'SECRET_REF_NOT_FOUND'
  | 'SECRET_REF_POLICY_DENIED'
  | 'SECRET_REF_INVALID'
  | 'SECRET_PROVIDER_NOT_CONFIGURED'
  | 'SECRET_PROVIDER_INVALID'
  | 'SECRET_PROVIDER_UNAVAILABLE';

/** Why a gateway gets no secret, in its own words. */
export interface RefFailure {
  ok: false;
  code: RefCode | null;
  message: string;
  /** What it is among our own errors, which decides the exit code. */
  as: ErrorCode;
}

export type Resolution = { ok: true; value: string } | RefFailure;

export const refused = (code: RefCode | null, message: string, as: ErrorCode): RefFailure => ({
  ok: false,
  code,
  message,
  as,
});

/** The failure as a peer of that generation prints it. */
export function sentenceOfFailure({ code, message }: RefFailure, generation: Generation): string {
  return code !== null && isSince(generation, '2026.9.6') ? `[${code}] ${message}` : message;
}
