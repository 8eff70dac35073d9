import { expect, it } from 'vitest';
import type { Alert, Profile, WindowSettings } from '../../../src-shared/contract-schema.ts';
import { defaultWindowSettings } from '../../../src-shared/settings.ts';
import type { Picture } from '../../../src-renderer/store/picture.ts';
import { hold } from '../../../src-renderer/store/signal.ts';
import { createVeil } from '../../../src-renderer/store/veil.ts';
import { seen, stored, viewed } from '../../fixtures/profiles.ts';

const telling = {
  tags: ['payroll'],
  notes: 'paid by Dana',
  baseUrl: 'https://gateway.dana.example',
  mask: 'sk-ant-…Q3zA',
};
const [work, shell] = viewed(
  [
    stored('anthropic:Dana-at-work', telling),
    stored('openai:shell', { reference: 'env:DANA_OPENAI_KEY', mask: null }),
  ],
  [seen('anthropic:Dana-at-work'), seen('openai:shell')],
) as [Profile, Profile];

const alert: Alert = {
  id: 'a',
  kind: 'recovered',
  severity: 'good',
  profile: work.id,
  provider: work.provider,
  title: `${work.name} works again`,
  body: `Anthropic accepts ${work.name}.`,
  at: 1,
  snoozedUntil: null,
  action: 'open',
};

function veiled() {
  const settings = hold<WindowSettings>(defaultWindowSettings);
  const profiles = hold<readonly Profile[]>([work, shell]);
  const known = new Map([work, shell].map((profile) => [profile.id, profile]));
  const picture = {
    profiles,
    alerts: hold<readonly Alert[]>([alert]),
    profile: (id: string) => known.get(id),
    subscribeProfile: () => () => undefined,
  } as unknown as Picture;
  const hide = (privacy: boolean) => settings.set({ ...settings.get(), privacy });
  return { veil: createVeil(picture, settings), hide, profiles };
}

it('shows everything while nobody asked for privacy', () => {
  const { veil, profiles } = veiled();
  expect(veil.profiles.get()).toBe(profiles.get());
  expect(veil.profile(work.id)).toBe(work);
});

it('holds no name, mask, address, tag, note or account while privacy is wanted, and tells profiles apart by number', () => {
  const { veil, hide } = veiled();
  hide(true);
  const [first, second] = veil.profiles.get();
  expect([first?.name, second?.name]).toEqual(['Profile 1', 'Profile 2']);
  expect(second?.reference).toBe('env:••••');
  const { id: _, ...shown } = first!;
  expect(JSON.stringify([shown, veil.alerts.get().map(({ title, body }) => [title, body])])).not.toMatch(
    /dana|Q3zA|payroll/i,
  );
  expect(veil.alerts.get()[0]?.title).toBe('Profile 1 works again');
});

it('gives the same objects for the same profiles, so that nothing is drawn anew', () => {
  const { veil, hide } = veiled();
  hide(true);
  expect(veil.profiles.get()).toBe(veil.profiles.get());
  expect(veil.profile(work.id)).toBe(veil.profiles.get()[0]);
});

it('tells whoever shows a profile when privacy begins and ends', () => {
  const { veil, hide } = veiled();
  const heard: string[] = [];
  const leave = veil.subscribeProfile(work.id, () => heard.push(veil.profile(work.id)?.name ?? ''));
  veil.profiles.subscribe(() => heard.push('list'));
  hide(true);
  hide(false);
  leave();
  hide(true);
  expect(heard).toEqual(['Profile 1', 'list', work.name, 'list', 'list']);
});
