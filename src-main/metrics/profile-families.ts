import type { Profile } from '../../src-shared/contract-schema.ts';
import { healthStates } from '../../src-shared/words.ts';
import { seconds, type Family } from './exposition.ts';
import { labelled } from './tally.ts';

type Gauge = Pick<Family, 'name' | 'unit' | 'help'> & {
  /** Null where there is nothing to tell of that profile. */
  of(profile: Profile): number | null;
};

const secondsOrNone = (ms: number | null): number | null => (ms === null ? null : seconds(ms));

const gauges: readonly Gauge[] = [
  {
    name: 'keywatch_profile_available',
    help: 'Whether the profile can serve now.',
    of: ({ available }) => Number(available),
  },
  {
    name: 'keywatch_profile_enabled',
    help: 'Whether its person lets the profile serve.',
    of: ({ enabled }) => Number(enabled),
  },
  {
    name: 'keywatch_profile_limited',
    help: 'Whether the provider knows the key and refuses it some of what it offers.',
    of: ({ health }) => Number(health.limited),
  },
  {
    name: 'keywatch_profile_confirming',
    help: 'Whether the provider refused the key once and is to be asked a second time.',
    of: ({ health }) => Number(health.confirming),
  },
  {
    name: 'keywatch_profile_place',
    help: 'Its place in the order of its provider, 1 serves next; none where it cannot serve.',
    of: ({ order }) => order,
  },
  {
    name: 'keywatch_profile_expires_seconds',
    unit: 'seconds',
    help: 'When the credential ends, Unix time; none where no end is known or another tool renews it.',
    of: ({ expiry }) => (expiry.renewedBy === null ? secondsOrNone(expiry.expiresAt) : null),
  },
  {
    name: 'keywatch_profile_cooldown_ends_seconds',
    unit: 'seconds',
    help: 'When the rest of the key ends, Unix time; none where it does not rest.',
    of: ({ health }) => (health.state === 'cooldown' ? secondsOrNone(health.cooldownUntil) : null),
  },
  {
    name: 'keywatch_profile_verdict_seconds',
    unit: 'seconds',
    help: 'When an answer last spoke about the key, Unix time; none where none did yet.',
    of: ({ verdictAt }) => secondsOrNone(verdictAt),
  },
  {
    name: 'keywatch_probe_seconds',
    unit: 'seconds',
    help: 'How long the provider took for its newest answer about the key; none where it gave none.',
    of: ({ lastAnswer }) => secondsOrNone(lastAnswer?.latencyMs ?? null),
  },
];

/** What is told of each profile: its id, its provider, its name and its state, and nothing of its secret. */
export function profileFamilies(profiles: readonly Profile[]): Family[] {
  const about = profiles.map((profile) => ({
    profile,
    labels: labelled({ profile: profile.id, provider: profile.provider }),
  }));
  return [
    {
      name: 'keywatch_profile',
      type: 'info',
      help: 'What the profile is called, and what kind of credential it is.',
      samples: about.map(({ profile: { name, kind }, labels }) => ({
        labels: `${labels},${labelled({ name, kind })}`,
        value: 1,
      })),
    },
    {
      name: 'keywatch_profile_state',
      type: 'stateset',
      help: 'What is believed of the key.',
      samples: about.flatMap(({ profile: { health }, labels }) =>
        healthStates.map((state) => ({
          labels: `${labels},keywatch_profile_state="${state}"`,
          value: Number(health.state === state),
        })),
      ),
    },
    ...gauges.map(({ of, ...told }): Family => ({
      ...told,
      type: 'gauge',
      samples: about.flatMap(({ profile, labels }) => {
        const value = of(profile);
        return value === null ? [] : { labels, value };
      }),
    })),
  ];
}
