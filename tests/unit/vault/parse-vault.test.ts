import { describe, expect, it } from 'vitest';
import { parseVault } from '../../../src-main/vault/parse-vault.ts';

const lines = [
  '{"version":1,"profiles":{',
  '"openai:a":{"n":1},',
  '"openai:b":{"n":2},',
  '"openai:c":{"n":3}',
  '}}',
  '',
];
const whole = lines.join('\n');
const profiles = (text: string) => (parseVault(text) as { profiles: object }).profiles;

describe('the text of a vault', () => {
  it('is read whole while it is sound', () => {
    expect(parseVault(`\uFEFF${whole}`)).toEqual({
      version: 1,
      profiles: { 'openai:a': { n: 1 }, 'openai:b': { n: 2 }, 'openai:c': { n: 3 } },
    });
  });

  it.each([
    ['a quote that is gone', whole.replace('"n":2', 'n":2'), 'openai:b', '"openai:b":{n":2},'],
    ['a brace that is gone', whole.replace('2}', '2'), 'openai:b', '"openai:b":{"n":2,'],
    [
      'an id that cannot be read',
      whole.replace('"openai:b', '"openai:\u0001'),
      'unreadable:2',
      '"openai:\u0001":{"n":2},',
    ],
    [
      'a line break for a comma',
      whole.replace('{"n":2', '{"m":1\n"n":2'),
      'openai:b',
      '"openai:b":{"m":1\n"n":2},',
    ],
    [
      'a quote for a letter of its id',
      whole.replace('"openai:b', '"open"i:b'),
      'unreadable:2',
      '"open"i:b":{"n":2},',
    ],
    ['a line break inside it', whole.replace('"n":2', '"n\n:2'), 'openai:b', '"openai:b":{"n\n:2},'],
  ])('gives the other records where one has %s, and keeps that one as it lies', (_, text, id, kept) => {
    expect(profiles(text)).toEqual({
      'openai:a': { n: 1 },
      [id]: { unreadable: kept },
      'openai:c': { n: 3 },
    });
  });

  it('loses no record where a line break or a comma between two is damaged', () => {
    const all = { 'openai:a': { n: 1 }, 'openai:b': { n: 2 }, 'openai:c': { n: 3 } };
    for (const text of [
      whole.replace('},\n', '},\u0001'),
      whole.replace('},\n', '}x\n'),
      whole.replace('{\n"', '{\u0001"'),
    ])
      expect(profiles(text)).toEqual(all);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a text that was cut off', whole.slice(0, -6), 'cut short'],
    ['a head that is damaged', whole.replace('"version"', 'version'), 'damaged'],
    ['another file', 'MZ', 'not valid JSON'],
  ])('is refused in words where there is %s', (_, text, words) => {
    expect(() => parseVault(text)).toThrow(words);
  });
});
