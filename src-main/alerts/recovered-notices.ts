import type { Profile } from '../../src-shared/contract-schema.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { say } from '../../src-shared/say.ts';
import { dayMs, nearMoment, span } from '../../src-shared/times.ts';
import { shortName } from '../../src-shared/wording.ts';
import type { Notice, NoticeProvider, Scene } from './notice.ts';
import { stoppedPrefix } from './stopped-notices.ts';
import { incidentsOf, namesOf } from './together.ts';

/** A recovery older than this is no news any more. */
const newsMs = dayMs;

interface Recovery {
  profile: Profile;
  provider: string;
  stoppedAt: number;
  /** When it worked again; epoch ms. */
  at: number;
}

/** The last stop of each profile that a person was shown. */
function announcedStops({ remembered }: Scene): Map<string, number> {
  const stops = new Map<string, number>();
  for (const { id, shownAt } of remembered.values()) {
    if (shownAt === null || !id.startsWith(stoppedPrefix)) continue;
    const cut = id.lastIndexOf(':');
    const profile = id.slice(stoppedPrefix.length, cut);
    const at = Number(id.slice(cut + 1));
    if (at > (stops.get(profile) ?? 0)) stops.set(profile, at);
  }
  return stops;
}

function works({ enabled, health, lastAnswer }: Profile): boolean {
  return enabled && health.state === 'healthy' && !health.confirming && lastAnswer !== null;
}

const idOf = ({ profile, stoppedAt }: Recovery) => `recovered:${profile.id}:${stoppedAt}`;

function noticeOf(recoveries: Recovery[], now: number): Notice[] {
  const [first] = recoveries;
  if (first === undefined) return [];
  const { profile, provider, at, stoppedAt } = first;
  const single = recoveries.length === 1;
  const names = namesOf(recoveries.map((recovery) => recovery.profile.name));
  const since = nearMoment(at, now);
  const from = providerName(provider);
  return [
    {
      id: idOf(first),
      tells: recoveries.map(idOf),
      kind: 'recovered',
      severity: 'good',
      profile: profile.id,
      provider,
      title: single
        ? say('{name} works again', { name: shortName(profile.name) })
        : say('{count} {provider} keys work again', { count: recoveries.length, provider: from }),
      body: single
        ? say('{provider} accepts it since {since}; it was out for {span}.', {
            provider: from,
            since,
            span: span(at - stoppedAt),
          })
        : say('{provider} accepts {names} since {since}.', { provider: from, names, since }),
      at,
      action: 'open',
    },
  ];
}

/** Keys that work again, of those whose stop a person was told about. */
export const recoveredNotices: NoticeProvider = (scene) => {
  const { profiles, now } = scene;
  const stops = announcedStops(scene);
  const recoveries = profiles.flatMap((profile): Recovery[] => {
    const stoppedAt = stops.get(profile.id);
    const at = profile.health.since ?? profile.verdictAt;
    if (stoppedAt === undefined || at === null || at < stoppedAt || !works(profile)) return [];
    return now - at > newsMs ? [] : [{ profile, provider: profile.provider, stoppedAt, at }];
  });
  return incidentsOf(recoveries).flatMap((incident) => noticeOf(incident, now));
};
