import { describe, expect, test } from 'vitest';
import { expiryGraceMs } from '../../../src-shared/expiry.ts';
import cases from '../../fixtures/gateway-cases.json' with { type: 'json' };
import { seen, stored, viewed } from '../../fixtures/profiles.ts';

interface Case {
  id: string;
  title: string;
  now: number;
  input: {
    cfg?: { auth?: { order?: Record<string, string[]>; profiles?: object } };
    store: {
      profiles: Record<
        string,
        { type: string; provider: string; expires?: number; [field: string]: unknown }
      >;
      order?: Record<string, string[]>;
      usageStats?: Record<string, { lastUsed?: number; cooldownUntil?: number }>;
    };
    provider: string;
    preferredProfile?: string;
  };
  expected: Record<string, { order: string[] }>;
}

const followed = cases.about.column.selection;

/** What Keywatch has no place for: a second list of profiles in a configuration, and names that were never stored. */
const ofPeersAlone: Readonly<Record<string, string>> = {
  O12: 'an order of nothing but removed profiles counts as none',
  O15: 'there is one list of profiles',
  O16: 'there is one list of profiles',
  O17: 'a kind is said once',
  O18: 'a kind is said once',
  O19: 'a kind is said once',
  O30: 'a provider is stored by its one id',
};

const secretOf = (profile: Case['input']['store']['profiles'][string]) =>
  [profile['key'], profile['token'], profile['access'], profile['refresh']]
    .filter((text): text is string => typeof text === 'string')
    .join('')
    .trim();

const isRef = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'source' in value &&
  ['env', 'file', 'exec'].includes(String(value.source));

/** The same profiles as Keywatch would keep them. */
function orderOf({ input, now }: Case): string[] {
  const { store, cfg, provider, preferredProfile } = input;
  const profiles = Object.entries(store.profiles).map(([id, profile], index) => {
    const hasSecret = secretOf(profile) !== '';
    const isLogin = profile.type === 'oauth';
    return stored(id, {
      provider: profile.provider,
      kind: isLogin ? 'oauth' : profile.type === 'token' ? 'token' : 'api_key',
      // A login that its owner renews is linked, and has no end of its own (D-A11).
      owner: isLogin && hasSecret ? 'claude-code' : null,
      reference: isRef(profile['keyRef']) ? 'env:X' : null,
      mask: hasSecret ? 'k…' : null,
      fingerprint: hasSecret ? 'aa' : null,
      // Ours has a minute of grace that theirs has not (D-B14).
      expiresAt: isLogin || profile.expires === undefined ? null : profile.expires - expiryGraceMs,
      expiryFrom: profile.expires === undefined ? null : 'user',
      createdAt: index,
    });
  });
  const records = Object.keys(store.profiles).map((id) => {
    const { lastUsed = null, cooldownUntil } = store.usageStats?.[id] ?? {};
    return seen(id, {
      lastUsedAt: lastUsed,
      ...(cooldownUntil === undefined ? {} : { state: 'cooldown', reason: 'rate_limited', cooldownUntil }),
    });
  });
  const views = viewed(profiles, records, {
    now,
    order: { ...cfg?.auth?.order, ...store.order },
    pins: preferredProfile === undefined ? {} : { [provider]: preferredProfile },
  });
  return views.filter((view) => view.provider === provider && view.order !== null).map(({ id }) => id);
}

describe('the order of the gateways, kept by Keywatch', () => {
  const ours = (cases.selection as unknown as Case[]).filter(({ id }) => ofPeersAlone[id] === undefined);
  test.each(ours.map((each) => [`${each.id} ${each.title}`, each] as const))('%s', (_, each) => {
    expect(orderOf(each)).toEqual(each.expected[followed]?.order);
  });
});
