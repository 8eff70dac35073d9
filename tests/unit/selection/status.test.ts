import { describe, expect, test } from 'vitest';
import type { Profile, VaultState } from '../../../src-shared/contract-schema.ts';
import { unseen, type HealthRecord } from '../../../src-main/health/record.ts';
import { statusOf, type StatusQuestion } from '../../../src-main/selection/status.ts';
import type { WholePicture } from '../../../src-main/selection/profile-view.ts';
import type { StoredProfile } from '../../../src-main/vault/profile.ts';
import { cooling, day, now, seen, stored, viewed } from '../../fixtures/profiles.ts';

const vault: VaultState = {
  protected: true,
  slot: 'os-keyring',
  backend: 'Secret Service',
  advice: null,
  state: 'open',
  path: '/data/vault.json',
  reason: null,
  recovery: true,
};

const ends = (inDays: number): Partial<StoredProfile> => ({
  expiresAt: now + inDays * day,
  expiryFrom: 'user',
});
const refused = (id: string) => seen(id, { state: 'disabled', reason: 'invalid' });
type One = [id: string, told?: Partial<StoredProfile>, record?: HealthRecord];

function profilesOf(ones: One[], more: Partial<WholePicture> = {}): Profile[] {
  return viewed(
    ones.map(([id, told]) => stored(id, told)),
    ones.map(([id, , record]) => record ?? seen(id)),
    more,
  );
}
function check(ones: One[], question: StatusQuestion = {}, more: Partial<WholePicture> = {}) {
  const { exit, providers } = statusOf(profilesOf(ones, more), vault, now, question);
  return `${exit} ${providers.map(({ provider, status }) => `${provider} ${status}`).join(', ')}`.trim();
}

