import { say } from '../../src-shared/say.ts';
import { errorWords } from '../../src-shared/error-words.ts';
import { isErrorCode, type ErrorCode } from '../../src-shared/errors.ts';

/** An error of the contract as the window meets it. */
export interface Met {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Reads what a call rejected with: the core's own sentence where there is one. */
export function met(error: unknown): Met {
  if (!(error instanceof Error)) return { code: null, message: noAnswer, details: {} };
  const code: unknown = Reflect.get(error, 'code');
  const data: unknown = Reflect.get(error, 'data');
  if (!isErrorCode(code)) return { code: null, message: noAnswer, details: {} };
  const details = typeof data === 'object' && data !== null ? { ...data } : {};
  return { code, message: errorWords(code, error.message), details };
}

const noAnswer = say('Keywatch did not answer; nothing is known to have changed; try again.');
