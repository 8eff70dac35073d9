import { describe, expect, it, test } from 'vitest';
import { emptyConfig, readConfig, type GatewayConfig } from '../../../src-main/gateways/stores/config.ts';
import { cooldownStepMs } from '../../../src-main/gateways/judging/cooldown-steps.ts';
import { eligibilityOf } from '../../../src-main/gateways/judging/eligibility.ts';
import { generations, type Generation } from '../../../src-main/gateways/generation.ts';
import { peerOrder } from '../../../src-main/gateways/judging/peer-order.ts';
import { emptyStore, readStore, type PeerStore } from '../../../src-main/gateways/stores/peer-store.ts';
import { restsUntil, sweptStats } from '../../../src-main/gateways/judging/resting.ts';
import { setupTokenProblem } from '../../../src-main/gateways/setup-token.ts';
import { parseDuration } from '../../../src-shared/duration.ts';
import cases from '../../fixtures/gateway-cases.json' with { type: 'json' };

const storeOf = (raw: unknown, generation: Generation): PeerStore => readStore(raw, generation) ?? emptyStore;
const configOf = (raw: unknown): GatewayConfig => readConfig(JSON.stringify(raw ?? {})) ?? emptyConfig;

interface Expected {
  order: string[];
  statsAfter?: object;
}

describe('profiles are tried in the order of the release that tries them', () => {
  const rows = cases.selection.flatMap(({ id, title, now, input, expected }) =>
    generations.flatMap((generation) => {
      const wanted = (expected as Partial<Record<Generation, Expected>>)[generation];
      return wanted === undefined ? [] : [{ id, title, generation, now, input, wanted }];
    }),
  );

  test.each(rows)('$id, $generation: $title', ({ generation, now, input, wanted }) => {
    const { provider, cfg, preferredProfile } = input as {
      provider: string;
      cfg?: object;
      preferredProfile?: string;
    };
    const store = storeOf(input.store, generation);
    const about = { store, config: configOf(cfg), now, generation, prefer: preferredProfile ?? null };
    expect(peerOrder(provider, about)).toEqual(wanted.order);
    const first = wanted.order[0] ?? '';
    if (wanted.statsAfter !== undefined)
      expect(sweptStats(store.usage[first] ?? {}, now, generation)).toEqual(wanted.statsAfter);
  });

  it('has all cases there are', () => {
    expect(rows.length).toBe(cases.selection.length * 3);
  });

  it('lets a pinned profile go first, even one that rests', () => {
    const profiles = Object.fromEntries(
      ['a', 'b'].map((name) => [`openai:${name}`, { type: 'api_key', provider: 'openai', key: name }]),
    );
    const store = storeOf({ profiles, usageStats: { 'openai:b': { cooldownUntil: 2000 } } }, '2026.5.28');
    const about = { store, config: emptyConfig, now: 1000, generation: '2026.5.28' as const };
    expect(peerOrder('openai', about)).toEqual(['openai:a', 'openai:b']);
    expect(peerOrder('openai', { ...about, prefer: 'openai:b' })).toEqual(['openai:b', 'openai:a']);
  });

  it('takes both sides of a comparison by one name', () => {
    const store = storeOf(
      { profiles: { 'z.ai:a': { type: 'api_key', provider: 'Z.AI', key: 'k' } } },
      '2026.3.13',
    );
    expect(peerOrder('zai', { store, config: emptyConfig, now: 1, generation: '2026.3.13' })).toEqual([
      'z.ai:a',
    ]);
  });
});

