import type { Profile } from '../../src-shared/contract-schema.ts';
import { documentOf } from '../documents.ts';
import type { Done, Host } from '../command.ts';
import { briefLines } from '../profile-lines.ts';
import { selectProfile } from '../../src-shared/select-profile.ts';

/** The full id of the profile a person means, as the core knows it. */
export async function idOf(host: Host, typed: string): Promise<string> {
  const client = await host.client();
  const { profiles } = await client.profiles.list({});
  return selectProfile(typed, profiles).id;
}

/** `keywatch.profile/1`, and what was done to it for people. */
export function profileDone(profile: Profile, headline: string): Done {
  return {
    document: documentOf('profile', { profile }),
    lines: (look) => [headline, ...briefLines(profile, look)],
  };
}
