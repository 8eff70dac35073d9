import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CoreState, Profile } from '../../src-shared/contract-schema.ts';
import { translationOf } from '../../src-shared/languages/load.ts';
import { speak } from '../../src-shared/say.ts';
import { sentenceOf, type Sign } from '../../src-shared/sentence.ts';
import { pauseEnd, trayModel, type TrayLine } from '../../src-main/desktop/tray-model.ts';
import { cooling, day, now, seen, stored, troubled, viewed } from '../fixtures/profiles.ts';

const calm: CoreState = {
  vault: {
    protected: true,
    slot: 'safe-storage',
    backend: 'gnome_libsecret',
    advice: null,
    state: 'open',
    path: '/data/vault.json',
    reason: null,
    recovery: true,
  },
  online: true,
  offlineSince: null,
  pausedUntil: null,
  pausedIndefinitely: false,
  neverAsks: false,
  restsWhile: null,
  historyFault: null,
  onBattery: false,
  lastCheckedAt: now - 120_000,
  probing: [],
  clock: null,
  troubledProviders: [],
  version: '0.1.0',
  capabilities: { tray: true, loginItem: true, notifications: true },
  sample: false,
};

const work = stored('anthropic:work');
const soon = stored('anthropic:soon', { expiresAt: now + 5 * day, expiryFrom: 'user' });
const revoked = seen('anthropic:work', { state: 'disabled', reason: 'revoked', since: now - 3_600_000 });
const locked: CoreState = {
  ...calm,
  vault: { ...calm.vault, state: 'locked', reason: 'the keyring is locked' },
};

describe('the worst state decides the sign', () => {
  test.each([
    ['nothing is kept yet', 'hollow', viewed([]), calm],
    ['all is well', 'check', viewed([work]), calm],
    ['one expires soon', 'triangle', viewed([work, soon]), calm],
    ['one was revoked', 'cross', viewed([work], [revoked]), calm],
    [
      'one was revoked and one expires soon',
      'cross',
      viewed([work, soon], [revoked, seen('anthropic:soon')]),
      calm,
    ],
    [
      'one has expired',
      'cross',
      viewed([stored('openai:old', { expiresAt: now - day, expiryFrom: 'user' })]),
      calm,
    ],
    ['one cools down', 'pause', viewed([work], [cooling('anthropic:work', now + 600_000)]), calm],
    ['checking is paused', 'pause', viewed([work]), { ...calm, pausedIndefinitely: true }],
    [
      'a person switched the revoked one off',
      'hollow',
      viewed([{ ...work, enabled: false }], [revoked]),
      calm,
    ],
    ['the vault is locked', 'hollow', viewed([work]), locked],
    [
      'a provider is in trouble',
      'triangle',
      viewed([work]),
      { ...calm, troubledProviders: [troubled(['anthropic:work'], now - 60_000)] },
    ],
  ] satisfies [string, Sign, Profile[], CoreState][])('%s: %s', (_name, sign, profiles, state) => {
    expect(trayModel(profiles, state, now).sign).toBe(sign);
  });
});

const labels = (lines: readonly TrayLine[]) =>
  lines.map((line) => (line.line === 'separator' ? '—' : line.label));

