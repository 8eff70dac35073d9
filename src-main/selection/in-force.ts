import type { OrderExplained } from '../../src-shared/contract-order.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import type { Grants } from '../vault/grants.ts';
import { entryOf, type Serving } from '../vault/serving.ts';
import { effectiveOrder, nextOf } from './order.ts';
import type { WholePicture } from './profile-view.ts';

/**
 * What of a person's words on who serves, and whom, holds for an agent; for nobody in particular where it is null. Whoever may fetch a
 * profile (`grants`) uses it, and is named once.
 */
export function servingFor(
  { order, agentOrder, pins, users }: Serving,
  agent: string | null,
  grants: Grants,
): Required<Pick<WholePicture, 'order' | 'pins' | 'usedBy'>> {
  const usersById = new Map<string, string[]>();
  const note = (id: string, user: string) => {
    const known = usersById.get(id) ?? [];
    if (!known.some((other) => other === user || other.startsWith(`${user}/`)))
      usersById.set(id, [...known, user]);
  };
  for (const [user, ids] of Object.entries(users)) for (const id of ids) note(id, user);
  for (const [reader, ids] of Object.entries(grants)) for (const id of ids) note(id, `gateway:${reader}`);
  return {
    order: { ...order, ...(agent === null ? {} : entryOf(agentOrder, agent)) },
    pins,
    usedBy: (id) => usersById.get(id) ?? [],
  };
}

/** As if a person had pinned that profile: what a session gets that prefers it. */
export function preferring(serving: Serving, provider: string, id: string | undefined): Serving {
  return id === undefined ? serving : { ...serving, pins: { ...serving.pins, [provider]: id } };
}

/**
 * Who of a provider serves next and why each other does not (D-B16): its profiles as `viewProfiles` gives them for that
 * agent, beside the words they follow from.
 */
export function explainOrder(
  ofProvider: readonly Profile[],
  serving: Serving,
  { provider, agent }: { provider: string; agent: string | null },
): OrderExplained {
  const own = agent === null ? null : entryOf(entryOf(serving.agentOrder, agent) ?? {}, provider);
  const explicit = own ?? entryOf(serving.order, provider);
  const ids = new Set(ofProvider.map(({ id }) => id));
  const holds = effectiveOrder(explicit ?? undefined, ids) !== null;
  const pinned = entryOf(serving.pins, provider);
  return {
    provider,
    agent,
    from: !holds ? 'kind' : own === null ? 'provider' : 'agent',
    explicit: explicit === null ? null : [...explicit],
    // What is preferred may be anything that was typed, so it is repeated only where it names one of them.
    pinned: pinned !== null && ids.has(pinned) ? pinned : null,
    order: ofProvider.map(({ id, order, available, unavailableReason, health }) => ({
      id,
      place: order,
      available,
      why: unavailableReason,
      cooldownUntil: health.cooldownUntil,
    })),
    next: nextOf(ofProvider),
  };
}
