import { providerName } from '../../src-shared/provider-names.ts';
import { nearMoment } from '../../src-shared/times.ts';
import type { Notice, NoticeProvider } from './notice.ts';

/** One failed answer is a hiccup: trouble is told when it outlasted its first step back (30 s, doubling). */
const hiccupMs = 60_000;

/** A provider in trouble: one notice for all its keys. */
export const outageNotices: NoticeProvider = ({ profiles, troubles, now }) =>
  troubles.flatMap(({ provider, since, until }): Notice[] => {
    const keys = profiles.filter((profile) => profile.enabled && profile.provider === provider).length;
    if (keys === 0 || until - since < hiccupMs) return [];
    const id = `outage:${provider}:${since}`;
    const fate = keys === 1 ? 'The key is not blamed; it waits' : 'The keys are not blamed; they wait';
    return [
      {
        id,
        tells: [id],
        kind: 'outage',
        severity: 'warn',
        profile: null,
        provider,
        title: `${providerName(provider)} is in trouble, ${keys} ${keys === 1 ? 'key' : 'keys'} affected`,
        body: `Since ${nearMoment(since, now)}. ${fate} until it answers again.`,
        at: since,
        action: 'open',
      },
    ];
  });
