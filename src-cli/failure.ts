import { isErrorCode, KeywatchError, type ErrorDetails } from '../src-shared/errors.ts';

/**
 * Any thrown value as an error a person can meet. What crossed a door keeps its code; everything unexpected is a
 * `fault`, named by its class only: its text might hold what it was working on.
 */
export function failureOf(thrown: unknown): KeywatchError {
  if (thrown instanceof KeywatchError) return thrown;
  if (!(thrown instanceof Error)) return fault('something that is not an error was thrown', thrown);
  const { code, data } = thrown as Error & { code?: unknown; data?: unknown };
  if (isErrorCode(code)) return new KeywatchError(code, thrown.message, detailsOf(data), { cause: thrown });
  if (code === 'BAD_REQUEST')
    return new KeywatchError(
      'invalid_input',
      'a value is longer or of another kind than Keywatch accepts; nothing was changed; see keywatch help',
      {},
      { cause: thrown },
    );
  const system = typeof code === 'string' ? systemFailure(code, thrown) : null;
  return system ?? fault(typeof code === 'string' ? `${thrown.name} ${code}` : thrown.name, thrown);
}

function fault(name: string, cause: unknown): KeywatchError {
  return new KeywatchError(
    'fault',
    `a fault in Keywatch itself (${name}); what was stored before is kept; run it again with KEYWATCH_LOG=debug and report what it says`,
    {},
    { cause },
  );
}

const cannotWrite: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
};
const cannotReach: Readonly<Record<string, string>> = {
  EACCES: 'a file of Keywatch may not be opened by this user',
  EPERM: 'a file of Keywatch may not be changed by this user',
};

function systemFailure(code: string, cause: Error & { path?: unknown }): KeywatchError | null {
  const where = typeof cause.path === 'string' ? ` (${cause.path})` : '';
  const write = cannotWrite[code];
  if (write !== undefined)
    return new KeywatchError(
      'write_failed',
      `${write}${where}; nothing was changed; make room or choose another KEYWATCH_HOME`,
      {},
      { cause },
    );
  const reach = cannotReach[code];
  if (reach !== undefined)
    return new KeywatchError(
      'not_permitted',
      `${reach}${where}; nothing was changed; see to the owner and mode of the data directory`,
      {},
      { cause },
    );
  return null;
}

/** Whether a thrown value is the system's refusal of one of these codes. */
export function isSystemError(thrown: unknown, ...codes: readonly string[]): boolean {
  return thrown instanceof Error && 'code' in thrown && codes.some((code) => code === thrown.code);
}

function detailsOf(data: unknown): ErrorDetails {
  if (typeof data !== 'object' || data === null) return {};
  const entries = Object.entries(data).filter(
    (entry): entry is [string, string | number | boolean | null] =>
      entry[1] === null || ['string', 'number', 'boolean'].includes(typeof entry[1]),
  );
  return Object.fromEntries(entries);
}
