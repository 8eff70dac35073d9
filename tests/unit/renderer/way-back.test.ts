import { expect, it } from 'vitest';
import { createView, type Open } from '../../../src-renderer/store/view.ts';

const settings: Open = { kind: 'settings', page: 'vault' };
const backups: Open = { kind: 'backups' };
const protection: Open = { kind: 'protection', page: 'overview' };

it('whoever closes what was led to is back where it led from, and it is known where they were', () => {
  const view = createView();
  view.over.set(settings);
  view.lead(backups);
  expect(view.over.get()).toEqual(backups);
  view.back();
  expect(view.over.get()).toEqual(settings);
  expect(view.cameFrom.get()).toEqual(backups);
  view.back();
  expect(view.over.get()).toBeNull();
  expect(view.cameFrom.get()).toBeNull();
});

it('the way back is as long as the way there', () => {
  const view = createView();
  view.over.set({ kind: 'setup' });
  view.lead({ kind: 'gateways', first: 'openclaw', links: true });
  view.lead(settings);
  view.back();
  expect(view.over.get()).toMatchObject({ kind: 'gateways' });
  view.back();
  expect(view.over.get()).toEqual({ kind: 'setup' });
});

it('another section of the same settings does not lose the way back', () => {
  const view = createView();
  view.over.set({ kind: 'setup' });
  view.lead(settings);
  view.over.set({ kind: 'settings', page: 'computer' });
  view.back();
  expect(view.over.get()).toEqual({ kind: 'setup' });
});

it('what is opened from elsewhere leads to the window, not to what was open before', () => {
  const view = createView();
  view.over.set(settings);
  view.lead(backups);
  view.over.set(protection);
  view.back();
  expect(view.over.get()).toBeNull();
});

it('what ends with an act closes all of it', () => {
  const view = createView();
  view.over.set(settings);
  view.lead({ kind: 'import' });
  view.over.set(null);
  expect(view.over.get()).toBeNull();
  view.back();
  expect(view.over.get()).toBeNull();
});

it('what is led to from the window itself leads back to the window', () => {
  const view = createView();
  view.lead({ kind: 'discover' });
  view.back();
  expect(view.over.get()).toBeNull();
});
