import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src-shared/contract-schema.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';
import { expiryNotices, nextRungAt } from '../../../src-main/alerts/expiry-notices.ts';
import type { Notice, NoticeProvider, Scene } from '../../../src-main/alerts/notice.ts';
import { outageNotices } from '../../../src-main/alerts/outage-notices.ts';
import { quietUntil } from '../../../src-main/alerts/quiet-hours.ts';
import { recoveredNotices } from '../../../src-main/alerts/recovered-notices.ts';
import { rotationNotices } from '../../../src-main/alerts/rotation-notices.ts';
import { doubtNotices, stoppedNotices } from '../../../src-main/alerts/stopped-notices.ts';
import type { Trouble } from '../../../src-shared/trouble.ts';
import type { HealthRecord } from '../../../src-main/health/record.ts';
import type { StoredProfile } from '../../../src-main/vault/profile.ts';
import { day, now, seen, stored, troubled, viewed } from '../../fixtures/profiles.ts';

const at = (month: number, date: number, hours = 0, minutes = 0) =>
  new Date(2026, month - 1, date, hours, minutes).getTime();

type One = [id: string, told?: Partial<StoredProfile>, record?: HealthRecord];
function all(ones: One[]): Profile[] {
  return viewed(
    ones.map(([id, told]) => stored(id, told)),
    ones.map(([id, , record]) => record ?? seen(id)),
  );
}
function scene(profiles: Profile[], more: Partial<Scene> & { shown?: string[] } = {}): Scene {
  const { shown = [], ...rest } = more;
  const remembered = new Map(
    shown.map((id) => [id, { id, shownAt: now - day, snoozedUntil: null, dismissedAt: null }]),
  );
  return { profiles, troubles: [], now, ladderDays: defaultSettings.ladderDays, remembered, ...rest };
}
const said = (provider: NoticeProvider, ones: One[], more: Parameters<typeof scene>[1] = {}) =>
  provider(scene(all(ones), more)).map(({ title, body }: Notice) => `${title} | ${body}`);
const ends = (when: number, expiryFrom: StoredProfile['expiryFrom'] = 'user') => ({
  expiresAt: when,
  expiryFrom,
});

describe('the ladder before an end', () => {
  const runner = (when: number): One => [
    'claude-code:runner',
    { name: 'CI runner', kind: 'token', ...ends(when, 'rule') },
  ];

  test('says who and when, and how the date is known', () => {
    expect(said(expiryNotices, [runner(at(11, 24, 14))])).toEqual([
      'CI runner expires in 7 days | Setup token, 24 November, inferred from its first day.',
    ]);
  });

  test.each([
    [31, null],
    [30, 30],
    [15, 30],
    [14, 14],
    [7.5, 14],
    [7, 7],
    [1.5, 7],
    [1, 1],
    [0.01, 1],
    [0, 1],
    [-0.0005, 1],
    [-1, 0],
    [-300, 0],
  ])('%f days before the end the tightest rung is %s', (days, rung) => {
    const [notice] = expiryNotices(scene(all([['a:x', ends(now + days * day)]])));
    expect(notice ? Number(notice.id.split(':').at(-1)) : null).toBe(rung);
  });

  test('a ladder of one’s own counts', () => {
    const rung = (ladderDays: number[], days: number) =>
      expiryNotices(scene(all([['a:x', ends(now + days * day)]]), { ladderDays }))[0]
        ?.id.split(':')
        .at(-1);
    expect(rung([60, 3], 10)).toBe('60');
    expect(rung([60, 3], 2)).toBe('3');
    expect(rung([60, 3], -2)).toBe('3');
    expect(rung([], 2)).toBeUndefined();
  });

  test('a tighter rung that was shown stands for the looser ones, also when the ladder loses it', () => {
    const end = ends(now + 0.5 * day);
    const date = new Date(end.expiresAt).toISOString().slice(0, 10);
    const [notice] = expiryNotices(
      scene(all([['a:x', end]]), { ladderDays: [7], shown: [`expiry:a:x:${date}:1`] }),
    );
    expect(notice?.tells).toEqual([`expiry:a:x:${date}:1`]);
  });

  test('a date that moves within its day is the same end, another day is another', () => {
    const idAt = (when: number) => expiryNotices(scene(all([['a:x', ends(when)]])))[0]?.id;
    const noon = Date.UTC(2026, 10, 20, 12);
    expect(idAt(noon)).toBe(idAt(noon + 3_600_000));
    expect(idAt(noon)).not.toBe(idAt(noon + day));
  });

  test('an end that has come names what serves instead', () => {
    expect(
      said(expiryNotices, [
        ['google:sandbox', { name: 'Gemini sandbox', ...ends(at(11, 14)) }],
        ['google:studio'],
      ]),
    ).toEqual(['Gemini sandbox has expired | Expired on the date you set. Studio serves instead.']);
  });

  test.each<[string, One]>([
    ['one that a person switched off', ['a:x', { enabled: false, ...ends(now - day) }]],
    [
      'a login that its owner renews',
      ['codex:x', { kind: 'oauth', owner: 'codex', ...ends(now + day, 'file') }],
    ],
    [
      'a key that had stopped working before',
      ['a:x', ends(now - day), seen('a:x', { state: 'disabled', reason: 'invalid', since: now - 2 * day })],
    ],
  ])('nothing is said about %s', (_, one) => expect(said(expiryNotices, [one])).toEqual([]));

  test('a login nobody renewed for a day is told', () => {
    expect(
      said(expiryNotices, [['codex:x', { kind: 'oauth', owner: 'codex', ...ends(at(11, 15), 'file') }]]),
    ).toEqual(['X has expired | Codex has not renewed it since 15 November. Nothing serves instead.']);
  });

  test('the next rung is known, so that a timer can wait for it', () => {
    const next = (days: number) => nextRungAt(scene(all([['a:x', ends(now + days * day)]])));
    expect(next(10)).toBe(now + 3 * day);
    expect(next(0.5)).toBe(now + 0.5 * day);
    expect(next(0)).toBe(now + 60_001);
    expect(next(-5)).toBeNull();
  });
});

