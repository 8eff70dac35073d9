import { describe, expect, it } from 'vitest';
import { restorableMs } from '../../../src-main/vault/changes.ts';
import {
  memoryStore,
  openMemoryVault,
  standingClock,
  storedProfile,
  testSlot,
} from '../../fixtures/vaults/memory-vault.ts';

const ids = ['openai:a', 'openai:b', 'anthropic:k'];

async function filled() {
  const store = memoryStore();
  const slots = [testSlot()];
  const clock = standingClock();
  const vault = await openMemoryVault({ store, slots, clock });
  for (const id of ids) vault.add(storedProfile(id), `secret of ${id}`);
  return { store, slots, clock, vault, again: () => openMemoryVault({ store, slots, clock }) };
}

describe('what a reader may fetch', () => {
  it('is nothing, until it is granted, and each reader has its own', async () => {
    const { vault, again } = await filled();
    expect(vault.grants()).toEqual({});
    vault.setGrants('openclaw', ['openai:b', 'openai:a', 'openai:b']);
    vault.setGrants('remoteclaw', ['anthropic:k']);
    const reopened = await again();
    expect(reopened.reason()).toBeNull();
    expect(reopened.grants()).toEqual({
      openclaw: ['openai:b', 'openai:a'],
      remoteclaw: ['anthropic:k'],
    });
  });

  it.each([null, []])('is taken back whole by %j, and leaves nothing behind', async (nothing) => {
    const { vault, store } = await filled();
    vault.setGrants('openclaw', ['openai:a']);
    vault.setGrants('openclaw', nothing);
    expect(vault.grants()).toEqual({});
    expect(store.json()).not.toHaveProperty('grants');
  });

  it('names profiles that are there, and changes nothing otherwise', async () => {
    const { vault } = await filled();
    vault.setGrants('openclaw', ['openai:a']);
    expect(() => vault.setGrants('openclaw', ['openai:b', 'openai:c'])).toThrow('openai:c');
    expect(vault.grants()).toEqual({ openclaw: ['openai:a'] });
  });

  it('holds for readers called as what every object has by nature', async () => {
    const { vault, again } = await filled();
    vault.setGrants('constructor', ['openai:a']);
    vault.setGrants('__proto__', ['openai:b']);
    expect(Object.entries((await again()).grants())).toEqual([
      ['constructor', ['openai:a']],
      ['__proto__', ['openai:b']],
    ]);
  });

  it('is kept by another order, another pin and another key', async () => {
    const { vault, again } = await filled();
    vault.setGrants('openclaw', ['openai:a']);
    vault.setOrder('openai', ['openai:b'], 'work');
    vault.setPin('openai', 'openai:b');
    await vault.keys.rotate({ given: [], drop: [], purge: false, dry: false });
    expect((await again()).grants()).toEqual({ openclaw: ['openai:a'] });
  });

  it('loses a removed profile once it cannot come back, and not before', async () => {
    const { vault, clock } = await filled();
    vault.setGrants('openclaw', ['openai:a', 'openai:b']);
    vault.setGrants('remoteclaw', ['openai:b']);
    vault.remove('openai:b');
    vault.restore('openai:b');
    expect(vault.grants()['remoteclaw']).toEqual(['openai:b']);
    vault.remove('openai:b');
    clock.move(restorableMs + 1);
    vault.change('openai:a', { notes: 'the next write' });
    expect(vault.grants()).toEqual({ openclaw: ['openai:a'] });
  });

  it.each(['added', 'imported'])('is not what is %s under the id of a profile just removed', async (how) => {
    const { vault } = await filled();
    vault.setGrants('openclaw', ['openai:a', 'openai:b']);
    vault.remove('openai:b');
    const profile = storedProfile('openai:b');
    if (how === 'added') vault.add(profile, 'another secret');
    else vault.putAll([{ profile, secret: 'another secret' }]);
    expect(vault.grants()).toEqual({ openclaw: ['openai:a'] });
  });

  it('stays with a profile whose secret is replaced', async () => {
    const { vault } = await filled();
    vault.setGrants('openclaw', ['openai:a']);
    vault.replaceSecret('openai:a', 'another secret', {});
    vault.putAll([{ profile: storedProfile('openai:a'), secret: 'a third secret' }]);
    expect(vault.grants()).toEqual({ openclaw: ['openai:a'] });
  });

  it.each([
    ['wider', { grants: { openclaw: ids } }],
    ['for a reader of another hand', { grants: { openclaw: ['openai:a'], stranger: ids } }],
    ['no object', { grants: 'all' }],
    ['as they were, beside another order', { order: { openai: ['openai:b'] } }],
  ])('is nothing where the file was changed outside, be they %s', async (_how, changed) => {
    const { vault, store, again } = await filled();
    vault.setGrants('openclaw', ['openai:a']);
    store.replace({ ...store.json(), ...changed });
    const reopened = await again();
    expect(reopened.reason()).toContain('outside Keywatch');
    expect(reopened.grants()).toEqual({});
    // Nor does the next write make them ours.
    reopened.change('openai:a', { notes: 'the next write' });
    expect((await again()).grants()).toEqual({});
  });

  it('is nothing in an older file that was put back whole', async () => {
    const { vault, store, slots, clock } = await filled();
    vault.setGrants('openclaw', ['openai:a']);
    const older = store.json();
    vault.setGrants('openclaw', null);
    store.replace(older);
    const reopened = await openMemoryVault({ store, slots, clock, lastGeneration: vault.generation() });
    expect(reopened.reason()).toContain('older');
    expect(reopened.grants()).toEqual({});
    reopened.lock('for the test');
    await reopened.unlock();
    expect(reopened.grants()).toEqual({});
    reopened.setGrants('openclaw', ['openai:b']);
    reopened.lock('for the test');
    await reopened.unlock();
    expect(reopened.grants()).toEqual({ openclaw: ['openai:b'] });
  });

  it('changes in no way while the vault is locked', async () => {
    const { vault, store } = await filled();
    vault.setGrants('openclaw', ['openai:a']);
    vault.lock('for the test');
    const before = store.writes();
    expect(() => vault.setGrants('openclaw', null)).toThrow('locked');
    expect(store.writes()).toBe(before);
  });
});
