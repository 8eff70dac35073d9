import { describe, expect, test } from 'vitest';
import { checkExit } from '../../../src-cli/commands/models-check.ts';
import { remainingSpan } from '../../../src-main/gateways/judging/remaining-span.ts';
import { modelsTree, warnAfterMs } from '../../../src-cli/commands/models-tree.ts';
import { statusOf } from '../../../src-main/selection/status.ts';
import type { Profile } from '../../../src-shared/contract-schema.ts';
import cases from '../../fixtures/gateway-cases.json' with { type: 'json' };
import { cooling, now, seen, stored, viewed } from '../../fixtures/profiles.ts';

const hour = 3_600_000;
const vault = {
  protected: true,
  slot: 'os-keyring',
  backend: null,
  advice: null,
  state: 'open',
  path: '/data/vault.json',
  reason: null,
  recovery: false,
} as const;

/** As the command sees them: judged by the family's 24 h. */
const judged = (profiles: Profile[], at = now) =>
  statusOf(profiles, vault, at, { withinMs: warnAfterMs }).profiles;

interface Case {
  id: string;
  now: number;
  modelProvidersInUse: string[];
  profiles: Record<
    string,
    { type?: string; mode?: string; provider: string; expires?: number; refresh?: string; keyRef?: object }
  >;
  usageStats?: Record<string, { disabledUntil?: number }>;
  exit: Record<string, number>;
}

function exitOf({ profiles, usageStats = {}, modelProvidersInUse, now: at }: Case): number {
  const kept = Object.entries(profiles).map(([id, { type, mode, provider, expires, keyRef }]) =>
    stored(id, {
      provider,
      kind: (type ?? mode) === 'api_key' ? 'api_key' : 'token',
      reference: keyRef === undefined ? null : 'env:NOPE_KEY',
      expiresAt: expires ?? null,
      expiryFrom: expires === undefined ? null : 'user',
    }),
  );
  const records = kept.map(({ id }) => {
    const until = usageStats[id]?.disabledUntil;
    return until === undefined
      ? seen(id)
      : seen(id, { state: 'cooldown', reason: 'billing', cooldownUntil: until });
  });
  const inUse = viewed(kept, records, { now: at }).filter(({ provider }) =>
    modelProvidersInUse.includes(provider),
  );
  return checkExit(judged(inUse, at));
}

describe('models status --check', () => {
  const column = cases.about.column.exitCodes;
  test.each((cases.exitCodes as unknown as Case[]).map((each) => [each.id, each] as const))(
    '%s exits as the release that is followed',
    (_, each) => {
      expect(exitOf(each)).toBe(each.exit[column]);
    },
  );

  test('a key that was refused, or switched off, is none that is used', () => {
    const refused = seen('openai:a', { state: 'disabled', reason: 'invalid' });
    expect(checkExit(viewed([stored('openai:a')], [refused]))).toBe(1);
    expect(checkExit(viewed([stored('openai:a'), stored('openai:b')], [refused]))).toBe(0);
    expect(checkExit(viewed([stored('openai:a', { enabled: false }), stored('xai:b')]))).toBe(0);
  });
});

describe('models status --json', () => {
  const tree = (profiles: Profile[]) =>
    modelsTree(judged(profiles), { directory: '/data', path: '/data/vault.json', agent: 'main', now });

  test('counts kinds, names what is missing, and shows masks alone', () => {
    const { auth } = tree(
      viewed([
        stored('openai:key'),
        stored('anthropic:t', { kind: 'token', expiresAt: now + hour, expiryFrom: 'user' }),
        stored('xai:gone', { mask: null, fingerprint: null }),
      ]),
    );
    expect(auth.providersWithOAuth).toEqual(['anthropic (1)']);
    expect(auth.missingProvidersInUse).toEqual(['xai']);
    expect(auth.providers.map(({ provider, effective }) => `${provider} ${effective.kind}`)).toEqual([
      'anthropic profiles',
      'openai profiles',
      'xai missing',
    ]);
    expect(auth.oauth.profiles).toMatchObject([
      {
        profileId: 'anthropic:t',
        status: 'expiring',
        remainingMs: hour,
        label: 'anthropic:t=token:sk-…QxAA',
      },
      { profileId: 'openai:key', status: 'static', expiresAt: null },
      { profileId: 'xai:gone', status: 'missing', reasonCode: 'missing_credential' },
    ]);
  });

  test('tells a rest with its end, and a refusal without one', () => {
    const { auth } = tree(
      viewed(
        [stored('openai:a'), stored('openai:b')],
        [cooling('openai:a', now + 600_000), seen('openai:b', { state: 'disabled', reason: 'revoked' })],
      ),
    );
    const unpaid = seen('xai:c', { state: 'cooldown', reason: 'billing', cooldownUntil: now + 5 * hour });
    expect(tree(viewed([stored('xai:c')], [unpaid])).auth.providers[0]?.profiles.labels).toEqual([
      expect.stringContaining('[disabled:billing 5h]'),
    ]);
    expect(auth.unusableProfiles).toEqual([
      expect.objectContaining({
        profileId: 'openai:a',
        kind: 'cooldown',
        reason: 'rate_limit',
        remainingMs: 600_000,
      }),
      expect.objectContaining({
        profileId: 'openai:b',
        kind: 'disabled',
        reason: 'auth_permanent',
        until: null,
      }),
    ]);
    expect(auth.providers[0]?.profiles.labels[0]).toContain('[cooldown 10m]');
  });

  test.each([
    [59 * 60_000, '59m'],
    [60 * 60_000, '1h'],
    [47 * hour, '47h'],
    [48 * hour, '2d'],
    [-5, '0m'],
  ])('%i ms left are %s', (ms, shown) => {
    expect(remainingSpan(ms)).toBe(shown);
  });
});
