import type { PeerCredential } from '../../src-main/gateways/stores/credential.ts';
import type { Host } from '../command.ts';
import { failureOf } from '../failure.ts';

/** What a provider answered Keywatch about the same key. */
export interface Verified {
  /** Our profile that holds it. */
  profile: string;
  outcome: string;
  /** Epoch ms. */
  at: number;
}

/** More keys than this are not held against the vault one by one. */
const most = 200;

/**
 * The last answers about keys that a running Keywatch watches too. Without one nobody is asked and nothing is opened: what a
 * gateway stores is never sent to a provider from here.
 */
export async function lastAnswers(
  credentials: readonly PeerCredential[],
  host: Host,
): Promise<Map<string, Verified>> {
  const found = new Map<string, Verified>();
  const held = credentials.filter(({ inline }) => inline.trim() !== '').slice(0, most);
  if (held.length === 0) return found;
  try {
    const owner = await host.owner();
    if (owner === null) return found;
    const { profiles } = await owner.profiles.list({});
    const byId = new Map(profiles.map((each) => [each.id, each]));
    for (const { id, inline } of held) {
      const { found: recognised } = await owner.profiles.recognise({ text: inline });
      const stored = recognised.length === 1 ? recognised[0]?.storedAs : null;
      const profile = stored === null || stored === undefined ? undefined : byId.get(stored);
      const answer = profile?.lastAnswer ?? null;
      if (profile !== undefined && answer !== null)
        found.set(id, { profile: profile.id, outcome: answer.outcome, at: answer.at });
    }
  } catch (thrown) {
    host.warn(failureOf(thrown).message);
  }
  return found;
}
