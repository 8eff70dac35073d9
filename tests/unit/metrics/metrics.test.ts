import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMetrics, metricsText } from '../../../src-main/metrics/metrics.ts';
import { exposition } from '../../../src-main/metrics/exposition.ts';
import { createTally } from '../../../src-main/metrics/tally.ts';
import type { RelayState } from '../../../src-shared/contract-relay.ts';
import type { CoreState, Profile, VaultState } from '../../../src-shared/contract-schema.ts';
import { relayRefusals } from '../../../src-shared/words.ts';
import { readOpenMetrics } from '../../fixtures/open-metrics.ts';
import { cooling, day, now, seen, stored, troubled, viewed } from '../../fixtures/profiles.ts';

const vault: VaultState = {
  state: 'open',
  path: 'vault.json',
  reason: null,
  recovery: true,
  protected: true,
  slot: 'passphrase',
  backend: null,
  advice: null,
};
const calm: CoreState = {
  vault,
  online: true,
  offlineSince: null,
  pausedUntil: null,
  pausedIndefinitely: false,
  neverAsks: false,
  restsWhile: null,
  onBattery: false,
  historyFault: null,
  lastCheckedAt: null,
  clock: null,
  probing: [],
  troubledProviders: [],
  version: '1.2.3',
  capabilities: { tray: false, loginItem: false, notifications: false },
  sample: false,
};
const counted = () =>
  createMetrics({ version: '1.2.3', startedAt: now, knows: (id) => id === 'openai' || id === 'anthropic' });

function told(
  profiles: Profile[],
  state: Partial<CoreState> = {},
  metrics = counted(),
  relay: Pick<RelayState, 'url' | 'refused'> = { url: null, refused: {} },
) {
  const text = metrics.text({
    state: { ...calm, ...state },
    profiles,
    undelivered: false,
    relay,
  });
  const families = readOpenMetrics(text);
  return {
    text,
    families,
    of: (name: string, profile?: string) =>
      (families.get(name)?.samples ?? [])
        .filter(({ labels }) => profile === undefined || labels['profile'] === profile)
        .map(({ value }) => value),
  };
}

const two = () => {
  const ends = stored('anthropic:work', { name: 'Work', expiresAt: now + 5 * day, expiryFrom: 'user' });
  const rests = stored('openai:spare', { enabled: false });
  return viewed([ends, rests], [seen('anthropic:work'), cooling('openai:spare', now + 60_000)]);
};

describe('what is told of a profile', () => {
  it('is what it is called, whether it serves, when it ends, and how long its provider took', () => {
    const { families, of } = told(two());
    expect(families.get('keywatch_profile')?.samples[0]).toEqual({
      labels: { profile: 'anthropic:work', provider: 'anthropic', name: 'Work', kind: 'api_key' },
      value: 1,
    });
    const work = (name: string) => of(name, 'anthropic:work');
    expect(work('keywatch_profile_available')).toEqual([1]);
    expect(work('keywatch_profile_place')).toEqual([1]);
    expect(work('keywatch_profile_expires_seconds')).toEqual([(now + 5 * day) / 1000]);
    expect(work('keywatch_profile_verdict_seconds')).toEqual([(now - 120_000) / 1000]);
    expect(work('keywatch_probe_seconds')).toEqual([0.184]);
    expect(work('keywatch_profile_cooldown_ends_seconds')).toEqual([]);
    expect(families.get('keywatch_profile_expires_seconds')).toMatchObject({
      type: 'gauge',
      unit: 'seconds',
    });
  });

  it('is when its rest ends; without an end or a place nothing is told of them', () => {
    const { of } = told(two());
    const spare = (name: string) => of(name, 'openai:spare');
    expect(spare('keywatch_profile_available')).toEqual([0]);
    expect(spare('keywatch_profile_enabled')).toEqual([0]);
    expect(spare('keywatch_profile_cooldown_ends_seconds')).toEqual([(now + 60_000) / 1000]);
    expect(spare('keywatch_profile_expires_seconds')).toEqual([]);
    expect(spare('keywatch_profile_place')).toEqual([]);
  });

  it.each(['unknown', 'healthy', 'cooldown', 'disabled'] as const)('is which state it is in: %s', (state) => {
    const [profile] = viewed([stored('openai:a')]) as [Profile];
    const { families } = told([{ ...profile, health: { ...profile.health, state } }]);
    const { type, samples = [] } = families.get('keywatch_profile_state') ?? {};
    expect(type).toBe('stateset');
    expect(samples).toHaveLength(4);
    expect(
      samples.filter(({ value }) => value === 1).map(({ labels }) => labels['keywatch_profile_state']),
    ).toEqual([state]);
  });

  it('is no end of a login that its own tool renews', () => {
    const [profile] = viewed([stored('codex:me', { expiresAt: now - day, expiryFrom: 'file' })]) as [Profile];
    const renewed = { ...profile, expiry: { ...profile.expiry, renewedBy: 'Codex' } };
    expect(told([renewed]).of('keywatch_profile_expires_seconds')).toEqual([]);
  });

  it('is neither its mask nor its fingerprint, its notes or its address', () => {
    const secretive = stored('openai:a', {
      notes: 'a note',
      baseUrl: 'https://hidden.example',
      tags: ['a tag'],
    });
    const { text } = told(viewed([secretive]));
    for (const part of ['QxAA', '3f9a12c4', 'a note', 'hidden', 'a tag']) expect(text).not.toContain(part);
  });
});

