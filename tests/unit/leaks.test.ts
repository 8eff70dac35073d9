import { describe, expect, test } from 'vitest';
import { leaksOf } from '../fixtures/leaks.ts';

const secret = `sk-ant-api03-${'Qz7_xV-'.repeat(13)}abAA`;

describe('the search for leaks', () => {
  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => `"${text}"`],
    ['a piece', (text) => text.slice(10, 60)],
    ['base64', (text) => Buffer.from(text).toString('base64')],
    ['base64 behind one letter', (text) => Buffer.from(`a${text}`).toString('base64')],
    ['base64 behind two letters', (text) => Buffer.from(`ab${text}`).toString('base64')],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['a query', (text) => new URLSearchParams({ key: text }).toString()],
    ['a query, every character', (text) => text.replaceAll(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`)],
    ['JSON, every character', (text) => text.replaceAll(/./g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)],
    ['backwards', (text) => [...text].toReversed().join('')],
  ])('finds it: %s', (_, form) => {
    expect(leaksOf(secret, [{ where: 'log', content: `before ${form(secret)} after` }])).not.toEqual([]);
  });

  test('finds nothing in a mask and a fingerprint', () => {
    expect(leaksOf(secret, [{ where: 'log', content: 'sk-ant-api03-…abAA 3f9a12c4' }])).toEqual([]);
  });
});
