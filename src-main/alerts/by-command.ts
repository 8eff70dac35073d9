import type { Notify } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { TransportError, type Spawn } from '../ports.ts';
import { messageDocument, messageVariables, type Message } from './message.ts';
import { checkNotify } from './notify-setting.ts';

const endsWithinMs = 30_000;

/** Hands a notice to a program: JSON on its standard input, the same in variables. Throws `unreachable` unless it ends with 0. */
export async function tellByCommand(
  way: Extract<Notify, { by: 'command' }>,
  message: Message,
  spawn: Spawn,
): Promise<void> {
  checkNotify(way);
  const [program = '', ...args] = way.command;
  const { code } = await spawn(program, args, {
    env: messageVariables(message),
    input: messageDocument(message),
    timeoutMs: endsWithinMs,
  }).catch((error: unknown) => {
    throw untaken(
      error instanceof TransportError
        ? error.message
        : telling('{program} could not be started', { program }),
      error,
    );
  });
  // What it printed is not repeated: nobody knows what that is.
  if (code !== 0) throw untaken(telling('{program} ended with {code}', { program, code }));
}

function untaken(why: string, cause?: unknown): KeywatchError {
  return new KeywatchError(
    'unreachable',
    telling(
      '{why}; the notice is told again later; see to that program, or choose another way with keywatch notify',
      { why },
    ),
    {},
    { cause },
  );
}
