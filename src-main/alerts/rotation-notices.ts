import { needsAttention } from '../../src-shared/attention.ts';
import { say } from '../../src-shared/say.ts';
import { shortName } from '../../src-shared/wording.ts';
import type { NoticeProvider } from './notice.ts';

/** A key that is older than its person wanted it to grow. */
export const rotationNotices: NoticeProvider = ({ profiles, now, clock }) => {
  if (!profiles.some(({ rotateEveryMs }) => rotateEveryMs !== null)) return [];
  const due = new Map(
    needsAttention(profiles, now, [], clock)
      .filter(({ matter }) => matter === 'rotate')
      .map((line) => [line.profile, line]),
  );
  return profiles.flatMap(({ id, name, provider, secretAt, rotateEveryMs }) => {
    const line = due.get(id);
    if (line === undefined || rotateEveryMs === null) return [];
    const notice = `rotate:${id}:${secretAt + rotateEveryMs}`;
    return [
      {
        id: notice,
        tells: [notice],
        kind: 'expiry',
        severity: 'warn',
        profile: id,
        provider,
        title: say('{name} is due for a new key', { name: shortName(name) }),
        body: line.what,
        at: secretAt + rotateEveryMs,
        action: line.action,
      },
    ];
  });
};
