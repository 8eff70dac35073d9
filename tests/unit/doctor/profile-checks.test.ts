import { expect, it } from 'vitest';
import { profileFindings } from '../../../src-main/doctor/profile-checks.ts';
import { diagnosisOf } from '../../../src-main/doctor/diagnose.ts';
import { heldToTheTable } from '../../fixtures/doctor-home.ts';
import { cooling, day, now, seen, stored, viewed } from '../../fixtures/profiles.ts';

const look = (...asked: Parameters<typeof viewed>) => {
  const { findings } = diagnosisOf(profileFindings(viewed(...asked), now, null), false);
  heldToTheTable(findings);
  return findings;
};

it('finds nothing wrong with profiles that serve, or that a person put out of use', () => {
  expect(look([stored('anthropic:a', { expiresAt: now + 90 * day })])).toEqual([]);
  expect(look([stored('anthropic:a', { expiresAt: now - day, enabled: false })])).toEqual([]);
});

it('calls bad what has ended with nothing in its place, else a warning, each with what to type', () => {
  const ended = stored('anthropic:a', { expiresAt: now - day });
  expect(look([ended])).toMatchObject([
    {
      id: 'profile_expired',
      severity: 'bad',
      where: 'anthropic:a',
      remedy: expect.stringContaining('keywatch auth replace anthropic:a'),
    },
  ]);
  expect(look([ended, stored('anthropic:b', { fingerprint: 'b' })])).toMatchObject([
    { id: 'profile_expired', severity: 'warn', what: expect.stringContaining('serves instead') },
  ]);
});

it('warns of what ends soon, is refused, or has no credit', () => {
  const findings = look(
    [
      stored('anthropic:soon', { expiresAt: now + 3 * day, fingerprint: 'a' }),
      stored('openai:refused', { fingerprint: 'b' }),
      stored('google:empty', { fingerprint: 'c' }),
    ],
    [
      seen('openai:refused', { state: 'disabled', reason: 'invalid', since: now - day }),
      { ...cooling('google:empty', now + day), reason: 'billing' },
    ],
  );
  expect(findings.map(({ id, where, severity }) => [id, where, severity])).toEqual([
    ['profile_unusable', 'openai:refused', 'bad'],
    ['profile_unusable', 'google:empty', 'warn'],
    ['profile_ending', 'anthropic:soon', 'warn'],
  ]);
  expect(findings[1]?.remedy).toContain('Top up');
});

it('tells of one secret under two names', () => {
  expect(
    look([stored('openai:a', { fingerprint: '3f9a12c4' }), stored('openai:b', { fingerprint: '3f9a12c4' })]),
  ).toMatchObject([
    { id: 'duplicate_key', severity: 'warn', what: expect.stringContaining('openai:a, openai:b') },
  ]);
});