describe('stopped working', () => {
  const refused = (id: string, since: number, reason: 'invalid' | 'revoked' | 'expired' = 'revoked') =>
    seen(id, { state: 'disabled', reason, since, failures: 2 });

  test('after the second answer, with who serves instead; long names are cut', () => {
    const name = 'Contractor evaluation pipeline, second account';
    expect(
      said(stoppedNotices, [['anthropic:x', { name }, refused('anthropic:x', now)], ['anthropic:work']]),
    ).toEqual([
      'Contractor evaluation pipeline,… stopped working | Anthropic revoked it; two answers agree. Work serves instead.',
    ]);
  });

  test('keys of one provider within ten minutes are one notice', () => {
    const ones: One[] = [
      ['anthropic:work', {}, refused('anthropic:work', now - 5 * 60_000, 'invalid')],
      ['anthropic:home', {}, refused('anthropic:home', now, 'invalid')],
      ['openai:x', {}, refused('openai:x', now)],
    ];
    expect(said(stoppedNotices, ones).sort()).toEqual([
      '2 Anthropic keys stopped working | Work and Home: Anthropic refuses them, and repeated it. Nothing serves instead.',
      'X stopped working | OpenAI revoked it; two answers agree. Nothing serves instead.',
    ]);
    const both = stoppedNotices(scene(all(ones))).find(({ provider }) => provider === 'anthropic');
    expect(both?.tells).toHaveLength(2);
  });

  test('eleven minutes apart they are two', () => {
    const ones: One[] = [
      ['a:x', {}, refused('a:x', now - 11 * 60_000)],
      ['a:y', {}, refused('a:y', now)],
    ];
    expect(stoppedNotices(scene(all(ones)))).toHaveLength(2);
  });

  test.each<[string, One]>([
    [
      'a key that is being confirmed',
      [
        'a:x',
        {},
        seen('a:x', { confirming: { outcome: 'invalid', firstAt: now, answers: 1, askAgainAt: now + 1 } }),
      ],
    ],
    ['a key a person switched off', ['a:x', { enabled: false }, refused('a:x', now)]],
    [
      'a key whose own date had passed: the ladder tells it',
      ['a:x', ends(now - day), refused('a:x', now, 'expired')],
    ],
    ['a key that cools down', ['a:x', {}, seen('a:x', { state: 'cooldown', cooldownUntil: now + 1 })]],
  ])('nothing is said about %s', (_, one) => expect(said(stoppedNotices, [one])).toEqual([]));

  test('keys refused at once and still in doubt are one notice, and stay in use', () => {
    const doubted = (id: string): One => [
      id,
      {},
      seen(id, {
        failures: 2,
        confirming: { outcome: 'invalid', firstAt: now, answers: 2, askAgainAt: at(11, 17, 15, 4) },
      }),
    ];
    expect(said(doubtNotices, [doubted('anthropic:work'), doubted('anthropic:home')])).toEqual([
      'Anthropic refuses 2 keys at once | Home and Work stay in use; this may be the provider’s fault. Asked again at 15:04.',
    ]);
    expect(said(doubtNotices, [doubted('anthropic:work'), ['anthropic:home']])).toEqual([]);
  });

  test('the rest of them, while one after the other is settled, are no second notice', () => {
    const minute = 60_000;
    const doubted = (id: string, askAgainAt: number): One => [
      id,
      {},
      seen(id, { failures: 2, confirming: { outcome: 'invalid', firstAt: now, answers: 2, askAgainAt } }),
    ];
    const notices = (ones: One[], shown: string[]) => doubtNotices(scene(all(ones), { shown }));
    const [first] = notices(
      [doubted('a:x', now), doubted('a:y', now + minute), doubted('a:z', now + 2 * minute)],
      [],
    );
    const rest = [doubted('a:y', now + minute), doubted('a:z', now + 2 * minute)];
    expect(notices(rest, [first?.id ?? '']).map(({ id }) => id)).toEqual([first?.id]);
    const tomorrow = [doubted('a:y', now + day), doubted('a:z', now + day)];
    expect(notices(tomorrow, [first?.id ?? '']).map(({ id }) => id)).not.toEqual([first?.id]);
  });
});

