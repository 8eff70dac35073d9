import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../src-shared/contract-schema.ts';
import { sentenceOf, signOf, type Circumstances } from '../../../src-shared/sentence.ts';
import { unseen, type HealthRecord } from '../../../src-main/health/record.ts';
import type { WholePicture } from '../../../src-main/selection/profile-view.ts';
import type { StoredProfile } from '../../../src-main/vault/profile.ts';
import { cooling, day, now, seen, stored, troubled, viewed } from '../../fixtures/profiles.ts';

const at = (date: number, hours = 0, minutes = 0) => new Date(2026, 10, date, hours, minutes).getTime();

type One = [id: string, told?: Partial<StoredProfile>, record?: HealthRecord];
function all(ones: One[], more: Partial<WholePicture> = {}): Profile[] {
  return viewed(
    ones.map(([id, told]) => stored(id, told)),
    ones.map(([id, , record]) => record ?? seen(id)),
    more,
  );
}
const say = (profiles: Profile[], circumstances: Circumstances = {}) =>
  `${signOf(profiles, circumstances, now)}: ${sentenceOf(profiles, circumstances, now)}`;

const ends = (when: number): Partial<StoredProfile> => ({ expiresAt: when, expiryFrom: 'user' });
const fine = (count: number): One[] => Array.from({ length: count }, (_, n) => [`anthropic:x${n}`]);
const runner: One = ['claude-code:runner', { name: 'CI runner', ...ends(at(22, 9, 30)) }];
const refused: One = ['openai:x', {}, seen('openai:x', { state: 'disabled', reason: 'revoked' })];
const answer = seen('a:x').lastAnswer!;
const unreached = seen('a:x', {
  ...unseen('a:x'),
  lastAnswer: { ...answer, outcome: 'network', httpStatus: null, latencyMs: null },
});
const everybody = ['anthropic:x0', 'anthropic:x1', 'anthropic:x2'];
const trouble = [troubled(everybody, at(17, 4, 50))];
const locked = { state: 'locked' as const };

