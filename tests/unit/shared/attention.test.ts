import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src-shared/contract-schema.ts';
import { attentionOf } from '../../../src-shared/attention.ts';
import { setupTokenExpiry } from '../../../src-shared/expiry.ts';
import type { HealthRecord } from '../../../src-main/health/record.ts';
import type { WholePicture } from '../../../src-main/selection/profile-view.ts';
import type { StoredProfile } from '../../../src-main/vault/profile.ts';
import { cooling, day, now, seen, stored, troubled, viewed } from '../../fixtures/profiles.ts';

const at = (month: number, date: number, hours = 0, minutes = 0) =>
  new Date(2026, month - 1, date, hours, minutes).getTime();
const revoked = (id: string, since = at(11, 17, 11, 21)) =>
  seen(id, { state: 'disabled', reason: 'revoked', since, failures: 2 });

type One = [id: string, told?: Partial<StoredProfile>, record?: HealthRecord];
function all(ones: One[], more: Partial<WholePicture> = {}): Profile[] {
  return viewed(
    ones.map(([id, told]) => stored(id, told)),
    ones.map(([id, , record]) => record ?? seen(id)),
    more,
  );
}
function lines(ones: One[], more: Partial<WholePicture> = {}) {
  return attentionOf(all(ones, more), now).lines.map(
    ({ who, what, when, button }) => `${who} | ${what} | ${when} | ${button}`,
  );
}

const setupToken: One = [
  'claude-code:runner',
  {
    name: 'CI runner',
    kind: 'token',
    expiresAt: setupTokenExpiry(at(11, 22, 9, 30) - 365 * day),
    expiryFrom: 'rule',
  },
];

test('the lines of the reference window, most urgent first', () => {
  expect(
    lines([
      setupToken,
      ['google:sandbox', { name: 'Gemini sandbox', expiresAt: at(11, 14), expiryFrom: 'user' }],
      ['google:studio'],
      ['anthropic:eval', { name: 'Contractor evaluation' }, revoked('anthropic:eval')],
      ['anthropic:work'],
      ['anthropic:home', {}, cooling('anthropic:home', now + 252_000)],
    ]),
  ).toEqual([
    'Contractor evaluation | Anthropic revoked it; two answers agree. Work serves instead. | since 11:21 | Replace key…',
    'Gemini sandbox | Expired on the date you set. Studio serves instead. | 3 days ago | Renew…',
    'CI runner | Setup token ends on 22 November, inferred from its first day. | in 5 days | Renew…',
  ]);
});

describe('what happened, in words', () => {
  test.each<[string, One[], string]>([
    [
      'refused as unknown, alone',
      [['openai:x', {}, seen('openai:x', { state: 'disabled', reason: 'invalid', since: at(11, 16, 9) })]],
      'X | OpenAI does not accept it; two answers agree. Nothing serves instead. | since yesterday, 09:00 | Replace key…',
    ],
    [
      'refused where the secret lies elsewhere: mended there, then tried',
      [['openai:x', { reference: 'env:OPENAI_API_KEY' }, revoked('openai:x')]],
      'X | OpenAI revoked it; two answers agree. Nothing serves instead. | since 11:21 | Try now',
    ],
    [
      'no credit',
      [
        [
          'openai:x',
          {},
          seen('openai:x', {
            state: 'cooldown',
            reason: 'billing',
            since: at(11, 17, 8),
            cooldownUntil: now + day,
          }),
        ],
        ['openai:y'],
      ],
      'X | OpenAI says no credit is left. Y serves instead. | since 08:00 | Billing page',
    ],
    [
      'told by the API when it ends',
      [['openrouter:x', {}, seen('openrouter:x', { learnedExpiresAt: at(11, 20), learnedFrom: 'api' })]],
      'X | Key ends on 20 November, as OpenRouter says. | in 3 days | Renew…',
    ],
    [
      'a token that says itself that it ended',
      [
        [
          'minimax:x',
          { kind: 'token' },
          seen('minimax:x', { learnedExpiresAt: at(11, 1), learnedFrom: 'jwt' }),
        ],
      ],
      'X | Token ended on 1 November, as the token itself says. Nothing serves instead. | 16 days ago | Renew…',
    ],
    [
      'a login nobody renewed',
      [['claude-code:x', { kind: 'oauth', owner: 'claude-code', expiresAt: at(11, 15), expiryFrom: 'file' }]],
      'X | Claude Code has not renewed it since 15 November. Nothing serves instead. | 2 days ago | Open',
    ],
    [
      'no secret',
      [['openai:x', { mask: null, fingerprint: null }]],
      'X | Its key is not in the vault. Nothing serves instead. |  | Replace key…',
    ],
    [
      'an end that is no date',
      [['openai:x', { expiresAt: 0, expiryFrom: 'user' }]],
      'X | Its stored end is no date, so it is not used. Nothing serves instead. |  | Renew…',
    ],
    [
      'recognised and not allowed to work',
      [
        [
          'openai:x',
          {},
          seen('openai:x', { limited: true, unusable: true, reason: 'forbidden', since: at(11, 17, 9) }),
        ],
      ],
      'X | OpenAI recognises it and does not let it work. Nothing serves instead. | since 09:00 | Open',
    ],
    [
      'due for a new key',
      [['openai:x', { rotateEveryMs: 90 * day }]],
      'X | 3 months old; you asked for a new one every 90 days. | since 7 Nov | Replace key…',
    ],
  ])('%s', (_, ones, line) => expect(lines(ones)).toEqual([line]));

  test('damaged, and a reference that leads to nothing', () => {
    const none = { renewedBy: null, expiresAt: null, unresolved: true };
    expect(lines([['openai:x']], { damaged: new Set(['openai:x']) })[0]).toContain(
      'Its record was changed outside Keywatch, so its key is not used.',
    );
    expect(lines([['openai:x', { reference: 'env:NOPE' }]], { linked: () => none })[0]).toContain(
      'Nothing is found at env:NOPE.',
    );
    expect(lines([['codex:x', { kind: 'oauth', owner: 'codex' }]], { linked: () => none })[0]).toContain(
      'Codex is not logged in here.',
    );
  });
});

