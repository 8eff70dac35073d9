import type { PeerCredential } from '../stores/credential.ts';
import { isSince, type Generation } from '../generation.ts';
import { renewedBeforeMs, type PeerStatus } from './peer-status.ts';

/** One profile as the check sees it. */
export interface Checked {
  id: string;
  credential: Pick<PeerCredential, 'type' | 'expires'>;
  status: PeerStatus;
  /** It rests: cooling down, disabled or blocked. */
  resting: boolean;
  /** Its reference cannot be followed without the gateway itself: its variable is unset, or a program would have to run. */
  indeterminate: boolean;
}

export interface CheckedProvider {
  /** Every profile of the provider, eligible or not. */
  stored: readonly Checked[];
  /** Those that would serve, in their order. */
  order: readonly Checked[];
  /** A variable or the configuration itself has a key for it. */
  elsewhere: boolean;
  /** Its models run in a program of their own, which is not there. */
  lacksRuntime: boolean;
}

export type Exit = 0 | 1 | 2;

const isOut = ({ status }: Checked) => status === 'expired' || status === 'missing';
const endsSoon = ({ status }: Checked) => status === 'expiring';

function ofStatuses(profiles: readonly Checked[]): Exit {
  if (profiles.some(isOut)) return 1;
  return profiles.some(endsSoon) ? 2 : 0;
}

/** 2026.9 asks of each profile in turn whether it could serve at once, and judges by the first that could. */
function ofRoute({ order, elsewhere, lacksRuntime }: CheckedProvider, now: number): Exit {
  if (lacksRuntime) return 1;
  const isEnding = ({ credential: { type, expires } }: Checked) =>
    type === 'oauth' && expires !== null && expires - now < renewedBeforeMs;
  const ready = order.filter((each) => !each.resting && !isEnding(each));
  const serving = ready.find(({ indeterminate }) => !indeterminate);
  if (serving !== undefined) return ofStatuses([serving]);
  return ready.length === 0 && elsewhere ? 0 : 1;
}

function ofProvider(provider: CheckedProvider, now: number, generation: Generation): Exit {
  if (isSince(generation, '2026.9.6')) return ofRoute(provider, now);
  const { order, elsewhere } = provider;
  return order.length > 0 ? ofStatuses(order) : elsewhere ? 0 : 1;
}

/**
 * What `models status --check` of a generation would exit with (gateways.md §4): 1 for expired or missing, 2 for ending within
 * a day. Until 2026.3.28 every stored profile counts, later only what would serve the providers in use, and from 2026.9 on of each
 * provider the one that serves.
 */
export function checkExit(
  inUse: readonly CheckedProvider[],
  stored: readonly Checked[],
  now: number,
  generation: Generation,
): Exit {
  const exits = isSince(generation, '2026.5.28')
    ? inUse.map((provider) => ofProvider(provider, now, generation))
    : [
        ofStatuses(stored),
        ...inUse.map((each): Exit => (each.stored.length === 0 && !each.elsewhere ? 1 : 0)),
      ];
  return exits.includes(1) ? 1 : exits.includes(2) ? 2 : 0;
}