describe('the header sentence', () => {
  test.each<[string, string]>([
    [
      'check: All 16 fine · next expiry in 41 days · last checked 2 min ago',
      say(all([...fine(15), ['openai:y', ends(now + 41 * day)]])),
    ],
    ['check: The one profile is fine · last checked 2 min ago', say(all(fine(1)))],
    [
      'cross: 3 need attention · next expiry in 5 days · last checked 2 min ago',
      say(all([refused, runner, ['google:g', ends(at(14))]])),
    ],
    ['cross: 1 needs attention · last checked 2 min ago', say(all([refused, ...fine(2)]))],
    [
      'triangle: 1 expires soon · CI runner, in 5 days · last checked 2 min ago',
      say(all([runner, ...fine(3)])),
    ],
    [
      'triangle: 2 expire soon · CI runner, in 5 days · last checked 2 min ago',
      say(all([runner, ['a:b', ends(at(28))]])),
    ],
    [
      'triangle: Anthropic is in trouble · since 04:50 · 3 keys not blamed',
      say(all(fine(3)), { troubledProviders: trouble }),
    ],
    [
      'triangle: Custom server at sick.example.com is in trouble · since 04:50 · 1 key not blamed',
      say(all([['custom:a'], ['custom:b']]), {
        troubledProviders: [troubled(['custom:a'], at(17, 4, 50), { host: 'sick.example.com' })],
      }),
    ],
    [
      'pause: Checking on demand only · this connection is metered',
      say(all(fine(2)), { restsWhile: 'metered' }),
    ],
    [
      'triangle: Checking is paused · until tomorrow, 08:00 · next expiry in 5 days',
      say(all([runner]), { pausedUntil: at(18, 8) }),
    ],
    ['pause: Checking is paused · until you resume it', say(all(fine(1)), { pausedIndefinitely: true })],
    ['check: The one profile is fine · last checked 2 min ago', say(all(fine(1)), { pausedUntil: now - 1 })],
    [
      'pause: 2 cooling down · first free in 4:12 · 14 fine',
      say(
        all([
          ...fine(14),
          ['b:y', {}, cooling('b:y', now + 252_000)],
          ['b:z', {}, cooling('b:z', now + day)],
        ]),
      ),
    ],
    [
      'hollow: Offline since 13:40 · verdicts keep their age · next expiry in 5 days',
      say(all([runner, ...fine(2)]), { online: false, offlineSince: at(17, 13, 40) }),
    ],
    [
      'cross: 1 needs attention · offline since 13:40',
      say(all([refused]), { online: false, offlineSince: at(17, 13, 40) }),
    ],
    ['cross: 1 needs attention · checking is paused', say(all([refused]), { pausedIndefinitely: true })],
    ['hollow: Checking is off · KEYWATCH_OFFLINE is set', say(all(fine(1)), { neverAsks: true })],
    [
      'hollow: Locked · next expiry in 5 days · checking is paused',
      say(all([runner, refused]), { vault: locked }),
    ],
    ['hollow: Nothing to watch yet', say([])],
    ['hollow: Nothing to watch yet', say([], { vault: locked, online: false })],
    ['hollow: Nothing in use · 1 disabled by you', say(all([['a:x', { enabled: false }]]))],
    [
      'hollow: 2 not checked yet',
      say(
        all([
          ['a:x', {}, unseen('a:x')],
          ['a:y', {}, unseen('a:y')],
        ]),
      ),
    ],
    ['hollow: 1 not checked yet', say(all([['a:x', {}, unreached]]))],
    [
      'check: 3 fine · 1 not checked yet · next expiry in 41 days',
      say(all([...fine(2), ['a:x', {}, unseen('a:x')], ['a:y', ends(now + 41 * day)]])),
    ],
    [
      'check: 1 being confirmed · asked again in 0:41 · 2 fine',
      say(
        all([
          ...fine(2),
          [
            'a:x',
            {},
            seen('a:x', {
              confirming: { outcome: 'invalid', firstAt: now, answers: 1, askAgainAt: now + 41_000 },
            }),
          ],
        ]),
      ),
    ],
  ])('%s', (expected, said) => expect(said).toBe(expected));

  test('a renewed login, what is past and what is switched off are no next expiry', () => {
    const profiles = all([
      ['codex:x', { kind: 'oauth', owner: 'codex', expiresAt: now + 1000, expiryFrom: 'file' }],
      ['a:off', { enabled: false, ...ends(now + day) }],
      ['a:y', ends(now + 60 * day)],
    ]);
    expect(say(profiles)).toBe('check: All 2 fine · next expiry in 60 days · last checked 2 min ago');
  });

  test('trouble at a provider nobody uses is not told', () => {
    expect(say(all([['openai:x']]), { troubledProviders: trouble })).toContain('The one profile is fine');
  });

  test('that the clock is wrong is said when nothing else is, and ends are seen without its error', () => {
    const clock = { offByMs: 100 * day };
    const one = all([['openai:x', { expiresAt: now - 60 * day, expiryFrom: 'user' }]], { wrongClock: clock });
    expect(say(one, { clock })).toBe(
      'triangle: This machine’s clock is 3 months ahead · next expiry in 40 days · last checked 2 min ago',
    );
    const soon = all([['openai:x', { expiresAt: now - 95 * day, expiryFrom: 'user' }]], {
      wrongClock: clock,
    });
    expect(say(soon, { clock, online: false })).toContain('next expiry in 5 days');
  });

  test('the newest answer is what "last checked" means', () => {
    expect(say(all(fine(2)), { lastCheckedAt: now - 19_000 })).toContain('last checked 19 s ago');
    expect(say(all(fine(2)), { lastCheckedAt: now - day })).toContain('last checked 2 min ago');
  });

  test('never more than three parts', () => {
    const worst = all([refused, runner, ['a:x', {}, unseen('a:x')], ['b:y', {}, cooling('b:y', now + 1)]]);
    const sentence = sentenceOf(worst, { troubledProviders: trouble, online: false }, now);
    expect(sentence.split(' · ').length).toBeLessThanOrEqual(3);
  });
});
