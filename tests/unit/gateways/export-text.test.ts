import { describe, expect, it, test } from 'vitest';
import { exportedText, type ToExport } from '../../../src-main/linking/export-text.ts';

const key = (id: string, secret: string): ToExport => ({
  id,
  type: 'api_key',
  provider: id.split(':')[0] ?? '',
  secret,
  expires: null,
});
const token = (id: string, secret: string, expires: number | null): ToExport => ({
  ...key(id, secret),
  type: 'token',
  expires,
});

describe('a store with profiles of ours in clear', () => {
  it('keeps every other byte as it was', () => {
    const text = `{\n\t"later": [1,  2],\n\t"profiles": {\n\t\t"a:b": {"type": "api_key", "provider": "a", "key": "old", "unheardOf": {"x":1}}\n\t}, "order": {"a": ["a:b"]}\n}\n`;
    expect(exportedText(text, [key('a:b', 'new')])).toBe(text.replace('"old"', '"new"'));
    const two = exportedText(text, [key('c:d', 'secret')])!;
    expect(two).toContain('"later": [1,  2]');
    expect(two).toContain('{"type": "api_key", "provider": "a", "key": "old", "unheardOf": {"x":1}}');
    expect(JSON.parse(two).profiles['c:d']).toEqual({ type: 'api_key', provider: 'c', key: 'secret' });
  });

  it('is made where there is none', () => {
    expect(JSON.parse(exportedText(null, [key('a:b', 's'), token('a:c', 't', 5)])!)).toEqual({
      version: 1,
      profiles: {
        'a:b': { type: 'api_key', provider: 'a', key: 's' },
        'a:c': { type: 'token', provider: 'a', token: 't', expires: 5 },
      },
    });
    expect(JSON.parse(exportedText('{}', [key('a:b', 's')])!)).toMatchObject({
      profiles: { 'a:b': { key: 's' } },
    });
  });

  it('has no reference left in the way of the secret, and the end of the present token', () => {
    const entry = (members: object) =>
      JSON.stringify({ profiles: { 'a:b': { provider: 'a', ...members } } }, null, 1);
    const read = (text: string | null) => JSON.parse(text ?? 'null').profiles['a:b'] as object;
    const keyRef = { source: 'env', provider: 'default', id: 'X' };
    expect(read(exportedText(entry({ type: 'api_key', keyRef }), [key('a:b', 's')]))).toEqual({
      provider: 'a',
      type: 'api_key',
      key: 's',
    });
    expect(
      read(exportedText(entry({ mode: 'api_key', apiKey: 'old', keyRef, email: 'x' }), [key('a:b', 's')])),
    ).toEqual({
      provider: 'a',
      mode: 'api_key',
      apiKey: 's',
      email: 'x',
    });
    const old = entry({ type: 'token', token: 'old', expires: 1 });
    expect(read(exportedText(old, [token('a:b', 't', 9)]))).toEqual({
      provider: 'a',
      type: 'token',
      token: 't',
      expires: 9,
    });
    expect(read(exportedText(old, [token('a:b', 't', null)]))).toEqual({
      provider: 'a',
      type: 'token',
      token: 't',
    });
    expect(read(exportedText(entry({ type: 'token', token: 'old' }), [token('a:b', 't', 9)]))).toMatchObject({
      expires: 9,
    });
  });

  test.each(['', '[]', '{"profiles": []}', '{"profiles": {"a:b": 1}}', '{"profiles": {'])(
    'is none where more than meant would change: %s',
    (text) => expect(exportedText(text, [key('a:b', 's')])).toBeNull(),
  );
});
