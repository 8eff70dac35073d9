import type { Host } from '../command.ts';
import { failureOf } from '../failure.ts';
import { isStopped, type Screen } from './screen.ts';

/** What every step works with. */
export interface FirstMinutes {
  screen: Screen;
  host: Host;
  /** What was done so far, in words. */
  kept: string[];
}

/** One step: does what is left of it, and gives false where nothing was. */
export type Step = (around: FirstMinutes) => Promise<boolean>;

/** Tries what may fail: the failure is said and nothing is thrown but a person's giving up and faults of ours. */
export async function tried<T>({ screen }: FirstMinutes, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (isStopped(thrown) || failure.code === 'fault') throw thrown;
    screen.bad(failure.message);
    return null;
  }
}

/**
 * Stores by `put`; where the provider has a sentence to agree to, or the same secret is there, a person is asked and it is
 * tried once more. Null where it is not stored.
 */
export async function putAsked<T>(
  around: FirstMinutes,
  put: (agreed: { agreePolicy: boolean; force: boolean }) => Promise<T>,
): Promise<T | null> {
  const agreed = { agreePolicy: false, force: false };
  for (;;) {
    try {
      return await put({ ...agreed });
    } catch (thrown) {
      const { code, message } = failureOf(thrown);
      const asks = code === 'policy_not_agreed' ? 'agreePolicy' : code === 'duplicate' ? 'force' : null;
      if (asks === null || agreed[asks]) return tried(around, () => Promise.reject(thrown));
      around.screen.says(message);
      const question = asks === 'force' ? 'Store it once more all the same?' : 'Agree to that and store it?';
      if (!(await around.screen.yes(question, false))) return null;
      agreed[asks] = true;
    }
  }
}

/** A command's own questions, whose no is no failure. Gives whether it was done. */
export async function unlessDeclined(
  around: FirstMinutes,
  act: (host: Host) => Promise<string[]>,
): Promise<boolean> {
  let declined = false;
  const host: Host = {
    ...around.host,
    askYes: async (question) => {
      const yes = await around.screen.yes(question, false);
      declined = !yes;
      return yes;
    },
  };
  const said = await tried(around, async () => {
    try {
      return await act(host);
    } catch (thrown) {
      if (declined) return null;
      throw thrown;
    }
  });
  if (said === null) return false;
  around.screen.good(said.filter((line) => line !== '').join('\n'));
  return true;
}
