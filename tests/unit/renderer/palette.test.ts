import { describe, expect, it } from 'vitest';
import { acts } from '../../../src-renderer/palette/acts.ts';
import { findActs, fits, type Offer } from '../../../src-renderer/palette/find-acts.ts';
import { arePressed, shortcuts, written } from '../../../src-renderer/palette/keys.ts';
import { stored, viewed } from '../../fixtures/profiles.ts';

const profiles = viewed([stored('anthropic:work'), stored('openai:home'), stored('groq:fast')]);
const offer: Offer = { acts, profiles, open: null, recent: [] };
const found = (typed: string, more: Partial<Offer> = {}) =>
  findActs(typed, { ...offer, ...more }).flatMap((group) => group.acts.map(({ words }) => words));

describe('commands', () => {
  it('each have a name and words of their own', () => {
    expect(new Set(acts.map(({ id }) => id)).size).toBe(acts.length);
    expect(new Set(acts.map(({ words }) => words)).size).toBe(acts.length);
  });

  it.each([
    ['lock', 'Lock the vault'],
    ['vault lock', 'Lock the vault'],
    ['dark', 'Theme: dark'],
    ['privacy', 'Hide names and masks'],
    ['paste', 'Add a key…'],
    ['LOG', 'Access log…'],
  ])('are found by their words, in any order and case: %s', (typed, first) => {
    expect(found(typed)[0]).toBe(first);
  });

  it('are not found by words that none has', () => {
    expect(found('zebra')).toEqual([]);
    expect(found('lock zebra')).toEqual([]);
  });

  it('rank the start of a word above its middle, and that above another name', () => {
    expect(fits({ words: 'Open log' }, ['log'])).toBeGreaterThan(fits({ words: 'Catalogue' }, ['log']));
    expect(fits({ words: 'Catalogue' }, ['log'])).toBeGreaterThan(
      fits({ words: 'List', also: 'log' }, ['log']),
    );
  });

  it('begin with what was done lately, then the open profile’s, then all others', () => {
    const groups = findActs('', { ...offer, open: profiles[0]!, recent: ['lock', 'gone', 'theme-dark'] });
    expect(groups.map(({ id }) => id)).toEqual(['recent', 'here', 'acts', 'profiles']);
    expect(groups[0]?.acts.map(({ id }) => id)).toEqual(['lock', 'theme-dark']);
    expect(groups[2]?.acts.map(({ id }) => id)).not.toContain('lock');
  });

  it('go to a profile by its name or its provider', () => {
    expect(found('go work')[0]).toBe('Go to Work');
    expect(found('groq')).toContain('Go to Fast');
  });

  it('do to a profile what is asked with its name', () => {
    expect(found('disable home')[0]).toBe('Disable Home');
    expect(found('home')).toEqual(expect.arrayContaining(['Go to Home', 'Edit Home…', 'Remove Home']));
  });
});

describe('keys', () => {
  const pressed = (key: string, held: Partial<KeyboardEvent> = {}) =>
    ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }) as KeyboardEvent;

  it('are those alone', () => {
    expect(arePressed(shortcuts.commands, pressed('k', { ctrlKey: true }))).toBe(true);
    expect(arePressed(shortcuts.commands, pressed('K', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(arePressed(shortcuts.commands, pressed('k'))).toBe(false);
    expect(arePressed(shortcuts.lock, pressed('L', { ctrlKey: true, shiftKey: true }))).toBe(true);
  });

  it('that are signs are known whether or not the keyboard wants Shift for them', () => {
    expect(arePressed(shortcuts.help, pressed('?', { shiftKey: true }))).toBe(true);
    expect(arePressed(shortcuts.search, pressed('/'))).toBe(true);
    expect(arePressed(shortcuts.search, pressed('/', { ctrlKey: true }))).toBe(false);
  });

  it('are written as this system writes them', () => {
    expect(written(shortcuts.lock)).toBe('Ctrl+Shift+L');
    expect(written({ key: 'arrowup', alt: true })).toBe('Alt+↑');
  });
});
