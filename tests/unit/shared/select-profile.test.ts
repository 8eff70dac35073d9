import { describe, expect, test } from 'vitest';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { selectProfile } from '../../../src-shared/select-profile.ts';

const profiles = [
  { id: 'anthropic:work', name: 'Work' },
  { id: 'anthropic:workshop', name: 'Workshop' },
  { id: 'openai:home', name: 'Home' },
  { id: 'openai:team', name: 'Platform team' },
  { id: 'google:home', name: 'Home' },
];

function outcome(selector: string): string {
  try {
    return selectProfile(selector, profiles).id;
  } catch (error) {
    if (error instanceof KeywatchError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('the profile that is meant', () => {
  test.each([
    ['anthropic:work', 'anthropic:work'],
    ['ANTHROPIC:WORK', 'anthropic:work'],
    ['Work', 'anthropic:work'],
    ['works', 'anthropic:workshop'],
    ['openai:t', 'openai:team'],
    ['plat', 'openai:team'],
    [' google ', 'google:home'],
    ['g', 'google:home'],
  ])('%j is %s', (selector, id) => expect(outcome(selector)).toBe(id));

  test.each([
    [
      'openai',
      'ambiguous: “openai” could be openai:home, openai:team; nothing was changed; type more of the one you mean.',
    ],
    [
      'Home',
      'ambiguous: “Home” could be openai:home, google:home; nothing was changed; type more of the one you mean.',
    ],
    [
      'wor',
      'ambiguous: “wor” could be anthropic:work, anthropic:workshop; nothing was changed; type more of the one you mean.',
    ],
    ['team', 'not_found: No profile begins with “team”; nothing was changed; near it: openai:team.'],
    ['nobody', 'not_found: No profile begins with “nobody”; nothing was changed; auth list shows them all.'],
    ['', 'bad_usage: No profile was named; type its id, or the beginning of its id or name.'],
  ])('%j is refused by name', (selector, said) => expect(outcome(selector)).toBe(said));

  test('many candidates are named up to five', () => {
    const many = Array.from({ length: 9 }, (_, n) => ({ id: `a:x${n}`, name: `N${n}` }));
    expect(() => selectProfile('a:', many)).toThrow('a:x0, a:x1, a:x2, a:x3, a:x4 and 4 more');
  });

  test.each(['sk-ant-api03-inventedinventedinvented', 'AIzaSyInventedInvented', 'x'.repeat(80)])(
    'a secret in the place of a name is not repeated',
    (secret) => {
      expect(outcome(secret)).toMatch(/^not_found: No profile begins with what was typed/);
    },
  );
});