describe('what needs nobody', () => {
  test.each<[string, One[]]>([
    ['a healthy key', [['a:x']]],
    ['a key that rests for its limits', [['a:x', {}, cooling('a:x', now + 1000)]]],
    [
      'a key that is being confirmed',
      [
        [
          'a:x',
          {},
          seen('a:x', { confirming: { outcome: 'invalid', firstAt: now, answers: 1, askAgainAt: now + 1 } }),
        ],
      ],
    ],
    ['one that a person switched off, expired or not', [['a:x', { enabled: false, expiresAt: now - day }]]],
    [
      'a login that its owner renews',
      [['codex:x', { kind: 'oauth', owner: 'codex', expiresAt: now - 3_600_000 }]],
    ],
    ['a limited key', [['a:x', {}, seen('a:x', { limited: true, reason: 'forbidden' })]]],
    ['a key that is younger than its rotation', [['a:x', { rotateEveryMs: 101 * day }]]],
  ])('%s', (_, ones) => expect(lines(ones)).toEqual([]));
});

const soon = (inDays: number) => ({ expiresAt: now + inDays * day, expiryFrom: 'user' as const });

describe('the order of urgency', () => {
  test('among refused keys, those in whose place nothing serves come first', () => {
    const ids = attentionOf(
      all([['a:x', {}, revoked('a:x', now - day)], ['a:y'], ['b:z', {}, revoked('b:z', now)]]),
      now,
    ).lines.map(({ profile }) => profile);
    expect(ids).toEqual(['b:z', 'a:x']);
  });

  test('what ends sooner comes first', () => {
    const { lines: found } = attentionOf(
      all([
        ['a:x', soon(9)],
        ['a:y', soon(2)],
        ['b:z', soon(5)],
      ]),
      now,
    );
    expect(found.map(({ profile }) => profile)).toEqual(['a:y', 'b:z', 'a:x']);
  });

  test('a locked vault hides no heir', () => {
    expect(lines([['a:x', {}, revoked('a:x')], ['a:y']], { locked: true })[0]).toContain('Y serves instead.');
  });
});

test('five lines at most; the rest is a count', () => {
  const many = Array.from({ length: 8 }, (_, n): One => [`a:x${n}`, { expiresAt: now + (n + 1) * day }]);
  const { lines: shown, more, total } = attentionOf(all(many), now);
  expect([shown.length, more, total]).toEqual([5, 3, 8]);
  expect(attentionOf(all(many), now, { limit: 2 }).lines).toHaveLength(2);
});

test('a provider in trouble is one line, its keys are not blamed', () => {
  const profiles = all([
    ['anthropic:x'],
    ['anthropic:y'],
    ['openai:z'],
    ['openai:past', { expiresAt: now - day }],
  ]);
  const troubles = [
    troubled(['anthropic:x', 'anthropic:y'], at(11, 17, 4, 50)),
    troubled(['google:gone'], now),
  ];
  const { lines: found } = attentionOf(profiles, now, { troubled: troubles });
  expect(found.map(({ who, what, when, profile, button }) => [who, what, when, profile, button])).toEqual([
    ['Past', 'Expired on the date you set. Z serves instead.', '24 h ago', 'openai:past', 'Renew…'],
    [
      'Anthropic',
      'It is in trouble; its 2 keys are not blamed and wait.',
      'since 04:50',
      null,
      'Status page',
    ],
  ]);
});

test('for a menu each says itself in few words', () => {
  const briefs = attentionOf(
    all([setupToken, ['google:s', { expiresAt: at(11, 14) }], ['a:x', {}, revoked('a:x')]]),
    now,
  ).lines.map(({ brief }) => brief);
  expect(briefs).toEqual(['revoked', 'expired 3 days ago', 'expires in 5 days']);
});
