import { expect, it } from 'vitest';
import { keepViews } from '../../../src-main/selection/kept-views.ts';
import { viewProfile, type ProfileParts } from '../../../src-main/selection/profile-view.ts';
import { now, seen, stored } from '../../fixtures/profiles.ts';

const minute = 60_000;

function world() {
  const see = keepViews(() => now + minute);
  const viewOf = (parts: ProfileParts) => see(parts).view;
  const parts: ProfileParts = { stored: stored('anthropic:work'), record: seen('anthropic:work'), now };
  return { see, viewOf, parts, first: viewOf(parts) };
}

it('gives the same view while nothing it is made of has changed', () => {
  const { viewOf, parts, first } = world();
  expect(first).toEqual(viewProfile(parts));
  expect(viewOf({ ...parts, now: now + minute - 1 })).toBe(first);
});

it.each<[string, (parts: ProfileParts) => Partial<ProfileParts>]>([
  ['what is stored', ({ stored: before }) => ({ stored: { ...before, name: 'Elsewhere' } })],
  ['what was seen', ({ record }) => ({ record: { ...record!, state: 'disabled' } })],
  ['a lock', () => ({ locked: true })],
  ['damage', () => ({ damaged: true })],
  ['an order that leaves it out', () => ({ excluded: true })],
  ['who uses it', () => ({ usedBy: ['gateway:openclaw/main'] })],
  ['a clock found wrong', () => ({ wrongClock: { offByMs: 600_000, since: now } as never })],
  ['the budget of all', () => ({ probesPerDay: 7 })],
  ['its moment', () => ({ now: now + minute })],
  ['a clock that was set back', () => ({ now: now - 1 })],
])('makes it anew for %s', (_, change) => {
  const { viewOf, parts, first } = world();
  const changed = { ...parts, ...change(parts) };
  const view = viewOf(changed);
  expect(view).not.toBe(first);
  expect(view).toEqual(viewProfile(changed));
});

it('gives the same view of a profile that kept its place, and another of one that moved', () => {
  const { see, parts, first } = world();
  const second = see(parts).at(2);
  expect(second).toEqual({ ...first, order: 2 });
  expect(see({ ...parts, now: now + 1 }).at(2)).toBe(second);
  expect(see(parts).at(1)).toEqual({ ...first, order: 1 });
  expect(see(parts).at(null)).toEqual(first);
});