describe('works again', () => {
  const stop = now - 3 * 3_600_000;
  const back = seen('anthropic:work', { since: at(11, 17, 11, 40), provenAt: at(11, 17, 11, 40) });

  test('is told of a stop that was told', () => {
    expect(
      said(recoveredNotices, [['anthropic:work', {}, back]], { shown: [`stopped:anthropic:work:${stop}`] }),
    ).toEqual(['Work works again | Anthropic accepts it since 11:40; it was out for 34 min.']);
  });

  test('several at once are one', () => {
    const shown = [`stopped:a:x:${stop}`, `stopped:a:y:${stop}`];
    const record = (id: string) => seen(id, { since: now - 1000 });
    expect(
      said(
        recoveredNotices,
        [
          ['a:x', {}, record('a:x')],
          ['a:y', {}, record('a:y')],
        ],
        { shown },
      ),
    ).toEqual(['2 A keys work again | A accepts X and Y since 14:05.']);
  });

  test.each<[string, One, string[]]>([
    ['nobody was told that it had stopped', ['anthropic:work', {}, back], []],
    [
      'it is still out',
      ['anthropic:work', {}, seen('anthropic:work', { state: 'disabled', reason: 'invalid', since: stop })],
      [`stopped:anthropic:work:${stop}`],
    ],
    [
      'it was only reset, and no answer came since',
      ['anthropic:work', {}, seen('anthropic:work', { state: 'unknown', since: null })],
      [`stopped:anthropic:work:${stop}`],
    ],
    [
      'it is no news any more',
      ['anthropic:work', {}, seen('anthropic:work', { since: now - 2 * day })],
      [`stopped:anthropic:work:${now - 3 * day}`],
    ],
    [
      'a person switched it off',
      ['anthropic:work', { enabled: false }, back],
      [`stopped:anthropic:work:${stop}`],
    ],
  ])('is not told when %s', (_, one, shown) => expect(said(recoveredNotices, [one], { shown })).toEqual([]));
});

describe('a provider in trouble', () => {
  const since = at(11, 17, 4, 50);
  const trouble = (provider: string, lastsMs: number, more: Partial<Trouble> = {}) => ({
    troubles: [
      troubled(
        ['x', 'y', 'z', 'off'].map((name) => `${provider}:${name}`),
        since,
        { seenAt: since + lastsMs, ...more },
      ),
    ],
  });
  const keys: One[] = [
    ['anthropic:x'],
    ['anthropic:y'],
    ['anthropic:z'],
    ['anthropic:off', { enabled: false }],
  ];

  test('is one notice for all its keys', () => {
    expect(said(outageNotices, keys, trouble('anthropic', 90_000))).toEqual([
      'Anthropic is in trouble, 3 keys affected | Since 04:50. The keys are not blamed; they wait until it answers again.',
    ]);
    expect(said(outageNotices, keys.slice(0, 1), trouble('anthropic', 90_000))[0]).toBe(
      'Anthropic is in trouble, 1 key affected | Since 04:50. The key is not blamed; it waits until it answers again.',
    );
  });

  test('at a host of its own is not that of the whole provider', () => {
    const sick = { host: 'sick.example.com', profiles: ['custom:a'] };
    expect(said(outageNotices, [['custom:a'], ['custom:b']], trouble('custom', 90_000, sick))[0]).toContain(
      'at sick.example.com is in trouble, 1 key affected',
    );
  });

  test('one failed answer is a hiccup, and who has no key there is not bothered', () => {
    expect(said(outageNotices, keys, trouble('anthropic', 30_000))).toEqual([]);
    expect(said(outageNotices, keys, trouble('google', 90_000))).toEqual([]);
  });
});

test('a key that grew older than its person wanted', () => {
  expect(
    said(rotationNotices, [
      ['a:x', { rotateEveryMs: 90 * day }],
      ['a:y', { rotateEveryMs: 101 * day }],
      ['a:z'],
    ]),
  ).toEqual(['X is due for a new key | 3 months old; you asked for a new one every 90 days.']);
});

describe('quiet hours', () => {
  const night = { from: 22 * 60, to: 8 * 60 };
  const noon = { from: 12 * 60, to: 14 * 60 + 30 };
  test.each([
    [null, at(11, 17, 23), null],
    [night, at(11, 17, 21, 59), null],
    [night, at(11, 17, 22), at(11, 18, 8)],
    [night, at(11, 18, 3), at(11, 18, 8)],
    [night, at(11, 18, 8), null],
    [noon, at(11, 17, 14, 6), at(11, 17, 14, 30)],
    [noon, at(11, 17, 11), null],
    [noon, at(11, 17, 14, 30), null],
    [{ from: 60, to: 60 }, at(11, 17, 1), null],
  ])('%j', (hours, when, until) => expect(quietUntil(hours, when)).toBe(until));
});
