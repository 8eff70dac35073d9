import type { Status } from '../../src-shared/contract-schema.ts';
import type { Relayed } from '../../src-shared/contract-relay.ts';
import type { Outcome } from '../../src-shared/words.ts';
import { exposition, fact, seconds, single } from './exposition.ts';
import { ownerFamilies, type OwnerSeen } from './owner-families.ts';
import { profileFamilies } from './profile-families.ts';
import { createTally } from './tally.ts';

/** What metrics are made of; `owner` is null where no Keywatch runs, and files alone were read. */
export interface MetricsSeen extends Pick<Status, 'vault' | 'clock' | 'profiles'> {
  version: string;
  owner: OwnerSeen | null;
}

/** All that is told to a Prometheus, as OpenMetrics text. */
export function metricsText({ version, vault, clock, profiles, owner }: MetricsSeen): string {
  const providers = new Set(profiles.map(({ provider }) => provider));
  return exposition([
    { name: 'keywatch_build', type: 'info', help: 'Which Keywatch this is.', samples: fact({ version }) },
    {
      name: 'keywatch_owner_up',
      type: 'gauge',
      help: 'Whether a Keywatch keeps watch over this vault.',
      samples: single(owner !== null),
    },
    {
      name: 'keywatch_vault_read_only',
      type: 'gauge',
      help: 'Whether the vault is of a newer Keywatch, so that nothing of it is changed.',
      samples: single(vault.state === 'read_only'),
    },
    {
      name: 'keywatch_vault_protected',
      type: 'gauge',
      help: 'Whether the key of the vault lies where only its person gets at it: a keyring, a passphrase.',
      samples: single(vault.protected),
    },
    {
      name: 'keywatch_clock_ahead_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'How far the clock of this machine is ahead of the time of providers; 0 while they agree.',
      samples: single(seconds(clock?.offByMs ?? 0)),
    },
    ...(owner === null ? [] : ownerFamilies(owner, providers)),
    ...profileFamilies(profiles),
  ]);
}

/** What a running Keywatch counts for its metrics. */
export interface Metrics {
  noteAnswer(answer: { provider: string; outcome: Outcome; from: 'probe' | 'traffic' }): void;
  notePassed(passed: readonly Pick<Relayed, 'provider' | 'status' | 'tries'>[]): void;
  text(seen: Pick<OwnerSeen, 'state' | 'undelivered' | 'relay'> & Pick<MetricsSeen, 'profiles'>): string;
}

/** Counts from now on. `knows` tells providers from names that were only asked for: those are counted as `other`. */
export function createMetrics(parts: {
  version: string;
  /** Epoch ms. */
  startedAt: number;
  knows(provider: string): boolean;
}): Metrics {
  const { version, startedAt, knows } = parts;
  const answers = createTally<{ provider: string; outcome: Outcome; from: string }>();
  const relayed = createTally<{ provider: string; code: string }>();
  const failedOver = createTally<{ provider: string }>();
  return {
    noteAnswer: answers.add,
    notePassed(passed) {
      for (const { provider: named, status, tries } of passed) {
        const provider = knows(named) ? named : 'other';
        relayed.add({ provider, code: String(status) });
        if (tries > 1) failedOver.add({ provider });
      }
    },
    text: ({ profiles, ...seen }) =>
      metricsText({
        version,
        vault: seen.state.vault,
        clock: seen.state.clock,
        profiles,
        owner: {
          ...seen,
          startedAt,
          answers: answers.samples(),
          relayed: relayed.samples(),
          failedOver: failedOver.samples(),
        },
      }),
  };
}
