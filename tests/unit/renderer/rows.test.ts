import { describe, expect, it } from 'vitest';
import { keepRows, listRows, matches, type ListChoice } from '../../../src-renderer/profiles/rows.ts';
import { cooling, day, now, seen, stored, viewed } from '../../fixtures/profiles.ts';

const whole: ListChoice = { search: '', state: 'all', providers: new Set(), sort: null, grouped: true };

const profiles = viewed(
  [
    stored('openai:shell', { reference: 'env:OPENAI_API_KEY', mask: null, expiresAt: now + 40 * day }),
    stored('anthropic:work', { tags: ['nightly'], expiresAt: now + 300 * day }),
    stored('anthropic:home'),
    stored('groq:fast', { expiresAt: now + 5 * day }),
    stored('openai:off', { enabled: false }),
  ],
  [
    seen('openai:shell'),
    seen('anthropic:work'),
    cooling('anthropic:home', now + 60_000),
    seen('groq:fast'),
    seen('openai:off'),
  ],
);

const ids = (choice: Partial<ListChoice>, attention: string[] = []) =>
  listRows(profiles, { ...whole, ...choice }, new Set(attention)).map(({ id }) => id);

describe('the lines of the list', () => {
  it('stand together by provider, in the order of serving', () => {
    expect(ids({})).toEqual(['anthropic:work', 'anthropic:home', 'groq:fast', 'openai:shell', 'openai:off']);
  });

  it('name their provider on the first of a group and close it on the last', () => {
    const rows = listRows(profiles, whole, new Set());
    expect(rows.map(({ first, last, siblings }) => [first, last, siblings])).toEqual([
      [true, false, 2],
      [false, true, 2],
      [true, true, 1],
      [true, false, 2],
      [false, true, 2],
    ]);
  });

  it.each<[what: string, choice: Partial<ListChoice>, left: string[]]>([
    ['a name', { search: 'WOR' }, ['anthropic:work']],
    ['a provider', { search: 'groq' }, ['groq:fast']],
    ['a tag', { search: 'nightly' }, ['anthropic:work']],
    ['a reference', { search: 'openai_api' }, ['openai:shell']],
    ['several words, all of which must occur', { search: 'anthropic home' }, ['anthropic:home']],
    ['a state', { state: 'cooldown' }, ['anthropic:home']],
    ['what a person switched off', { state: 'disabled' }, ['openai:off']],
    ['some providers', { providers: new Set(['groq']) }, ['groq:fast']],
    ['nothing that is there', { search: 'nowhere' }, []],
  ])('are narrowed by %s', (_, choice, left) => {
    expect(ids(choice)).toEqual(left);
  });

  it('are narrowed to what needs attention by the rule that said so', () => {
    expect(ids({ state: 'attention' }, ['groq:fast'])).toEqual(['groq:fast']);
  });

  it('sorted by date, what has none comes last whichever way', () => {
    const flat = { grouped: false, sort: { column: 'expiry', descending: false } };
    expect(ids(flat).slice(0, 3)).toEqual(['groq:fast', 'openai:shell', 'anthropic:work']);
    expect(ids({ ...flat, sort: { column: 'expiry', descending: true } }).slice(0, 3)).toEqual([
      'anthropic:work',
      'openai:shell',
      'groq:fast',
    ]);
  });

  it('sorted and grouped, groups follow their first', () => {
    expect(ids({ sort: { column: 'expiry', descending: false } })).toEqual([
      'groq:fast',
      'openai:shell',
      'openai:off',
      'anthropic:work',
      'anthropic:home',
    ]);
  });

  it('are in the usual order when a column is asked for that no longer exists', () => {
    expect(ids({ sort: { column: 'gone', descending: false } })).toEqual(ids({}));
  });

  it('stay the very same objects while nothing moved, so that only what changed is drawn', () => {
    const keep = keepRows();
    const first = keep(listRows(profiles, whole, new Set()));
    expect(keep(listRows([...profiles], whole, new Set()))).toBe(first);
    const narrowed = keep(listRows(profiles, { ...whole, search: 'openai' }, new Set()));
    expect(narrowed[0]).toBe(first[3]);
  });
});

it('an empty search matches everything', () => {
  expect(profiles.every((profile) => matches(profile, '  '))).toBe(true);
});
