import { describe, expect, test } from 'vitest';
import type { LastAnswer, Profile } from '../../../src-shared/contract-schema.ts';
import { evidenceOf, evidenceParts, stateOf } from '../../../src-shared/evidence.ts';
import { leavesVerdict, meaningOf } from '../../../src-shared/meaning.ts';
import { outcomes } from '../../../src-shared/words.ts';
import { unseen, type HealthRecord } from '../../../src-main/health/record.ts';
import { speaks } from '../../../src-main/health/outcome-class.ts';
import type { StoredProfile } from '../../../src-main/vault/profile.ts';
import { cooling, day, now, seen, stored, viewed } from '../../fixtures/profiles.ts';

const asked = new Date(2026, 10, 17, 14, 4, 10).getTime();
const id = 'anthropic:home';

function answer(told: Partial<LastAnswer>): LastAnswer {
  return {
    outcome: 'ok',
    at: asked,
    httpStatus: 200,
    message: null,
    latencyMs: 184,
    host: 'api.anthropic.com',
    retryAt: null,
    streak: 1,
    ...told,
  };
}
function withWork(
  record: HealthRecord,
  told: Partial<StoredProfile> = {},
  alone = false,
): [Profile, Profile[]] {
  const profiles = viewed(
    [stored(id, told), ...(alone ? [] : [stored('anthropic:work')])],
    [record, seen('anthropic:work')],
  );
  return [profiles.find((profile) => profile.id === id)!, profiles];
}
const tell = (record: HealthRecord, told: Partial<StoredProfile> = {}, alone = false) =>
  evidenceOf(...withWork(record, told, alone), now);

const throttled = seen(id, {
  state: 'cooldown',
  reason: 'rate_limited',
  since: asked,
  cooldownUntil: asked + 370_000,
  lastAnswer: answer({ outcome: 'rate_limited', httpStatus: 429, retryAt: asked + 370_000, streak: 2 }),
});

describe('the last answer in words', () => {
  test('the example of the reference', () => {
    expect(tell(throttled)).toBe(
      '429 from api.anthropic.com at 14:04:10. It says retry in 6 min 10 s; second in a row. ' +
        'The key itself is fine: Work serves until 14:10:20.',
    );
  });

  test('status and time stand out, and who serves can be opened', () => {
    const parts = evidenceParts(...withWork(throttled), now);
    expect(parts.filter(({ strong }) => strong).map(({ text }) => text)).toEqual(['429', '14:04:10']);
    expect(parts.filter(({ profile }) => profile)).toEqual([{ text: 'Work', profile: 'anthropic:work' }]);
  });

  test.each<[string, string]>([
    [
      '200 from api.anthropic.com at 14:04:10. The key works.',
      tell(seen(id, { lastAnswer: answer({ streak: 9 }) })),
    ],
    [
      '429 from api.anthropic.com at 14:04:10. It says retry in 6 min 10 s; second in a row. The key itself is fine; nothing serves until 14:10:20.',
      tell(throttled, {}, true),
    ],
    [
      '401 from api.anthropic.com at 14:04:10. It says “invalid x-api-key”. The provider does not accept the key; asked again at 14:05:10, in use until then.',
      tell(
        seen(id, {
          confirming: { outcome: 'invalid', firstAt: asked, answers: 1, askAgainAt: asked + 60_000 },
          lastAnswer: answer({ outcome: 'invalid', httpStatus: 401, message: 'invalid x-api-key' }),
        }),
      ),
    ],
    [
      '403 from api.anthropic.com at 14:04:10. Second in a row. The provider says that the key was revoked; two answers agree, so it is disabled. Work serves instead.',
      tell(
        seen(id, {
          state: 'disabled',
          reason: 'revoked',
          lastAnswer: answer({ outcome: 'revoked', httpStatus: 403, streak: 2 }),
        }),
      ),
    ],
    [
      'No answer from api.anthropic.com at 14:04:10. Connection refused; 12 times in a row. The key was not judged; the verdict of 9 h ago stands.',
      tell(
        seen(id, {
          verdictAt: now - 9 * 3_600_000,
          lastAnswer: answer({
            outcome: 'network',
            httpStatus: null,
            message: 'connection refused.',
            streak: 12,
          }),
        }),
      ),
    ],
    [
      '502 from api.anthropic.com at 14:04:10. The provider is in trouble, the key is not blamed; there is no verdict yet.',
      tell({ ...unseen(id), lastAnswer: answer({ outcome: 'server_error', httpStatus: 502 }) }),
    ],
    [
      'Answer of Anthropic at 14:04:10. This says nothing about the key; there is no verdict yet.',
      tell({ ...unseen(id), lastAnswer: answer({ outcome: 'unverifiable', httpStatus: null, host: null }) }),
    ],
    [
      '200 from api.anthropic.com at 14:04:10, yesterday. The key works.',
      tell(seen(id, { lastAnswer: answer({ at: asked - day }) })),
    ],
    [
      '200 from api.anthropic.com at 14:04:10. The key works; you disabled it here.',
      tell(seen(id, { lastAnswer: answer({}) }), { enabled: false }),
    ],
    ['Not checked yet.', tell(unseen(id))],
    [
      'Not checked yet; the first check is due in 5 min.',
      tell({ ...unseen(id), nextProbeAt: now + 300_000 }),
    ],
  ])('%s', (expected, said) => expect(said).toBe(expected));
});

