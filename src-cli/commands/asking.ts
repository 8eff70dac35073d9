import type { Answer, Profile } from '../../src-shared/contract-schema.ts';
import type { Client } from '../../src-shared/contract.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { speaks } from '../../src-main/health/outcome-class.ts';
import { failureOf } from '../failure.ts';
import type { Host } from '../command.ts';
import { plain } from '../plain-text.ts';

/** Whether an answer says something about the key itself; any other could not be asked (D-B22). */
export function spokeAboutKey(answer: Pick<Answer, 'outcome'>): boolean {
  return speaks(answer.outcome);
}

/** Warns of what is odd about a key that was stored all the same: an admin key, a form that is retired (providers.md §5). */
export async function warnOfForm(client: Client, text: string, profile: Profile, host: Host): Promise<void> {
  const { found } = await client.profiles.recognise({ text, provider: profile.provider });
  for (const { problem } of found)
    if (problem?.blocks === false && problem.code !== 'needs_base_url')
      host.warn(`${profile.id} is stored. ${problem.message}`);
}

/** Names the flag that stores what was refused all the same, where the command has it. Throws what storing throws. */
export async function offeringForce<T>(stored: Promise<T>): Promise<T> {
  try {
    return await stored;
  } catch (thrown) {
    const { code, message, details } = failureOf(thrown);
    if (details['force'] !== true) throw thrown;
    throw new KeywatchError(code, `${message} --force stores it all the same.`, details);
  }
}

/**
 * Stores something whose provider may set terms: where nobody agreed to them yet, a person at the terminal is asked, and it is
 * stored then. Throws what storing throws, `policy_not_agreed` where nobody is there or agrees.
 */
export async function storedWithConsent<T>(
  host: Host,
  agreed: boolean,
  store: (agreePolicy: boolean) => Promise<T>,
): Promise<T> {
  try {
    return await store(agreed);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure.code !== 'policy_not_agreed' || !host.terminal.in) throw failure;
    host.write(`${plain(failure.message)}\n`);
    if (!(await host.askYes('Agree to that?'))) throw failure;
    return store(true);
  }
}

/**
 * Asks about a profile just saved and warns of anything but ok (D-B23): saving has succeeded whatever the answer is.
 * Gives the profile as it is afterwards.
 */
export async function askedAfterSaving(client: Client, profile: Profile, host: Host): Promise<Profile> {
  try {
    const { answers } = await client.probes.test({ ids: [profile.id] });
    for (const answer of answers)
      if (answer.outcome !== 'ok') {
        const says = answer.message === null ? '' : `: ${answer.message}`;
        host.warn(`${profile.id} is stored; its provider answered ${answer.outcome}${says}`);
      }
    return (await client.profiles.get({ id: profile.id })).profile;
  } catch (thrown) {
    const failure = failureOf(thrown);
    host.warn(`${profile.id} is stored, but could not be tested: ${failure.message}`);
    return profile;
  }
}
