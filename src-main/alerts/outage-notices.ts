import { say } from '../../src-shared/say.ts';
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
    return [
      {
        id,
        tells: [id],
        kind: 'outage',
        severity: 'warn',
        profile: null,
        provider,
        title: say('{who} is in trouble, {count, plural, one {# key} other {# keys}} affected', {
          who: troubledName(trouble),
          count: keys,
        }),
        body: say(
          '{count, plural, one {Since {moment}. The key is not blamed; it waits until it answers again.} other {Since {moment}. The keys are not blamed; they wait until it answers again.}}',
          { moment: nearMoment(since, now), count: keys },
        ),
        at: since,
        action: 'open',
      },
    ];
  });
