import { existsSync } from 'node:fs';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { telling } from '../../../src-shared/say.ts';
import { stateDirectoryOf } from '../../gateways/stores/layout.ts';
import { remainingSpan } from '../../gateways/judging/remaining-span.ts';
import {
  readRestFlow,
  restFlowStatus,
  whyNotUsed,
  type RestFlowProfile,
} from '../../gateways/stores/restflow.ts';
import type { Surroundings } from '../../gateways/surroundings.ts';
import { systems } from '../../gateways/systems.ts';
import type { Found } from '../circumstances.ts';

function findingOf(profile: RestFlowProfile, isAlone: boolean, now: number, where: string): Found[] {
  const { id, expiresAt, cooldownUntil } = profile;
  const why = whyNotUsed(profile, now);
  const severity = isAlone ? 'bad' : 'warn';
  const left = (at: number | null) => (at === null ? '' : ` (${remainingSpan(at - now)})`);
  if (why === 'expired')
    return [
      {
        id: 'profile_expired',
        severity,
        what: telling('RestFlow: {id}: expired [expired]{left}', { id, left: left(expiresAt) }),
        where,
        remedy: telling('Store a new one: restflow auth add'),
      },
    ];
  if (why === 'cooldown')
    return [
      {
        id: 'profile_unusable',
        severity,
        what: telling('RestFlow: {id}: cooldown{left}', { id, left: left(cooldownUntil) }),
        where,
        remedy: telling('Wait for cooldown or switch provider.'),
      },
    ];
  if (why === null && restFlowStatus(profile, now) === 'expiring')
    return [
      {
        id: 'profile_ending',
        severity: 'warn',
        what: telling('RestFlow: {id}: expiring{left}', { id, left: left(expiresAt) }),
        where,
        remedy: telling('Store a new one: restflow auth add'),
      },
    ];
  return [];
}

/** RestFlow by its own list, which is all that its sealed store gives out. */
export async function examineRestFlow(around: Surroundings): Promise<Found[]> {
  const system = systems.find(({ id }) => id === 'restflow');
  if (system === undefined) return [];
  const where = stateDirectoryOf(system, null, around);
  if (!existsSync(where)) return [];
  try {
    const profiles = await readRestFlow(around.spawn);
    const serving = new Set(
      profiles.filter((each) => whyNotUsed(each, around.now) === null).map(({ provider }) => provider),
    );
    return profiles.flatMap((each) => findingOf(each, !serving.has(each.provider), around.now, where));
  } catch (error) {
    if (!(error instanceof KeywatchError)) throw error;
    return [
      {
        id: 'gateway_not_asked',
        severity: 'info',
        what: telling('RestFlow is here and was not examined: {why}.', { why: error.message }),
        where,
        remedy: telling('Put its command on the PATH.'),
      },
    ];
  }
}
