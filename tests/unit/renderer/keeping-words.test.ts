import { expect, it } from 'vitest';
import type { Backup } from '../../../src-shared/contract-keeping.ts';
import { contentWords, opensByWords } from '../../../src-renderer/keeping/backup-words.ts';
import { changeWords } from '../../../src-renderer/keeping/difference-words.ts';
import { exportName } from '../../../src-renderer/keeping/save-file.ts';

const backup = (more: Partial<Backup>): Backup => ({
  id: 'b',
  at: 0,
  why: 'edit',
  generation: 1,
  size: 1,
  profiles: 2,
  damaged: [],
  problem: null,
  presentKey: true,
  slots: [],
  ...more,
});
const passphrase = {
  id: 'passphrase',
  type: 'passphrase',
  recovery: false,
  protected: true,
  present: true,
} as const;
const keyFile = {
  id: 'key-file',
  type: 'key-file',
  recovery: false,
  protected: false,
  present: false,
} as const;

it('says of a backup how much is in it', () => {
  expect(contentWords(backup({ profiles: 1 }))).toBe('1 profile');
  expect(contentWords(backup({ profiles: 0 }))).toBe('no profile yet');
  expect(contentWords(backup({ damaged: ['a'] }))).toBe('2 profiles, 1 damaged');
  expect(contentWords(backup({ profiles: null }))).toBe('cannot be read');
});

it('says what opens a backup only where that is not what opens the vault now', () => {
  expect(opensByWords(backup({ slots: [passphrase] }))).toBeNull();
  expect(opensByWords(backup({ slots: [passphrase, keyFile] }))).toBe(
    'also opens by the key file of that time',
  );
  expect(opensByWords(backup({ presentKey: false, slots: [passphrase, keyFile] }))).toBe(
    'under an earlier key: opens by the passphrase, the key file of that time',
  );
});

it('says each changed field as a person reads it', () => {
  expect(changeWords({ field: 'enabled', before: true, after: false })).toMatchObject({
    name: 'Used',
    before: 'yes',
    after: 'no',
  });
  expect(changeWords({ field: 'kind', before: 'api_key', after: 'token' })).toMatchObject({
    before: 'API key',
    after: 'Token',
  });
  expect(changeWords({ field: 'expiresAt', before: null, after: Date.UTC(2027, 0, 15, 12) })).toMatchObject({
    before: 'no date',
    after: '15 Jan 2027',
  });
  expect(changeWords({ field: 'tags', before: '', after: 'ci, night' })).toMatchObject({
    before: 'none',
    after: 'ci, night',
  });
  expect(changeWords({ field: 'secret', before: 'sk-…aa', after: 'sk-…bb' }).mono).toBe(true);
});

it('names an exported file by the day', () => {
  expect(exportName(new Date(2026, 0, 5))).toBe('keywatch-2026-01-05.json');
});
