import { say } from '../../src-shared/say.ts';
import { shortName } from '../../src-shared/wording.ts';
import type { Notice, NoticeProvider } from './notice.ts';

/** Where a profile is linked to lies another secret than was linked, or none. Never holds a secret. */
export interface ChangedLink {
  profile: string;
  /** Of the secret that lies there now, shortened as doors show it; null where nothing does. */
  fingerprint: string | null;
  /** When it was noticed, or when its file says; epoch ms. */
  at: number;
}

/** What a person linked and somebody else changed or took away: the profile follows it, and they should know. */
export const changedNotices: NoticeProvider = ({ profiles, changed = [] }) => {
  const byId = new Map(changed.map((each) => [each.profile, each]));
  return profiles.flatMap(({ id, name, provider, enabled, reference, updatedAt }): Notice[] => {
    const link = byId.get(id);
    if (!enabled || reference === null || link === undefined) return [];
    const { fingerprint, at } = link;
    const about = { kind: 'changed', profile: id, provider, at, action: 'open' } as const;
    if (fingerprint === null) {
      const notice = `vanished:${id}:${updatedAt}`;
      return [
        {
          ...about,
          id: notice,
          tells: [notice],
          severity: 'bad',
          title: say('{name} leads nowhere', { name: shortName(name) }),
          body: say('Nothing can be read any more at {reference}. Put it back, or change the profile.', {
            reference,
          }),
        },
      ];
    }
    const notice = `changed:${id}:${fingerprint}`;
    return [
      {
        ...about,
        id: notice,
        tells: [notice],
        severity: 'warn',
        title: say('{name} has another key', { name: shortName(name) }),
        body: say(
          'What lies at {reference} is not the key that was linked; now it is {fingerprint}, and that one is used. If you did not change it, look who did.',
          { reference, fingerprint },
        ),
      },
    ];
  });
};