describe('the check', () => {
  test.each<[string, string, string]>([
    ['nothing is stored', check([]), '0'],
    ['a healthy key', check([['a:x']]), '0 a ok'],
    ['a key nobody asked about', check([['a:x', {}, unseen('a:x')]]), '0 a ok'],
    ['a key without a date', check([['a:x', {}]]), '0 a ok'],
    ['expired', check([['a:x', ends(-1)]]), '1 a expired'],
    ['ends in 5 days', check([['a:x', ends(5)]]), '2 a expiring'],
    ['ends in 15 days', check([['a:x', ends(15)]]), '0 a ok'],
    ['one fine, one expired', check([['a:x'], ['a:y', ends(-1)]]), '0 a ok'],
    ['one fine, one about to end', check([['a:x'], ['a:y', ends(5)]]), '2 a expiring'],
    ['one cooling, one fine', check([['a:x', {}, cooling('a:x', now + 1)], ['a:y']]), '0 a ok'],
    ['only one, cooling', check([['a:x', {}, cooling('a:x', now + 1)]]), '1 a unavailable'],
    ['refused twice', check([['a:x', {}, refused('a:x')]]), '1 a unavailable'],
    [
      'refused, the other one about to end',
      check([
        ['a:x', {}, refused('a:x')],
        ['a:y', ends(5)],
      ]),
      '2 a expiring',
    ],
    ['no secret', check([['a:x', { mask: null, fingerprint: null }]]), '1 a missing'],
    ['an end that is no date', check([['a:x', { expiresAt: 0 }]]), '1 a unavailable'],
    ['switched off by a person', check([['a:x', { enabled: false }]]), '0 a unavailable'],
    [
      'switched off beside an expired one',
      check([
        ['a:x', { enabled: false }],
        ['a:y', ends(-1)],
      ]),
      '1 a expired',
    ],
    [
      '1 beats 2',
      check([
        ['a:x', ends(5)],
        ['b:y', ends(-1)],
      ]),
      '1 a expiring, b expired',
    ],
    [
      'expired and cooling',
      check([
        ['a:x', ends(-1)],
        ['a:y', {}, cooling('a:y', now + 1)],
      ]),
      '1 a unavailable',
    ],
    ['locked says the same: fine', check([['a:x']], {}, { locked: true }), '0 a ok'],
    ['locked says the same: soon', check([['a:x', ends(5)]], {}, { locked: true }), '2 a expiring'],
    ['locked says the same: expired', check([['a:x', ends(-1)]], {}, { locked: true }), '1 a expired'],
    [
      'left out of the order does not count',
      check([['a:x'], ['a:y', ends(5)]], {}, { order: { a: ['a:x'] } }),
      '0 a ok',
    ],
    ['an empty order is a person’s decision', check([['a:x']], {}, { order: { a: [] } }), '0 a unavailable'],
  ])('%s', (_, said, expected) => expect(said).toBe(expected));

  test.each<[string, string, string]>([
    ['within 3 days', check([['a:x', ends(5)]], { withinMs: 3 * day }), '0 a ok'],
    ['within 30 days', check([['a:x', ends(20)]], { withinMs: 30 * day }), '2 a expiring'],
    ['within 0: only what is expired', check([['a:x', ends(0.01)]], { withinMs: 0 }), '0 a ok'],
    ['one provider', check([['a:x', ends(-1)], ['b:y']], { provider: 'b' }), '0 b ok'],
    ['a provider that has nothing', check([['a:x']], { provider: 'b' }), '1'],
    [
      'a provider all switched off',
      check([['a:x', { enabled: false }]], { provider: 'a' }),
      '1 a unavailable',
    ],
    ['one profile', check([['a:x', ends(-1)], ['a:y']], { profile: 'a:y' }), '0 a ok'],
    [
      'one profile by the beginning of its name',
      check([['a:x', ends(-1)], ['a:yes']], { profile: 'Ye' }),
      '0 a ok',
    ],
    ['one profile that is not there', check([['a:x']], { profile: 'b:z' }), '1'],
    [
      'one profile that is switched off',
      check([['a:x', { enabled: false }]], { profile: 'a:x' }),
      '1 a unavailable',
    ],
    ['one profile of another provider', check([['a:x']], { provider: 'b', profile: 'a:x' }), '1'],
  ])('asked more narrowly: %s', (_, said, expected) => expect(said).toBe(expected));

  test('a beginning that fits two is refused', () => {
    expect(() => check([['a:x1'], ['a:x2']], { profile: 'a:x' })).toThrow(/could be a:x1, a:x2/);
  });
});

test('who serves next is the first that can', () => {
  const { providers } = statusOf(profilesOf([['a:x', {}, cooling('a:x', now + 1)], ['a:y']]), vault, now);
  expect(providers).toEqual([{ provider: 'a', status: 'ok', next: 'a:y', profiles: ['a:y', 'a:x'] }]);
  const locked = statusOf(profilesOf([['a:x']], { locked: true }), vault, now);
  expect(locked.providers[0]?.next).toBeNull();
});

test('every profile is counted once by its health, and again by its date', () => {
  const { summary } = statusOf(
    profilesOf([
      ['a:healthy'],
      ['a:unknown', {}, unseen('a:unknown')],
      ['a:cooling', ends(5), cooling('a:cooling', now + 1)],
      ['a:refused', {}, refused('a:refused')],
      ['a:off', { enabled: false }],
      ['a:past', ends(-1)],
      ['a:gone', { mask: null, fingerprint: null }],
    ]),
    vault,
    now,
  );
  expect(summary).toEqual({
    total: 7,
    available: 2,
    healthy: 3,
    unknown: 1,
    cooldown: 1,
    disabled: 2,
    expiring: 1,
    expired: 1,
    missing: 1,
  });
});

test('the document judges dates by the asked span and carries the header sentence', () => {
  const status = statusOf(profilesOf([['a:x', ends(20)]]), vault, now, { withinMs: 30 * day });
  expect(status.profiles[0]?.expiry.status).toBe('expiring');
  expect(status.sentence).toBe('1 expires soon · X, in 20 days · last checked 2 min ago');
  expect(status.generatedAt).toBe(now);
});
