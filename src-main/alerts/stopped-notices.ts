import { needsAttention, type AttentionLine } from '../../src-shared/attention.ts';
import type { Profile } from '../../src-shared/contract-schema.ts';
import { providerName } from '../../src-shared/provider-names.ts';
import { say } from '../../src-shared/say.ts';
import { clockTime } from '../../src-shared/times.ts';
import { heirsOf, refusal, servesInstead, shortName, type Heirs } from '../../src-shared/wording.ts';
import { wasTold, type Notice, type NoticeProvider, type Scene } from './notice.ts';
import { incidentsOf, namesOf } from './together.ts';

/** What a stop is remembered by; the recovery looks for it. */
export const stoppedPrefix = 'stopped:';

interface Stop {
  profile: Profile;
  provider: string;
  /** Epoch ms. */
  at: number;
}

/** Disabled by two answers that agree; one that stopped because its own date had passed is told by the ladder. */
function stopOf(profile: Profile): Stop[] {
  const { health, expiry, enabled, provider, damaged } = profile;
  if (!enabled || damaged || health.state !== 'disabled') return [];
  const at = health.since ?? profile.verdictAt ?? profile.createdAt;
  const ended = expiry.status === 'expired' && expiry.expiresAt !== null && at >= expiry.expiresAt;
  return ended ? [] : [{ profile, provider, at }];
}

const idOf = ({ profile, at }: Stop) => `${stoppedPrefix}${profile.id}:${at}`;

function aloneOrTogether(stops: Stop[], heirs: Heirs, lines: Map<string | null, AttentionLine>): Notice[] {
  const [first] = stops;
  if (first === undefined) return [];
  const { profile, provider } = first;
  const names = stops.map((stop) => stop.profile.name);
  const instead = servesInstead(heirs(profile));
  const from = providerName(provider);
  const single = stops.length === 1;
  return [
    {
      id: idOf(first),
      tells: stops.map(idOf),
      kind: 'stopped',
      severity: 'bad',
      profile: profile.id,
      provider,
      title: single
        ? say('{name} stopped working', { name: shortName(profile.name) })
        : say('{count} {provider} keys stopped working', { count: stops.length, provider: from }),
      body: single
        ? say('{what} {instead}', { what: refusal(profile), instead })
        : say('{names}: {provider} refuses them, and repeated it. {instead}', {
            names: namesOf(names),
            provider: from,
            instead,
          }),
      at: first.at,
      action: lines.get(profile.id)?.action ?? 'open',
    },
  ];
}

/** Keys that stopped working, after the second answer; several of one provider at once are one notice (D-B12). */
export const stoppedNotices: NoticeProvider = ({ profiles, now, clock }) => {
  const stops = profiles.flatMap(stopOf);
  if (stops.length === 0) return [];
  const lines = new Map(needsAttention(profiles, now, [], clock).map((line) => [line.profile, line]));
  const heirs = heirsOf(profiles);
  return incidentsOf(stops).flatMap((incident) => aloneOrTogether(incident, heirs, lines));
};

/** Keys doubted together are asked again within this of each other, one host a question at a time. */
const sameDoubtMs = 3_600_000;

/** The same incident while its keys are settled one after the other: what was told of it before goes on (D-B12). */
function doubtId(provider: string, askedAt: number, scene: Scene): string {
  const prefix = `doubt:${provider}:`;
  const isThis = (id: string) =>
    id.startsWith(prefix) &&
    Math.abs(Number(id.slice(prefix.length)) - askedAt) <= sameDoubtMs &&
    wasTold(scene, id);
  return [...scene.remembered.keys()].find(isThis) ?? `${prefix}${askedAt}`;
}

/** Keys of one provider that were refused at once: more likely its fault than theirs, so they stay in use (D-B12). */
export const doubtNotices: NoticeProvider = (scene) => {
  const { profiles } = scene;
  const doubted = profiles.filter(
    ({ enabled, health }) => enabled && health.confirming && health.failures >= 2,
  );
  return [...Map.groupBy(doubted, ({ provider }) => provider)].flatMap(([provider, own]): Notice[] => {
    if (own.length < 2) return [];
    const askedAt = Math.min(...own.map(({ health }) => health.confirmAt ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(askedAt)) return [];
    const id = doubtId(provider, askedAt, scene);
    const names = namesOf(own.map(({ name }) => name));
    return [
      {
        id,
        tells: [id],
        kind: 'outage',
        severity: 'warn',
        profile: null,
        provider,
        title: say('{provider} refuses {count} keys at once', {
          provider: providerName(provider),
          count: own.length,
        }),
        body: say('{names} stay in use; this may be the provider’s fault. Asked again at {time}.', {
          names,
          time: clockTime(askedAt),
        }),
        at: Math.min(...own.map(({ lastAnswer, updatedAt }) => lastAnswer?.at ?? updatedAt)),
        action: 'open',
      },
    ];
  });
};
