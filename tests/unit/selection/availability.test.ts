import { describe, expect, test } from 'vitest';
import { unseen, type HealthRecord } from '../../../src-main/health/record.ts';
import { viewProfile, type ProfileParts } from '../../../src-main/selection/profile-view.ts';
import type { StoredProfile } from '../../../src-main/vault/profile.ts';
import { cooling, day, now, seen, stored } from '../../fixtures/profiles.ts';

const id = 'anthropic:work';
function view(
  profile: Partial<StoredProfile>,
  record: HealthRecord = seen(id),
  more: Partial<ProfileParts> = {},
) {
  return viewProfile({ stored: stored(id, profile), record, now, ...more });
}
const linked = { renewedBy: null, expiresAt: null, unresolved: false };

describe('why a profile cannot serve', () => {
  test.each([
    ['a healthy one can', view({}), null],
    ['one nobody asked about can', view({}, unseen(id)), null],
    ['one that is being confirmed still can', view({}, seen(id, { confirming: confirmingNow() })), null],
    ['a limited one can', view({}, seen(id, { limited: true, reason: 'forbidden' })), null],
    ['a local server needs no secret', view({ kind: 'none', mask: null, fingerprint: null }), null],
    ['switched off', view({ enabled: false }), 'disabled_by_user'],
    ['left out of the order', view({}, seen(id), { excluded: true }), 'excluded_by_order'],
    [
      'switched off goes before left out',
      view({ enabled: false }, seen(id), { excluded: true }),
      'disabled_by_user',
    ],
    ['without a secret', view({ mask: null, fingerprint: null }), 'missing_credential'],
    ['a record that was tampered with', view({}, seen(id), { damaged: true }), 'missing_credential'],
    ['a reference is no missing secret', view({ mask: null, fingerprint: null, reference: 'env:KEY' }), null],
    [
      'a reference to nothing',
      view({ reference: 'env:KEY' }, seen(id), { linked: { ...linked, unresolved: true } }),
      'unresolved_ref',
    ],
    ['an end that is no moment', view({ expiresAt: 0, expiryFrom: 'user' }), 'invalid_expires'],
    [
      'an end that is no moment, but the API knows better',
      view({ expiresAt: 0 }, seen(id, { learnedExpiresAt: now + day, learnedFrom: 'api' })),
      null,
    ],
    ['past its end', view({ expiresAt: now - day, expiryFrom: 'user' }), 'expired'],
    ['about to end', view({ expiresAt: now + 1, expiryFrom: 'user' }), null],
    ['refused twice', view({}, seen(id, { state: 'disabled', reason: 'revoked' })), 'disabled'],
    [
      'forbidden at work',
      view({}, seen(id, { limited: true, unusable: true, reason: 'forbidden' })),
      'disabled',
    ],
    ['cooling', view({}, cooling(id, now + 1)), 'cooling'],
    ['cooling that is over', view({}, cooling(id, now)), null],
    ['the vault is locked', view({}, seen(id), { locked: true }), 'vault_locked'],
    ['a lock hides nothing else', view({}, cooling(id, now + 1), { locked: true }), 'cooling'],
    ['a lock keeps no local server', view({ kind: 'none' }, seen(id), { locked: true }), null],
  ])('%s', (_, profile, why) => {
    expect(profile.unavailableReason).toBe(why);
    expect(profile.available).toBe(why === null);
  });
});

function confirmingNow() {
  return { outcome: 'invalid' as const, firstAt: now - 1000, answers: 1, askAgainAt: now + 59_000 };
}

describe('what the doors see of a profile', () => {
  test('a cooldown that is over leaves no label', () => {
    expect(view({}, cooling(id, now - 1)).health).toMatchObject({
      state: 'healthy',
      reason: null,
      cooldownUntil: null,
      since: now - 1,
    });
  });

  test('eight characters of the fingerprint and never more', () => {
    expect(view({ fingerprint: '3f9a12c4'.repeat(8) }).fingerprint).toBe('3f9a12c4');
    expect(view({ fingerprint: null }).fingerprint).toBeNull();
  });

  test('when it is asked a second time', () => {
    const { health } = view({}, seen(id, { confirming: confirmingNow() }));
    expect(health).toMatchObject({ confirming: true, confirmAt: now + 59_000, state: 'healthy' });
  });

  test('a linked login takes its end from its owner’s file and is fine past it', () => {
    const login = {
      kind: 'oauth' as const,
      owner: 'claude-code',
      expiresAt: now - 30 * day,
      expiryFrom: 'file' as const,
    };
    const told = { renewedBy: 'claude-code', expiresAt: now - 3_600_000, unresolved: false };
    expect(view(login, seen(id), { linked: told }).expiry).toEqual({
      status: 'ok',
      expiresAt: now - 3_600_000,
      knownFrom: 'file',
      inferred: false,
      renewedBy: 'claude-code',
    });
  });

  test('where nobody looked at the file, the owner is taken to renew it', () => {
    const login = {
      kind: 'oauth' as const,
      owner: 'codex',
      expiresAt: now - 3_600_000,
      expiryFrom: 'file' as const,
    };
    expect(view(login).expiry).toMatchObject({ status: 'ok', renewedBy: 'codex' });
  });

  test('a login without a refresh token ends as its file says', () => {
    const login = { kind: 'oauth' as const, owner: 'codex' };
    const told = { renewedBy: null, expiresAt: now - day, unresolved: false };
    expect(view(login, seen(id), { linked: told })).toMatchObject({
      expiry: { status: 'expired', knownFrom: 'file' },
      unavailableReason: 'expired',
    });
  });
});
