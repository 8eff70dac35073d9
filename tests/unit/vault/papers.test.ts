import { describe, expect, it } from 'vitest';
import { memoryStore, openMemoryVault, storedProfile, testSlot } from '../../fixtures/vaults/memory-vault.ts';

const text = 'what stood in a file before';

/** An open vault, the store beneath it, and a way to open it again. */
async function vaultAndStore() {
  const store = memoryStore();
  const slots = [testSlot()];
  const open = () => openMemoryVault({ store, slots });
  return { store, open, vault: await open() };
}

describe('what Keywatch seals in files of its own', () => {
  it('opens under its name, in this process and the next, and under no other name', async () => {
    const { vault, open } = await vaultAndStore();
    const paper = vault.sealPaper('link openclaw', text);
    expect(paper).not.toContain(text);
    for (const each of [vault, await open()]) {
      expect(each.openPaper('link openclaw', paper)).toBe(text);
      expect(each.openPaper('link remoteclaw', paper)).toBeNull();
      expect(each.reason()).toBeNull();
    }
  });

  it('makes its key once, and two papers of one text are not alike', async () => {
    const { store, vault } = await vaultAndStore();
    const one = vault.sealPaper('a', text);
    const writes = store.writes();
    expect(vault.sealPaper('a', text)).not.toBe(one);
    expect(store.writes()).toBe(writes);
  });

  it('stays open after the key of the vault was changed, and does not open by the former vault’s key alone', async () => {
    const { store, vault, open } = await vaultAndStore();
    vault.add(storedProfile('anthropic:work'), 'sk-work');
    const paper = vault.sealPaper('a', text);
    const before = store.json();
    await vault.keys.rotate({ given: [], drop: [], purge: false, dry: false });
    expect(JSON.stringify(store.json().key)).not.toBe(JSON.stringify(before.key));
    for (const each of [vault, await open()]) {
      expect(each.openPaper('a', paper)).toBe(text);
      expect(each.damage()).toEqual([]);
      expect(each.reason()).toBeNull();
    }
  });

  it('does not open where a byte of it changed, where it is no paper, or where its key is gone', async () => {
    const { store, vault, open } = await vaultAndStore();
    const paper = vault.sealPaper('a', text);
    const sealed = JSON.parse(paper) as { sealed: string };
    const other = sealed.sealed.startsWith('A') ? 'B' : 'A';
    expect(
      vault.openPaper('a', JSON.stringify({ ...sealed, sealed: other + sealed.sealed.slice(1) })),
    ).toBeNull();
    expect(vault.openPaper('a', 'no paper')).toBeNull();
    expect(vault.openPaper('a', '{"key":1}')).toBeNull();
    const json = store.json();
    delete (json.key as { papers?: unknown }).papers;
    store.replace(json);
    const again = await open();
    expect(again.openPaper('a', paper)).toBeNull();
    expect(again.openPaper('a', again.sealPaper('a', text))).toBe(text);
  });

  it('is not to be had while the vault is locked', async () => {
    const { vault } = await vaultAndStore();
    const paper = vault.sealPaper('a', text);
    vault.lock('somebody locked it');
    expect(() => vault.sealPaper('a', text)).toThrow(/locked/);
    expect(() => vault.openPaper('a', paper)).toThrow(/locked/);
  });
});
