import { describe, expect, it } from 'vitest';
import { headedLines } from '../../../src-renderer/profiles/lines.ts';
import { listRows } from '../../../src-renderer/profiles/rows.ts';
import { seen, stored, viewed } from '../../fixtures/profiles.ts';

const ids = ['anthropic:home', 'anthropic:work', 'groq:fast'];
const profiles = viewed(
  ids.map((id) => stored(id)),
  ids.map((id) => seen(id)),
);

describe('the lines of the narrow list', () => {
  it.each([true, false])('name a provider once above its profiles (grouped: %s)', (grouped) => {
    const rows = listRows(
      profiles,
      { search: '', state: 'all', providers: new Set(), sort: null, grouped },
      new Set(),
    );
    expect(headedLines(rows, profiles).map(({ id }) => id)).toEqual([
      'group anthropic:home',
      'anthropic:home',
      'anthropic:work',
      'group groq:fast',
      'groq:fast',
    ]);
  });
});