describe('a profile is used or passed over as its release does', () => {
  const rows = cases.eligibility.flatMap(({ id, title, now, input, expected }) =>
    generations.flatMap((generation) => {
      const wanted = (expected as Partial<Record<Generation, { reasonCode: string }>>)[generation];
      return wanted === undefined ? [] : [{ id, title, generation, now, input, reason: wanted.reasonCode }];
    }),
  );

  test.each(rows)('$id, $generation: $title', ({ generation, now, input, reason }) => {
    const store = storeOf(input.store, generation);
    expect(
      eligibilityOf(input.profileId, input.provider, store, { config: emptyConfig, now, generation }),
    ).toBe(reason);
  });

  it('has all cases there are', () => {
    expect(rows.length).toBe(cases.eligibility.length * 3);
  });

  test('only the latest release minds a command line pasted as a key, and a replacement that waits', () => {
    const raw = {
      profiles: {
        'openai:line': { type: 'api_key', provider: 'openai', key: 'export OPENAI_API_KEY=invented' },
        'openai:next': {
          type: 'api_key',
          provider: 'openai',
          key: 'invented',
          setup: { replaces: 'openai:line' },
        },
      },
    };
    const reasons = (generation: Generation) =>
      ['openai:line', 'openai:next'].map((id) =>
        eligibilityOf(id, 'openai', storeOf(raw, generation), { config: emptyConfig, now: 1, generation }),
      );
    expect(reasons('2026.5.28')).toEqual(['ok', 'ok']);
    expect(reasons('2026.9.6')).toEqual(['malformed_api_key', 'setup_inactive']);
  });

  test('a release without SecretRefs sees no credential in one', () => {
    const raw = {
      profiles: {
        'openai:a': {
          type: 'api_key',
          provider: 'openai',
          keyRef: { source: 'env', provider: 'default', id: 'K' },
        },
      },
    };
    const reason = (generation: Generation) =>
      eligibilityOf('openai:a', 'openai', storeOf(raw, generation), {
        config: emptyConfig,
        now: 1,
        generation,
      });
    expect([reason('2026.2.25'), reason('2026.3.13')]).toEqual(['missing_credential', 'ok']);
  });
});

describe('a profile rests as long as its release lets it', () => {
  const unit: Readonly<Record<string, number>> = { s: 1000, h: 3_600_000 };
  const rows = Object.entries(cases.cooldownSteps).flatMap(([generation, ladders]) =>
    Object.entries(ladders).map(([name, steps]) => {
      const [, reason = '', size = ''] = /^(.+)_([sh])$/.exec(name) ?? [];
      return {
        generation: generation as Generation,
        reason,
        wanted: steps.map((step) => step * (unit[size] ?? 0)),
      };
    }),
  );

  test.each(rows)('$generation, $reason: $wanted', ({ generation, reason, wanted }) => {
    expect(wanted.map((_, index) => cooldownStepMs(generation, reason, index + 1))).toEqual(wanted);
  });

  it('has all ladders there are', () => {
    expect(rows.length).toBe(7);
  });

  test('what somebody set holds, but for the latest release', () => {
    const settings = {
      billingBackoffHours: 1,
      billingBackoffHoursByProvider: { openai: 2 },
      billingMaxHours: 3,
    };
    const hours = (generation: Generation, provider: string, failures: number) =>
      cooldownStepMs(generation, 'billing', failures, { settings, provider }) / 3_600_000;
    expect([1, 2, 3].map((failures) => hours('2026.3.13', 'openai', failures))).toEqual([2, 3, 3]);
    expect(hours('2026.3.13', 'anthropic', 1)).toBe(1);
    expect(hours('2026.9.6', 'openai', 1)).toBeCloseTo(1 / 6);
  });

  test('two providers are asked again whatever happened, but not by CoderClaw', () => {
    const stats = { cooldownUntil: 2000 };
    expect(restsUntil(stats, 'openrouter', 1000, '2026.3.13')).toBeNull();
    expect(restsUntil(stats, 'openrouter', 1000, '2026.2.25')).toBe(2000);
    expect(restsUntil(stats, 'openai', 1000, '2026.3.13')).toBe(2000);
  });
});

describe('what is typed at a peer', () => {
  test.each(cases.durations)('a duration $input is $ms ms', ({ input, ms }) => {
    if (ms === null) expect(() => parseDuration(input)).toThrow('Not a duration');
    else expect(parseDuration(input)).toBe(ms);
  });

  const tokens = cases.setupToken.map(({ input, prefix, length, error }) => ({
    typed: input ?? (prefix ?? '').padEnd(length ?? 0, 'x'),
    error,
  }));
  test.each(tokens)('a setup token is found wanting: $error', ({ typed, error }) => {
    expect(setupTokenProblem(typed)).toBe(error);
  });
});
