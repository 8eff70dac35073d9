import { describe, expect, it } from 'vitest';
import { differenceOf, isNoDifference, type Comparable } from '../../../src-main/vault/difference.ts';
import { storedProfile } from '../../fixtures/vaults/memory-vault.ts';

const work = storedProfile('anthropic:work', { fingerprint: 'aa', mask: 'sk-…1111', tags: ['b', 'a'] });
const home = storedProfile('openai:home', { fingerprint: 'bb' });

function vault(profiles: readonly (typeof work)[], more: Partial<Comparable> = {}): Comparable {
  return {
    profiles: new Map(profiles.map((profile) => [profile.id, profile])),
    order: {},
    settings: {},
    rest: {},
    ...more,
  };
}

describe('the difference of two vaults', () => {
  it('names what is added, removed and changed', () => {
    const difference = differenceOf(vault([work]), vault([{ ...work, name: 'Office' }, home]));
    expect(difference.added).toEqual([
      { id: 'openai:home', name: 'openai:home', provider: 'openai', mask: 'sk-…0000' },
    ]);
    expect(difference.changed).toMatchObject([
      { id: 'anthropic:work', fields: [{ field: 'name', before: 'anthropic:work', after: 'Office' }] },
    ]);
    expect(differenceOf(vault([work, home]), vault([work])).removed.map(({ id }) => id)).toEqual([
      'openai:home',
    ]);
  });

  it.each([
    ['name', { name: 'x' }],
    ['provider', { provider: 'x' }],
    ['kind', { kind: 'token' }],
    ['reference', { reference: 'env:X' }],
    ['baseUrl', { baseUrl: 'https://x.test' }],
    ['api', { api: 'openai' }],
    ['config', { config: { region: 'eu' } }],
    ['expiresAt', { expiresAt: 5 }],
    ['enabled', { enabled: false }],
    ['disabledNote', { disabledNote: 'x' }],
    ['tags', { tags: ['c'] }],
    ['notes', { notes: 'x' }],
    ['rotateEveryMs', { rotateEveryMs: 5 }],
    ['probesPerDay', { probesPerDay: 5 }],
  ] as const)('tells a change of %s by its own name alone', (field, patch) => {
    const [changed] = differenceOf(vault([work]), vault([{ ...work, ...patch } as typeof work])).changed;
    expect(changed?.fields.map((change) => change.field)).toEqual([field]);
  });

  it('tells another secret by its fingerprint, and shows the masks alone', () => {
    const other = { ...work, fingerprint: 'cc', mask: 'sk-…2222' };
    expect(differenceOf(vault([work]), vault([other])).changed[0]?.fields).toEqual([
      { field: 'secret', before: 'sk-…1111', after: 'sk-…2222' },
    ]);
    // A mask that two secrets share hides nothing.
    expect(differenceOf(vault([work]), vault([{ ...work, fingerprint: 'cc' }])).changed).toHaveLength(1);
    expect(JSON.stringify(differenceOf(vault([work]), vault([other])))).not.toContain('cc');
  });

  it('does not take tags in another order, or a later look at the profile, for a change', () => {
    const same = { ...work, tags: ['a', 'b'], updatedAt: work.updatedAt + 1 };
    expect(isNoDifference(differenceOf(vault([work]), vault([same])))).toBe(true);
  });

  it('tells order and settings; of members it does not know, the names alone', () => {
    const before = vault([], {
      order: { openai: ['a'], anthropic: [] },
      settings: { theme: 'dark' },
      rest: { later: { x: 'hidden' } },
    });
    const after = vault([], { order: { openai: ['b'] }, settings: { quietHours: { to: 1, from: 2 } } });
    expect(differenceOf(before, after)).toMatchObject({
      order: [{ provider: 'openai', before: ['a'], after: ['b'] }],
      settings: [
        { name: 'quietHours', before: null, after: '{"from":2,"to":1}' },
        { name: 'theme', before: '"dark"', after: null },
      ],
      others: ['later'],
    });
    expect(JSON.stringify(differenceOf(before, after))).not.toContain('hidden');
  });

  it('tells orders of single agents and pins as what they are', () => {
    const before = vault([], { rest: { pins: { openai: 'openai:a' } } });
    const after = vault([], {
      rest: { agentOrder: { work: { openai: ['openai:b'] } }, users: { x: ['openai:a'] } },
    });
    expect(differenceOf(before, after)).toMatchObject({
      order: [
        { provider: 'openai', agent: 'work', pinned: false, before: [], after: ['openai:b'] },
        { provider: 'openai', agent: null, pinned: true, before: ['openai:a'], after: [] },
      ],
      others: [],
    });
  });

  it('tells what each gateway may fetch no longer, or only then', () => {
    const before = vault([], {
      rest: { grants: { openclaw: ['openai:a', 'openai:b'], gone: ['openai:a'] } },
    });
    const after = vault([], { rest: { grants: { openclaw: ['openai:b'], later: ['openai:b'] } } });
    expect(differenceOf(before, after)).toMatchObject({
      grants: [
        { reader: 'gone', before: ['openai:a'], after: [] },
        { reader: 'later', before: [], after: ['openai:b'] },
        { reader: 'openclaw', before: ['openai:a', 'openai:b'], after: ['openai:b'] },
      ],
      others: [],
    });
    expect(isNoDifference(differenceOf(before, after))).toBe(false);
  });
});
