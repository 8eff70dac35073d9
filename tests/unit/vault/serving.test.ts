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

describe('what a person says of who serves', () => {
  it('is kept: an order for all, one for an agent, and a pin', async () => {
    const { vault, again } = await filled();
    vault.setOrder('openai', ['openai:b', 'openai:a'], null);
    vault.setOrder('openai', ['openai:a'], 'work');
    vault.setPin('anthropic', 'anthropic:k');
    const reopened = await again();
    expect(reopened.reason()).toBeNull();
    expect(reopened.serving()).toEqual({
      order: { openai: ['openai:b', 'openai:a'] },
      agentOrder: { work: { openai: ['openai:a'] } },
      pins: { anthropic: 'anthropic:k' },
      users: {},
    });
  });

  it('is kept with who works with what, in one write with the profiles', async () => {
    const { vault, store, clock, again } = await filled();
    const before = store.writes();
    const users = { 'gateway:openclaw/main': ['openai:b', 'openai:c'] };
    vault.putAll([{ profile: storedProfile('openai:c'), secret: 'another secret' }], { users });
    expect(store.writes()).toBe(before + 1);
    expect((await again()).serving().users).toEqual(users);
    vault.remove('openai:b');
    clock.move(restorableMs + 1);
    vault.change('openai:a', { notes: 'the next write' });
    expect(vault.serving().users).toEqual({ 'gateway:openclaw/main': ['openai:c'] });
  });

  it('is taken back word by word, and leaves nothing behind', async () => {
    const { vault, store } = await filled();
    vault.setOrder('openai', ['openai:b'], null);
    vault.setOrder('openai', ['openai:a'], 'work');
    vault.setPin('openai', 'openai:a');
    vault.setOrder('openai', null, 'work');
    expect(vault.serving()).toMatchObject({ order: { openai: ['openai:b'] }, agentOrder: {} });
    vault.setOrder('openai', null, null);
    vault.setPin('openai', null);
    expect(vault.serving()).toEqual({ order: {}, agentOrder: {}, pins: {}, users: {} });
    expect(store.json()).not.toHaveProperty('pins');
    expect(store.json()).not.toHaveProperty('agentOrder');
  });

  it.each(['pins', 'agentOrder'])('cannot be changed outside without being noticed: %s', async (member) => {
    const { vault, store, again } = await filled();
    vault.setPin('openai', 'openai:a');
    vault.setOrder('openai', ['openai:a'], 'work');
    store.replace({ ...store.json(), [member]: {} });
    expect((await again()).reason()).toContain('outside Keywatch');
  });

  it('forgets a removed profile once it cannot come back, and not before', async () => {
    const { vault, clock } = await filled();
    vault.setOrder('openai', ['openai:b', 'openai:a'], null);
    vault.setOrder('openai', ['openai:b'], 'work');
    vault.setPin('openai', 'openai:b');
    vault.remove('openai:b');
    expect(vault.serving().pins).toEqual({ openai: 'openai:b' });
    clock.move(restorableMs + 1);
    vault.change('openai:a', { notes: 'the next write' });
    // An order that named nobody else is gone: it must not say that nobody serves.
    expect(vault.serving()).toEqual({
      order: { openai: ['openai:a'] },
      agentOrder: {},
      pins: {},
      users: {},
    });
  });

  it('keeps an empty order: that nobody serves was said', async () => {
    const { vault, clock } = await filled();
    vault.setOrder('openai', [], null);
    vault.remove('openai:b');
    clock.move(restorableMs + 1);
    vault.change('openai:a', { notes: 'the next write' });
    expect(vault.serving().order).toEqual({ openai: [] });
  });

  it('holds for names that every object has by nature', async () => {
    const { vault, again } = await filled();
    expect(vault.serving().agentOrder).toEqual({});
    vault.setOrder('openai', ['openai:a'], 'constructor');
    expect((await again()).serving().agentOrder).toEqual({ constructor: { openai: ['openai:a'] } });
  });

  it('changes nothing while the vault is locked', async () => {
    const { vault, store } = await filled();
    vault.lock('for the test');
    const before = store.writes();
    expect(() => vault.setPin('openai', 'openai:a')).toThrow('locked');
    expect(() => vault.setOrder('openai', [], null)).toThrow('locked');
    expect(store.writes()).toBe(before);
  });
});
