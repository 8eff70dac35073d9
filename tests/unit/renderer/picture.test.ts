import { expect, it } from 'vitest';
import type { Change } from '../../../src-shared/contract-changes.ts';
import type { Profile } from '../../../src-shared/contract-schema.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';
import { createPicture } from '../../../src-renderer/store/picture.ts';
import { stored, viewed } from '../../fixtures/profiles.ts';

const [home, work] = viewed([stored('anthropic:home'), stored('anthropic:work')]) as [Profile, Profile];

const state: Extract<Change, { type: 'state' }>['state'] = {
  vault: {
    state: 'open',
    protected: true,
    slot: 'os-keyring',
    backend: null,
    advice: null,
    path: '/v',
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
  lastCheckedAt: null,
  probing: [],
  clock: null,
  troubledProviders: [],
  version: '0',
  capabilities: { tray: false, loginItem: false, notifications: false },
  sample: false,
};

const page = (n: number, profiles: Profile[], complete: boolean): Change => ({
  n,
  type: 'snapshot',
  page: n,
  complete,
  profiles,
  alerts: [],
  settings: { ...defaultSettings },
  state,
});

function follow() {
  const picture = createPicture((act) => act());
  const heard: string[] = [];
  picture.subscribeProfile(work.id, () => heard.push(picture.profile(work.id)?.name ?? 'gone'));
  return { picture, heard, names: () => picture.profiles.get().map(({ name }) => name) };
}

it('shows the first page at once and is whole after the last', () => {
  const { picture, names } = follow();
  picture.apply(page(0, [work], false));
  expect([names(), picture.whole.get()]).toEqual([['Work'], false]);
  picture.apply(page(1, [home], true));
  expect([names(), picture.whole.get()]).toEqual([['Work', 'Home'], true]);
});

it('tells a change of a profile to those who follow it, and a removal', () => {
  const { picture, heard, names } = follow();
  picture.apply(page(0, [work, home], true));
  picture.apply({ n: 1, type: 'profile', profile: { ...home, name: 'Flat' } });
  picture.apply({ n: 2, type: 'profile', profile: { ...work, name: 'Office' } });
  picture.apply({ n: 3, type: 'removed', id: work.id });
  expect(heard).toEqual(['Work', 'Office', 'gone']);
  expect(names()).toEqual(['Flat']);
});

it('refuses a change after a missing number, and takes a new snapshot in its place', () => {
  const { picture, names } = follow();
  picture.apply(page(0, [work, home], true));
  expect(picture.apply({ n: 2, type: 'removed', id: work.id })).toBe(false);
  expect(names()).toEqual(['Work', 'Home']);
  expect(picture.apply(page(0, [home], true))).toBe(true);
  expect(names()).toEqual(['Home']);
});

it('keeps the old picture until a later snapshot is whole', () => {
  const { picture, names } = follow();
  picture.apply(page(0, [work, home], true));
  picture.apply(page(1, [home], false));
  expect(names()).toEqual(['Work', 'Home']);
  picture.apply(page(2, [], true));
  expect(names()).toEqual(['Home']);
});
