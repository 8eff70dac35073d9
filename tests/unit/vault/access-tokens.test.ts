import { describe, expect, it } from 'vitest';
import type { StoredToken } from '../../../src-main/vault/access-tokens.ts';
import { memoryStore, openMemoryVault, standingClock, testSlot } from '../../fixtures/vaults/memory-vault.ts';

const token: StoredToken = {
  hash: 'ab'.repeat(32),
  createdAt: 1,
  expiresAt: null,
  providers: ['openai'],
  agents: [],
  origins: [],
  perMinute: 5,
  perDay: null,
  failover: 'limits',
};

async function filled() {
  const store = memoryStore();
  const slots = [testSlot()];
  const clock = standingClock();
  const vault = await openMemoryVault({ store, slots, clock });
  vault.setAccessToken('aider', token);
  return { store, slots, clock, vault, again: () => openMemoryVault({ store, slots, clock }) };
}

describe('who may use the relay', () => {
  it('is kept by name and hash, and taken back whole', async () => {
    const { vault, store, again } = await filled();
    expect((await again()).accessTokens()).toEqual({ aider: token });
    vault.setAccessToken('aider', null);
    expect(store.json()).not.toHaveProperty('accessTokens');
  });

  it('is kept when the key is changed', async () => {
    const { vault, again } = await filled();
    await vault.keys.rotate({ given: [], drop: [], purge: false, dry: false });
    expect((await again()).accessTokens()).toEqual({ aider: token });
  });

  it.each([
    ['with more tokens', { accessTokens: { aider: token, stranger: token } }],
    ['with fewer limits', { accessTokens: { aider: { ...token, perMinute: null } } }],
    ['in another part', { order: { openai: ['openai:b'] } }],
  ])('is nobody where the file was changed outside %s', async (_how, changed) => {
    const { store, again } = await filled();
    store.replace({ ...store.json(), ...changed });
    const reopened = await again();
    expect(reopened.accessTokens()).toEqual({});
    // Nor does the next write make them ours.
    reopened.setSettings({ theme: 'dark' });
    expect((await again()).accessTokens()).toEqual({});
  });

  it('is nobody who was revoked, in an older file that was put back whole', async () => {
    const { vault, store, slots, clock } = await filled();
    const older = store.json();
    vault.setAccessToken('aider', null);
    store.replace(older);
    const reopened = await openMemoryVault({ store, slots, clock, lastGeneration: vault.generation() });
    expect(reopened.accessTokens()).toEqual({});
  });

  it('is nobody whose limits cannot be read', async () => {
    const { vault } = await filled();
    for (const broken of [{ hash: 'x' }, { perMinute: 'many' }, { providers: 'all' }, { expiresAt: {} }])
      vault.setAccessToken('broken', { ...token, ...(broken as Partial<StoredToken>) });
    expect(Object.keys(vault.accessTokens())).toEqual(['aider']);
  });

  it('changes in no way while the vault is locked', async () => {
    const { vault, store } = await filled();
    vault.lock('for the test');
    const before = store.writes();
    expect(() => vault.setAccessToken('aider', null)).toThrow('locked');
    expect(store.writes()).toBe(before);
  });
});
