import { nearMoment } from '../../src-shared/times.ts';
import { troubledKeys, troubledName } from '../../src-shared/trouble.ts';
import type { Notice, NoticeProvider } from './notice.ts';

/** What is over within a minute is a hiccup, however often a person asked meanwhile. */
const hiccupMs = 60_000;

/** A provider in trouble, or one of its hosts: one notice for all the keys there. */
export const outageNotices: NoticeProvider = ({ profiles, troubles, now }) =>
  troubles.flatMap((trouble): Notice[] => {
    const { provider, host, since, seenAt } = trouble;
    const keys = troubledKeys(trouble, profiles).length;
    if (keys === 0 || seenAt - since < hiccupMs) return [];
    const id = `outage:${host ?? provider}:${since}`;
    const fate = keys === 1 ? 'The key is not blamed; it waits' : 'The keys are not blamed; they wait';
    return [
      {
        id,
        tells: [id],
        kind: 'outage',
        severity: 'warn',
        profile: null,
        provider,
        title: `${troubledName(trouble)} is in trouble, ${keys} ${keys === 1 ? 'key' : 'keys'} affected`,
        body: `Since ${nearMoment(since, now)}. ${fate} until it answers again.`,
        at: since,
        action: 'open',
      },
    ];
  });
