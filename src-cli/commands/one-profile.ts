import type { Profile } from '../../src-shared/contract-schema.ts';
import { documentOf } from '../documents.ts';
import type { Done, Host } from '../command.ts';
import { failureOf } from '../failure.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';

/** A whole id, as it may stand in a contract's `id`. */
const wholeId = /^[a-z0-9][a-z0-9-]*:[A-Za-z0-9._-]{1,128}$/;

/**
 * The full id of the profile a person means. A whole id of one that is there goes before everything else, so only
 * when it is none the list is asked for: a vault may hold thousands.
 */
export async function idOf(host: Host, typed: string): Promise<string> {
  const client = await host.client();
  if (wholeId.test(typed)) {
    const known = await client.profiles.get({ id: typed }).then(
      ({ profile }) => profile.id,
      (error: unknown) => {
        if (failureOf(error).code === 'not_found') return null;
        throw error;
      },
    );
    if (known !== null) return known;
  }
  const { profiles } = await client.profiles.list({});
  return selectProfile(typed, profiles).id;
}

/** `keywatch.profile/1`, and what was done to it for people. */
export function profileDone(profile: Profile, headline: string): Done {
  return {
    document: documentOf('profile', { profile }),
    lines: async (look) => {
      const { briefLines } = await import('../profile-lines.ts');
      return [headline, ...briefLines(profile, look)];
    },
  };
}
