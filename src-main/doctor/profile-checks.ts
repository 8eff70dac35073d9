import { needsAttention, type AttentionLine, type Matter } from '../../src-shared/attention.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { speaking, telling } from '../../src-shared/say.ts';
import type { WrongClock } from '../../src-shared/wrong-clock.ts';
import { heirsOf } from '../../src-shared/wording.ts';
import type { Found, FindingId } from './circumstances.ts';

const ids: Readonly<Record<Matter, FindingId | null>> = {
  refused: 'profile_unusable',
  missing: 'profile_missing',
  // Told of its store, once for all that lies there.
  unread: null,
  expired: 'profile_expired',
  no_credit: 'profile_unusable',
  forbidden: 'profile_unusable',
  // A provider's trouble is no fault of what lies here.
  trouble: null,
  expiring: 'profile_ending',
  rotate: 'profile_old',
};

const remedies: Readonly<Record<AttentionLine['action'], (id: string) => string>> = {
  renew: (id) => telling('Put a new one in its place: keywatch auth replace {id}', { id }),
  replace: (id) => telling('Put a new one in its place: keywatch auth replace {id}', { id }),
  billing: (id) => telling('Top up at the provider, then: keywatch auth test {id}', { id }),
  try: (id) => telling('Mend it where it lies, then: keywatch auth test {id}', { id }),
  open: (id) => telling('See what it says: keywatch auth show {id}', { id }),
};

function duplicates(profiles: readonly Profile[]): Found[] {
  const byPrint = Map.groupBy(
    profiles.filter(({ fingerprint }) => fingerprint !== null),
    // The fingerprint is a short one; the mask keeps two of thousands that share it apart.
    ({ fingerprint, mask }) => `${fingerprint} ${mask}`,
  );
  return [...byPrint.values()].flatMap((same): Found[] =>
    same.length < 2
      ? []
      : [
          {
            id: 'duplicate_key',
            severity: 'warn',
            what: telling('{same} hold the same secret: going on from one to the other helps nothing.', {
              same: same.map(({ id }) => id).join(', '),
            }),
            where: same[0]?.id ?? null,
            remedy: telling('Remove all but one: keywatch auth remove {id}', { id: same[1]?.id ?? '' }),
          },
        ],
  );
}

/** What is wrong with the vault's own profiles: ended, ending, refused, missing, one key under two names. */
export function profileFindings(
  profiles: readonly Profile[],
  now: number,
  clock: WrongClock | null,
): Found[] {
  const heirs = heirsOf(profiles);
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  // As all that is told, in English: the command line hears it too.
  const needy = speaking(null, () => needsAttention(profiles, now, [], clock));
  const lines = needy.flatMap((line): Found[] => {
    const id = ids[line.matter];
    const profile = line.profile === null ? undefined : byId.get(line.profile);
    // What is damaged is told by what looks at the vault itself.
    if (id === null || profile === undefined || profile.damaged) return [];
    return [
      {
        id,
        severity: line.tone === 'bad' && heirs(profile) === null ? 'bad' : 'warn',
        what: `${profile.id}: ${line.what}`,
        where: profile.id,
        remedy: remedies[line.action](profile.id),
      },
    ];
  });
  return [...lines, ...duplicates(profiles)];
}
