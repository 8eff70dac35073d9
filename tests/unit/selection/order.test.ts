import { describe, expect, test } from 'vitest';
import { nextOf, placesOf, type OrderCandidate } from '../../../src-main/selection/order.ts';
import { cooling, day, now, seen, stored, viewed } from '../../fixtures/profiles.ts';

const candidate = (id: string, told: Partial<OrderCandidate> = {}): OrderCandidate => ({
  id,
  kind: 'api_key',
  createdAt: now,
  why: null,
  cooldownUntil: null,
  ...told,
});
const shown = (candidates: OrderCandidate[], effective: string[] | null = null) =>
  placesOf(candidates, effective).map(({ id, place, why }) => `${place ?? '-'} ${id}${why ? ` ${why}` : ''}`);

describe('without an explicit order', () => {
  test('logins serve before tokens, tokens before keys, local servers last', () => {
    const mixed = (['none', 'api_key', 'token', 'oauth'] as const).map((kind) => candidate(kind, { kind }));
    expect(shown(mixed)).toEqual(['1 oauth', '2 token', '3 api_key', '4 none']);
  });

  test('among equals the least recently used, then the oldest, then by id', () => {
    expect(
      shown([
        candidate('used', { lastUsedAt: 5, createdAt: 1 }),
        candidate('young', { createdAt: 9 }),
        candidate('old', { createdAt: 2 }),
        candidate('b', { createdAt: 5 }),
        candidate('a', { createdAt: 5 }),
      ]),
    ).toEqual(['1 old', '2 a', '3 b', '4 young', '5 used']);
  });

  test('cooling ones come last by soonest end, the rest has no place', () => {
    expect(
      shown([
        candidate('later', { why: 'cooling', cooldownUntil: 20, kind: 'oauth' }),
        candidate('sooner', { why: 'cooling', cooldownUntil: 10 }),
        candidate('off', { why: 'disabled_by_user', kind: 'oauth' }),
        candidate('dead', { why: 'expired' }),
        candidate('fine'),
        candidate('shut', { why: 'vault_locked' }),
      ]),
    ).toEqual([
      '1 fine',
      '2 shut vault_locked',
      '3 sooner cooling',
      '4 later cooling',
      '- off disabled_by_user',
      '- dead expired',
    ]);
  });

  test('the next one is the first that can serve', () => {
    expect(
      nextOf(
        placesOf([candidate('shut', { why: 'vault_locked' }), candidate('x', { why: 'cooling' })], null),
      ),
    ).toBeNull();
    expect(nextOf(placesOf([candidate('a', { why: 'disabled' }), candidate('b')], null))).toBe('b');
  });
});

const three = () => [stored('openai:a'), stored('openai:b'), stored('openai:c')];
const placed = (order: string[], records = three().map(({ id }) => seen(id))) =>
  viewed(three(), records, { order: { openai: order } }).map(
    ({ id, order: place, unavailableReason }) =>
      `${place ?? '-'} ${id.slice(7)}${unavailableReason ? ` ${unavailableReason}` : ''}`,
  );

describe('with an explicit order', () => {
  test('the list decides, and who is not on it does not serve', () => {
    expect(placed(['openai:c', 'openai:a'])).toEqual(['1 c', '2 a', '- b excluded_by_order']);
  });

  test('a name that is listed twice or unknown changes nothing', () => {
    expect(placed(['openai:gone', 'openai:b', 'openai:b', 'openai:a', 'openai:c'])).toEqual([
      '1 b',
      '2 a',
      '3 c',
    ]);
  });

  test('a list of which nothing is left counts as none', () => {
    expect(placed(['openai:gone'])).toEqual(['1 a', '2 b', '3 c']);
  });

  test('an empty list is a decision: nobody serves', () => {
    expect(placed([])).toEqual(['- a', '- b', '- c'].map((line) => `${line} excluded_by_order`));
  });

  test('cooling ones still go last, by soonest end', () => {
    expect(
      placed(
        ['openai:a', 'openai:b', 'openai:c'],
        [cooling('openai:a', now + day), cooling('openai:b', now + 1000), seen('openai:c')],
      ),
    ).toEqual(['1 c', '2 b cooling', '3 a cooling']);
  });

  test('a provider called like a part of every object has no order of its own', () => {
    const odd = viewed([stored('constructor:a')], [], { order: {} });
    expect(odd.map(({ order }) => order)).toEqual([1]);
  });
});

test('profiles stand by provider, each with its own places', () => {
  const all = viewed([stored('openai:b'), stored('anthropic:z'), stored('openai:a')]);
  expect(all.map(({ id, order }) => `${order} ${id}`)).toEqual(['1 anthropic:z', '1 openai:a', '2 openai:b']);
});

test('the profiles of one provider alone give the same', () => {
  const profiles = [stored('openai:b'), stored('anthropic:z'), stored('openai:a')];
  const all = viewed(profiles).filter(({ provider }) => provider === 'openai');
  expect(viewed(profiles.filter(({ provider }) => provider === 'openai'))).toEqual(all);
});

describe('a pinned profile', () => {
  const pinned = (
    id: string,
    more: Partial<Parameters<typeof viewed>[2] & object> = {},
    records = three().map(({ id }) => seen(id)),
  ) =>
    viewed(three(), records, { pins: { openai: id }, ...more }).map(
      ({ id, order }) => `${order ?? '-'} ${id.slice(7)}`,
    );

  test('goes before every other one, in a list and without', () => {
    expect(pinned('openai:c')).toEqual(['1 c', '2 a', '3 b']);
    expect(pinned('openai:a', { order: { openai: ['openai:b', 'openai:a', 'openai:c'] } })).toEqual([
      '1 a',
      '2 b',
      '3 c',
    ]);
  });

  test('rests like any other, and is first again after that', () => {
    const records = [cooling('openai:a', now + 1000), seen('openai:b'), seen('openai:c')];
    expect(pinned('openai:a', {}, records)).toEqual(['1 b', '2 c', '3 a']);
    expect(pinned('openai:a', { now: now + 1000 }, records)[0]).toBe('1 a');
  });

  test('that the list leaves out, or that is gone, changes nothing', () => {
    expect(pinned('openai:a', { order: { openai: ['openai:c', 'openai:b'] } })).toEqual([
      '1 c',
      '2 b',
      '- a',
    ]);
    expect(pinned('openai:gone')).toEqual(['1 a', '2 b', '3 c']);
  });
});

test('the one that served longest ago serves next', () => {
  const records = [
    seen('openai:a', { lastUsedAt: 300 }),
    seen('openai:b', { lastUsedAt: 100 }),
    seen('openai:c', { lastUsedAt: 200 }),
  ];
  expect(viewed(three(), records).map(({ id }) => id)).toEqual(['openai:b', 'openai:c', 'openai:a']);
});