describe('the menu', () => {
  test('says the sentence of the header first, where nobody can press it, and in the tooltip', () => {
    const profiles = viewed([work, soon]);
    const { menu, tooltip } = trayModel(profiles, calm, now);
    const sentence = sentenceOf(profiles, calm, now);
    expect(menu[0]).toEqual({ line: 'text', label: sentence });
    expect(tooltip).toBe(`Keywatch: ${sentence}`);
  });

  test('has its acts in order, and nothing about profiles when nothing needs a person', () => {
    expect(labels(trayModel(viewed([work]), calm, now).menu).slice(2)).toEqual([
      'Check now',
      'Pause checking',
      '—',
      'Add credential…',
      'Open Keywatch',
      'Lock now',
      '—',
      'Settings…',
      'Quit Keywatch',
    ]);
  });

  test('of a locked vault says so first, still lists what needs a person, and offers only what works', () => {
    const { menu, tooltip } = trayModel(viewed([work, soon]), locked, now);
    expect(tooltip).toMatch(/^Keywatch: Locked · /);
    expect(labels(menu)).toEqual([
      tooltip.replace('Keywatch: ', ''),
      '—',
      'Soon: expires in 5 days',
      '—',
      'Unlock…',
      '—',
      'Open Keywatch',
      '—',
      'Settings…',
      'Quit Keywatch',
    ]);
    expect(menu).toContainEqual({
      line: 'act',
      label: 'Unlock…',
      act: { do: 'open', place: { at: 'unlock' } },
    });
  });

  test('locks at one press', () => {
    expect(trayModel(viewed([work]), calm, now).menu).toContainEqual({
      line: 'act',
      label: 'Lock now',
      act: { do: 'lock' },
    });
  });

  test('carries no mask and no fingerprint, let alone a secret', () => {
    const profiles = viewed([work, soon], [revoked]);
    const text = JSON.stringify(trayModel(profiles, calm, now));
    for (const { mask, fingerprint } of profiles)
      for (const mark of [mask, fingerprint]) if (mark) expect(text).not.toContain(mark);
  });

  test('lists what needs a person, most urgent first, each opening its details', () => {
    const profiles = viewed([work, soon], [revoked, seen('anthropic:soon')]);
    expect(trayModel(profiles, calm, now).menu.slice(2, 4)).toEqual([
      {
        line: 'act',
        label: 'Work: revoked',
        act: { do: 'open', place: { at: 'profile', id: 'anthropic:work' } },
      },
      {
        line: 'act',
        label: 'Soon: expires in 5 days',
        act: { do: 'open', place: { at: 'profile', id: 'anthropic:soon' } },
      },
    ]);
  });

  test('never lists more than five and says how many there are besides', () => {
    const many = Array.from({ length: 8 }, (_, n) =>
      stored(`openai:k${n}`, { expiresAt: now + (n + 1) * day, expiryFrom: 'user' }),
    );
    const names = labels(trayModel(viewed(many), calm, now).menu);
    expect(names.filter((label) => /expires in/.test(label))).toHaveLength(5);
    expect(names).toContain('3 more…');
  });

  test('cuts a long name at its end and keeps the fact', () => {
    const long = { ...soon, name: 'Contractor evaluation pipeline for the second quarter 👩‍💻' };
    const label = labels(trayModel(viewed([long]), calm, now).menu)[2];
    expect(label).toMatch(/^Contractor evaluation pipeline…: expires/);
  });

  test('offers to resume while checking is paused', () => {
    const { menu } = trayModel(viewed([work]), { ...calm, pausedUntil: now + 60_000 }, now);
    expect(menu).toContainEqual({ line: 'act', label: 'Resume checking', act: { do: 'resume' } });
    expect(labels(menu)).not.toContain('Pause checking');
  });

  test('is the same data as long as nothing changed, whatever the second', () => {
    const profiles = viewed([work]);
    expect(trayModel(profiles, calm, now + 1000)).toEqual(trayModel(profiles, calm, now));
  });
});

describe('in another language', () => {
  beforeEach(async () => speak(await translationOf('zh-CN')));
  afterEach(() => speak(null));

  test('every line of the menu is said in it', () => {
    const { menu, tooltip } = trayModel(viewed([work, soon], [revoked, seen('anthropic:soon')]), calm, now);
    expect(labels(menu)).toEqual([
      tooltip.replace('Keywatch：', ''),
      '—',
      'Work：已吊销',
      'Soon：将于 5 天后到期',
      '—',
      '立即检查',
      '暂停检查',
      '—',
      '添加凭据…',
      '打开 Keywatch',
      '立即锁定',
      '—',
      '设置…',
      '退出 Keywatch',
    ]);
  });
});

test.each([
  ['hour', now + 3_600_000],
  ['tomorrow', new Date(2026, 10, 18, 8).getTime()],
  ['resumed', null],
] as const)('a pause for %s ends when it says', (pause, end) => expect(pauseEnd(pause, now)).toBe(end));

test('tomorrow is the next calendar day also on the last of a month', () => {
  expect(pauseEnd('tomorrow', new Date(2026, 11, 31, 23, 59).getTime())).toBe(
    new Date(2027, 0, 1, 8).getTime(),
  );
});
