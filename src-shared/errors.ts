/**
 * Everything a person can meet, by name: the exit code a script sees (spec: exit codes) and the status a door answers.
 * The contract declares these; the command line exits by them; the window words them.
 */
export const errorTable = {
  bad_usage: { exit: 64, status: 400 },
  /** Nothing would be left that opens the vault. */
  last_slot: { exit: 64, status: 409 },
  /** Every slot opens without a person, so locking would be in vain (D-B24). */
  cannot_lock: { exit: 64, status: 409 },
  /** Something would be given up that a person has to agree to. */
  consent_needed: { exit: 64, status: 409 },
  invalid_input: { exit: 65, status: 422 },
  ambiguous: { exit: 65, status: 409 },
  duplicate: { exit: 65, status: 409 },
  policy_not_agreed: { exit: 65, status: 422 },
  too_large: { exit: 65, status: 413 },
  not_found: { exit: 66, status: 404 },
  unknown_provider: { exit: 66, status: 404 },
  too_late: { exit: 66, status: 410 },
  unreachable: { exit: 69, status: 502 },
  fault: { exit: 70, status: 500 },
  write_failed: { exit: 73, status: 507 },
  vault_newer: { exit: 73, status: 409 },
  busy: { exit: 75, status: 503 },
  too_many_attempts: { exit: 75, status: 429 },
  keyring_unavailable: { exit: 75, status: 503 },
  vault_locked: { exit: 77, status: 423 },
  wrong_passphrase: { exit: 77, status: 403 },
  vault_unreadable: { exit: 77, status: 409 },
  /** A backup or an exported file that nothing at hand opens. */
  sealed: { exit: 77, status: 403 },
  profile_damaged: { exit: 77, status: 409 },
  file_too_open: { exit: 77, status: 403 },
  not_permitted: { exit: 77, status: 403 },
} as const;

export type ErrorCode = keyof typeof errorTable;

/** What a door may tell beside the sentence: which profile, which field. Never a secret. */
export type ErrorDetails = { readonly [name: string]: string | number | boolean | null };

/**
 * An error a person can meet. `message` is one sentence group: what happened; what was kept; what to do.
 * Everything else that is thrown is a fault of Keywatch and shown as such.
 */
export class KeywatchError extends Error {
  override readonly name = 'KeywatchError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorTable, code);
}
