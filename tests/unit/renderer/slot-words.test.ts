import { describe, expect, it } from 'vitest';
import type { VaultReport, VaultSlot } from '../../../src-shared/contract-vault.ts';
import { waitLeft } from '../../../src-renderer/locked/wait-left.ts';
import { unlockWays } from '../../../src-renderer/locked/unlock-ways.ts';
import { isOnlyWay, slotName, slotWords, theSlot } from '../../../src-renderer/protection/slot-words.ts';

const slot = (more: Partial<VaultSlot>): VaultSlot => ({
  id: 'passphrase',
  type: 'passphrase',
  recovery: false,
  backend: null,
  protected: true,
  opens: 'yes',
  why: null,
  addedAt: null,
  openedNow: false,
  advice: null,
  ...more,
});
const report = (slots: VaultSlot[]): VaultReport => ({
  protected: true,
  slot: null,
  backend: null,
  advice: null,
  state: 'open',
  path: '/data/vault.json',
  reason: null,
  recovery: false,
  generation: 1,
  slots,
  offers: [],
  backups: { count: 0, formerWays: null },
  whyNotLockable: null,
  remains: '',
});

describe('a way into the vault', () => {
  it('is named by its kind, with its number where there are several', () => {
    expect(slotName(slot({}))).toBe('Passphrase');
    expect(slotName(slot({ id: 'passphrase-2' }))).toBe('Passphrase 2');
    expect(theSlot(slot({ id: 'recovery', recovery: true }))).toBe('the recovery code');
    expect(theSlot(slot({ id: 'retina', type: null }))).toBe('the slot retina');
  });

  it('says that it protects nothing before it says that it opens', () => {
    const beside = slot({
      type: 'key-file',
      protected: false,
      backend: '/data/vault.key',
      advice: 'it lies beside',
    });
    expect(slotWords(beside)).toMatchObject({
      glyph: 'triangle',
      word: 'protects nothing',
      trouble: 'It lies beside.',
    });
    expect(slotWords({ ...beside, openedNow: true }).word).toBe('opened it; protects nothing');
  });

  it('names the path of an unprotected file once', () => {
    const advice = 'the key lies in /data/vault.key';
    const file = slot({ type: 'key-file', protected: false, backend: '/data/vault.key', advice });
    expect(slotWords(file).facts).toEqual([]);
    expect(slotWords({ ...file, protected: true, advice: null }).facts).toEqual(['/data/vault.key']);
  });

  it('is in no trouble for being a passphrase nobody typed', () => {
    const unasked = slot({ opens: 'unavailable', why: 'it was not asked for' });
    expect(slotWords(unasked)).toMatchObject({ tone: 'none', trouble: null });
    expect(slotWords({ ...unasked, type: 'os-keyring' }).trouble).toBe('It was not asked for.');
    expect(slotWords(slot({ opens: 'no', why: 'gone' }))).toMatchObject({ glyph: 'cross', tone: 'bad' });
  });

  it('is the only one while no other may open', () => {
    const own = slot({});
    expect(isOnlyWay(own, report([own]))).toBe(true);
    expect(isOnlyWay(own, report([own, slot({ id: 'os-keyring', opens: 'no' })]))).toBe(true);
    expect(isOnlyWay(own, report([own, slot({ id: 'later', type: null })]))).toBe(true);
    expect(isOnlyWay(own, report([own, slot({ id: 'recovery', opens: 'unavailable' })]))).toBe(false);
  });
});

it('unlocking offers what the vault has, what is typed first and the printed code last', () => {
  const recovery = slot({ id: 'recovery', recovery: true });
  expect(unlockWays(report([recovery, slot({ id: 'os-keyring', type: 'os-keyring' }), slot({})]))).toEqual([
    'passphrase',
    'machine',
    'recovery',
  ]);
  expect(unlockWays(report([recovery]))).toEqual(['recovery']);
  expect(unlockWays(report([]))).toEqual([]);
});

describe('after too many wrong ones', () => {
  const failure = (retryAt: number) =>
    ({ code: 'too_many_attempts', message: '', details: { retryAt } }) as const;
  it('the next waits so long as the core says, never less than a second in words', () => {
    expect(waitLeft(failure(9_000), 1_000)).toBe('8 s');
    expect(waitLeft(failure(1_200), 1_000)).toBe('1 s');
    expect(waitLeft(failure(1_000), 1_000)).toBeNull();
  });
  it('nothing else waits', () => {
    expect(waitLeft(null, 0)).toBeNull();
    expect(waitLeft({ code: 'wrong_passphrase', message: '', details: { retryAt: 9 } }, 0)).toBeNull();
  });
});
