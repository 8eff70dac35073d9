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
}

export type Exit = 0 | 1 | 2;

const isOut = ({ status }: Checked) => status === 'expired' || status === 'missing';
const endsSoon = ({ status }: Checked) => status === 'expiring';

function ofStatuses(profiles: readonly Checked[]): Exit {
  if (profiles.some(isOut)) return 1;
  return profiles.some(endsSoon) ? 2 : 0;
}

/** 2026.9 asks what the first that may serve would come to. */
function routeIsOpen({ order, elsewhere }: CheckedProvider, now: number): boolean {
  const [first] = order.filter(({ resting }) => !resting);
  if (first === undefined) return elsewhere;
  const { type, expires } = first.credential;
  const isEnding = type === 'oauth' && expires !== null && expires - now < renewedBeforeMs;
  return !first.indeterminate && !isEnding;
}

function ofProvider(provider: CheckedProvider, now: number, generation: Generation): Exit {
  const { order, elsewhere } = provider;
  if (order.length === 0) return elsewhere ? 0 : 1;
  if (isSince(generation, '2026.9.6') && !routeIsOpen(provider, now)) return 1;
  return ofStatuses(order);
}

/**
 * What `models status --check` of a generation would exit with (gateways.md §4): 1 for expired or missing, 2 for ending within
 * a day. Until 2026.3.28 every stored profile counts, later only what would serve the providers in use.
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