describe('what is told of Keywatch itself', () => {
  it('says that the vault is locked, and still what is known of its profiles', () => {
    const { of } = told(two(), { vault: { ...vault, state: 'locked' } });
    expect(of('keywatch_vault_locked')).toEqual([1]);
    expect(of('keywatch_profile_expires_seconds')).toHaveLength(1);
    expect(told(two()).of('keywatch_vault_locked')).toEqual([0]);
  });

  it('says that it is offline, paused, without its history, and how far the clock is off', () => {
    const { of } = told([], {
      online: false,
      pausedIndefinitely: true,
      historyFault: 'the disk is full',
      clock: { offByMs: -600_000 },
    });
    expect(of('keywatch_online')).toEqual([0]);
    expect(of('keywatch_paused')).toEqual([1]);
    expect(of('keywatch_history_fault')).toEqual([1]);
    expect(of('keywatch_clock_ahead_seconds')).toEqual([-600]);
  });

  it('names the providers in trouble, and those that are not', () => {
    const { families } = told(two(), { troubledProviders: [troubled(['openai:spare'], now)] });
    expect(families.get('keywatch_provider_troubled')?.samples).toEqual([
      { labels: { provider: 'anthropic' }, value: 0 },
      { labels: { provider: 'openai' }, value: 1 },
    ]);
  });

  it('counts answers and what the relay passed on; a name that is no provider’s is another’s', () => {
    const metrics = counted();
    metrics.noteAnswer({ provider: 'openai', outcome: 'ok', from: 'probe' });
    metrics.noteAnswer({ provider: 'openai', outcome: 'ok', from: 'probe' });
    metrics.noteAnswer({ provider: 'openai', outcome: 'rate_limited', from: 'traffic' });
    metrics.notePassed([
      { provider: 'openai', status: 200, tries: 2 },
      { provider: 'made-up', status: 404, tries: 0 },
    ]);
    const { families } = told([], {}, metrics);
    expect(families.get('keywatch_answers')?.samples).toEqual([
      { labels: { provider: 'openai', outcome: 'ok', from: 'probe' }, value: 2 },
      { labels: { provider: 'openai', outcome: 'rate_limited', from: 'traffic' }, value: 1 },
    ]);
    expect(families.get('keywatch_relay_requests')?.samples).toEqual([
      { labels: { provider: 'openai', code: '200' }, value: 1 },
      { labels: { provider: 'other', code: '404' }, value: 1 },
    ]);
    expect(families.get('keywatch_relay_failovers')?.samples).toEqual([
      { labels: { provider: 'openai' }, value: 1 },
    ]);
  });

  it('counts what the relay turned away by its reason, and each reason from 0 on', () => {
    const relay = { url: 'http://127.0.0.1:4141', refused: { no_token: 3, resting: 1 } };
    const { families, of } = told([], {}, counted(), relay);
    expect(of('keywatch_relay_open')).toEqual([1]);
    const { type, samples = [] } = families.get('keywatch_relay_refusals') ?? {};
    expect(type).toBe('counter');
    expect(samples.map(({ labels }) => labels)).toEqual(relayRefusals.map((reason) => ({ reason })));
    const grown = samples.filter(({ value }) => value > 0);
    expect(grown.map(({ labels, value }) => [labels['reason'], value])).toEqual([
      ['no_token', 3],
      ['resting', 1],
    ]);
  });

  it('says where nobody keeps watch what files tell, and neither that it is locked nor what was counted', () => {
    const text = metricsText({ version: '1.2.3', vault, clock: null, profiles: two(), owner: null });
    const families = readOpenMetrics(text);
    expect(families.get('keywatch_owner_up')?.samples).toEqual([{ labels: {}, value: 0 }]);
    expect(families.get('keywatch_build')?.samples).toEqual([{ labels: { version: '1.2.3' }, value: 1 }]);
    for (const name of ['keywatch_vault_locked', 'keywatch_online', 'keywatch_start_time_seconds'])
      expect(families.has(name)).toBe(false);
  });
});

describe('the text', () => {
  it('gives every name back as it is, whatever stands in it', () => {
    assert(
      property(array(string({ unit: 'binary', maxLength: 12 }), { minLength: 1, maxLength: 3 }), (names) => {
        const tally = createTally<{ name: string }>();
        for (const name of names) tally.add({ name });
        const read = readOpenMetrics(
          exposition([{ name: 'a', type: 'counter', help: 'Some.', samples: tally.samples() }]),
        );
        expect(read.get('a')?.samples.map(({ labels }) => labels['name'])).toEqual([...new Set(names)]);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves out what has no sample, and is a whole text without any', () => {
    expect(exposition([{ name: 'a', type: 'gauge', help: 'Some.', samples: [] }])).toBe('# EOF\n');
  });

  it('of 1,000 profiles is made in less than 20 ms', () => {
    const profiles = viewed(
      Array.from({ length: 1_000 }, (_, n) => stored(`openai:key-${n}`, { expiresAt: now + day })),
    );
    const metrics = counted();
    const seen = {
      state: calm,
      profiles,
      undelivered: false,
      relay: { url: 'http://127.0.0.1:4141', refused: {} },
    };
    const took = Array.from({ length: 10 }, () => {
      const from = performance.now();
      metrics.text(seen);
      return performance.now() - from;
    });
    // The fastest, since others use this machine too.
    expect(Math.min(...took)).toBeLessThan(20);
  });
});
