import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import { stateDirectoryOf } from '../gateways/stores/layout.ts';
import { readRestFlow, whyNotUsed } from '../gateways/stores/restflow.ts';
import { systems } from '../gateways/systems.ts';
import { providerById } from '../providers/index.ts';
import { namedOnly, safeName } from './sighted.ts';
import { nothing } from './sighting.ts';
import type { Source } from './source.ts';

const system = systems.find(({ id }) => id === 'restflow');

/** RestFlow's store is sealed and opened by its own command alone, which is asked only where it has one. */
export const restFlow: Source = {
  id: 'restflow',
  name: 'RestFlow',
  opens: ['what `restflow auth list --format json` prints, where `~/.restflow` is'],
  async look(around) {
    const where = system === undefined ? null : stateDirectoryOf(system, null, around);
    if (where === null || (await around.list(where)).length === 0) return nothing;
    try {
      const profiles = await readRestFlow(around.spawn);
      const sightings = profiles.map((profile) => {
        const why = whyNotUsed(profile, around.now);
        return namedOnly(
          { source: 'restflow', where, mode: null, inFile: false },
          {
            name: safeName(profile.id),
            location: safeName(profile.name),
            provider: providerById(profile.provider)?.id ?? null,
            kind: profile.type,
            owner: 'restflow',
            expiresAt: profile.expiresAt,
            note: telling('RestFlow gives no secret out{why}.', {
              why: why === null ? '' : telling('; it does not use this one ({why})', { why }),
            }),
          },
        );
      });
      return { sightings, problems: [] };
    } catch (error) {
      if (!(error instanceof KeywatchError)) throw error;
      return { sightings: [], problems: [{ where, message: error.message }] };
    }
  },
};
