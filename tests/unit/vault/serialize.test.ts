import { describe, expect, it } from 'vitest';
import { memoryStore, openMemoryVault, storedProfile, testSlot } from '../../fixtures/vaults/memory-vault.ts';

describe('the bytes of a vault', () => {
  it('are ASCII, and read back as what was said', async () => {
    const store = memoryStore();
    const slots = [testSlot()];
    const vault = await openMemoryVault({ store, slots });
    const facts = {
      name: 'Büro — 東京 🔑',
      mask: 'sk-…9fQA',
      notes: 'quote " back \\ line \n \u2028 lone \ud800',
    };
    vault.add(storedProfile('openai:büro', facts), 'sk-schlüssel-🔑');
    expect(String(store.bytes())).toMatch(/^[\n\u0020-\u007e]*$/);
    const again = await openMemoryVault({ store, slots });
    expect(again.damage()).toEqual([]);
    expect(again.profiles().get('openai:büro')).toMatchObject(facts);
    expect(again.reveal('openai:büro')).toBe('sk-schlüssel-🔑');
  });

  it('do not depend on how another program orders or spaces them', async () => {
    const store = memoryStore();
    const slots = [testSlot()];
    const vault = await openMemoryVault({ store, slots });
    vault.add(storedProfile('openai:a', { config: { b: '1', a: '2' } }), 'x');
    const json = store.json();
    const turned = Object.fromEntries(
      Object.entries(json.profiles['openai:a']!).toSorted(([a], [b]) => (a < b ? 1 : -1)),
    );
    store.replace({ ...json, profiles: { 'openai:a': turned } });
    const again = await openMemoryVault({ store, slots });
    expect(again.reason()).toBeNull();
    expect(again.damage()).toEqual([]);
  });

  it('survive names that objects have of themselves', async () => {
    const store = memoryStore();
    const slots = [testSlot()];
    const vault = await openMemoryVault({ store, slots });
    for (const id of ['__proto__', 'constructor', 'toString']) {
      vault.add(storedProfile(id, { config: JSON.parse(`{"${id}":"x"}`) as Record<string, string> }), id);
    }
    const again = await openMemoryVault({ store, slots });
    expect(again.damage()).toEqual([]);
    for (const id of ['__proto__', 'constructor', 'toString']) expect(again.reveal(id)).toBe(id);
  });
});