describe('every outcome', () => {
  test.each(outcomes)('%s has a meaning, an advice and a heart', (outcome) => {
    const { gist, meaning, advice } = meaningOf(outcome);
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(advice).toMatch(/^[A-Z].*\.$/);
    expect(gist).toMatch(/^[A-Z].*[a-z]$/);
  });

  test('only three blame the key', () => {
    expect(outcomes.filter((outcome) => meaningOf(outcome).blamesKey)).toEqual([
      'invalid',
      'expired',
      'revoked',
    ]);
  });

  test.each(outcomes)('%s ages a verdict exactly when it does not speak about the key', (outcome) => {
    expect(leavesVerdict(outcome)).toBe(!speaks(outcome));
  });
});

describe('the state of a row', () => {
  const view = (told: Partial<StoredProfile>, record: HealthRecord = seen(id)) => withWork(record, told)[0];
  const confirming = { outcome: 'invalid' as const, firstAt: now, answers: 1, askAgainAt: now + 41_000 };
  const network = answer({ outcome: 'network', httpStatus: null });
  test.each<[string, Profile]>([
    ['Healthy, check good', view({})],
    [
      'Healthy 9 h ago, check none',
      view({}, seen(id, { verdictAt: now - 9 * 3_600_000, lastAnswer: network })),
    ],
    ['Limited, limited good', view({}, seen(id, { limited: true, reason: 'forbidden' }))],
    ['Confirming 0:41, confirm warn', view({}, seen(id, { confirming }))],
    ['Cooldown 4:12, pause wait', view({}, cooling(id, now + 252_000))],
    ['Expiring, triangle warn', view({ expiresAt: now + 5 * day })],
    ['Expired, cross bad', view({ expiresAt: now - day })],
    [
      'Expired, cross bad',
      view({ expiresAt: now - day }, seen(id, { state: 'disabled', reason: 'invalid' })),
    ],
    [
      'Disabled revoked, cross bad',
      view({ expiresAt: now - day }, seen(id, { state: 'disabled', reason: 'revoked' })),
    ],
    ['Disabled invalid, cross bad', view({}, seen(id, { state: 'disabled', reason: 'invalid' }))],
    ['Disabled by you, off none', view({ enabled: false, expiresAt: now - day })],
    ['Unknown, hollow none', view({}, unseen(id))],
    [
      'Unknown present, hollow none',
      view({}, { ...unseen(id), lastAnswer: answer({ outcome: 'unverifiable' }) }),
    ],
    ['Unknown, hollow none', view({}, { ...unseen(id), lastAnswer: network })],
    ['Missing, cross bad', view({ mask: null, fingerprint: null })],
    ['Healthy, check good', view({}, cooling(id, now))],
  ])('%s', (expected, profile) => {
    const { word, second, glyph, tone } = stateOf(profile, now);
    expect(`${[word, second].filter(Boolean).join(' ')}, ${glyph} ${tone}`).toBe(expected);
  });

  test('a damaged record says so', () => {
    const [profile] = viewed([stored(id)], [], { damaged: new Set([id]) });
    expect(stateOf(profile!, now)).toMatchObject({ word: 'Damaged', tone: 'bad' });
  });
});
