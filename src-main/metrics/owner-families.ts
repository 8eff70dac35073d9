import type { RelayState } from '../../src-shared/contract-relay.ts';
import type { CoreState } from '../../src-shared/contract-schema.ts';
import { relayRefusals } from '../../src-shared/words.ts';
import { seconds, single, type Family } from './exposition.ts';
import { labelled, type Sample } from './tally.ts';

/** What only a Keywatch that runs can tell. */
export interface OwnerSeen {
  /** Epoch ms. */
  startedAt: number;
  state: CoreState;
  /** Whether notices do not arrive. */
  undelivered: boolean;
  relay: Pick<RelayState, 'url' | 'refused'>;
  answers: readonly Sample[];
  relayed: readonly Sample[];
  failedOver: readonly Sample[];
}

export function ownerFamilies(owner: OwnerSeen, providers: ReadonlySet<string>): Family[] {
  const { state, startedAt, undelivered, relay, answers, relayed, failedOver } = owner;
  const troubled = new Set(state.troubledProviders.map(({ provider }) => provider));
  return [
    {
      name: 'keywatch_start_time_seconds',
      type: 'gauge',
      unit: 'seconds',
      help: 'When this Keywatch started, Unix time: what it counts began at 0 then.',
      samples: single(seconds(startedAt)),
    },
    {
      name: 'keywatch_vault_locked',
      type: 'gauge',
      help: 'Whether the vault is locked: no key serves, and none is asked about.',
      samples: single(state.vault.state === 'locked'),
    },
    {
      name: 'keywatch_online',
      type: 'gauge',
      help: 'Whether questions find a way out of this machine.',
      samples: single(state.online),
    },
    {
      name: 'keywatch_paused',
      type: 'gauge',
      help: 'Whether nobody is asked on schedule: a pause, a rest, or KEYWATCH_OFFLINE.',
      samples: single(
        state.neverAsks ||
          state.restsWhile !== null ||
          state.pausedIndefinitely ||
          state.pausedUntil !== null,
      ),
    },
    {
      name: 'keywatch_history_fault',
      type: 'gauge',
      help: 'Whether what is seen now cannot be kept.',
      samples: single(state.historyFault !== null),
    },
    {
      name: 'keywatch_notices_undelivered',
      type: 'gauge',
      help: 'Whether notices do not arrive by the way that is set.',
      samples: single(undelivered),
    },
    {
      name: 'keywatch_provider_troubled',
      type: 'gauge',
      help: 'Whether the provider is in trouble, whatever the key.',
      samples: [...providers].map((provider) => ({
        labels: labelled({ provider }),
        value: Number(troubled.has(provider)),
      })),
    },
    {
      name: 'keywatch_answers',
      type: 'counter',
      help: 'Answers about keys by how they were read, to questions of Keywatch or to real traffic.',
      samples: answers,
    },
    {
      name: 'keywatch_relay_open',
      type: 'gauge',
      help: 'Whether the relay is open.',
      samples: single(relay.url !== null),
    },
    {
      name: 'keywatch_relay_requests',
      type: 'counter',
      help: 'Requests of tools with an access token, by the status they were answered with.',
      samples: relayed,
    },
    {
      name: 'keywatch_relay_failovers',
      type: 'counter',
      help: 'Of these, how many took more than one key.',
      samples: failedOver,
    },
    {
      name: 'keywatch_relay_refusals',
      type: 'counter',
      help: 'Requests that the relay turned away by itself, by reason; none of these took a key.',
      // Each reason is told from the beginning: what appears at 1 has not grown, as a Prometheus sees it.
      samples: relayRefusals.map((reason) => ({
        labels: labelled({ reason }),
        value: relay.refused[reason] ?? 0,
      })),
    },
  ];
}
