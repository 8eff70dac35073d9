import JSON5 from 'json5';
import { describe, expect, it } from 'vitest';
import { providerIn, withoutProvider, withProvider } from '../../../src-main/linking/config-text.ts';
import { edited } from '../../../src-main/linking/json-text.ts';

const entry = { source: 'exec', command: '/data/launchers/keywatch-openclaw', timeoutMs: 15_000 };
const linked = (text: string | null) => withProvider(text, 'keywatch', entry);

const texts: Readonly<Record<string, string>> = {
  'nothing in it': '{}',
  'nothing in it but a comment': '{ /* later */ }\n',
  'a line for each': '{\n  "a": 1,\n  "b": [1, 2]\n}\n',
  'commas at the end': "{\n  a: 1,\n  'b': [1, 2,],\n}\n",
  'one line': '{ a: 1, b: 2 }',
  'one line with a comma at its end': '{ a: 1, b: 2, }',
  tabs: '{\n\ta: 1, // one\n\tb: {\n\t\tc: 2\n\t}\n}\n',
  'the line ends of Windows': '{\r\n  a: 1\r\n}\r\n',
  'comments after the last': '// first\n{\n  a: 1, // one\n  // the last word\n}\n// after\n',
  'a comment without a comma before it': '{\n  a: 1 // one\n  /* two */\n}',
  'secrets of its own': '{\n  secrets: { defaults: { env: "e" } },\n  z: 1\n}\n',
  'no providers yet': '{ secrets: {} }',
  'providers of its own': `{
  secrets: {
    providers: {
      // the safe
      vault: { source: 'exec', command: '/usr/bin/safe' },
    },
  },
  unheardOf: +0.5, half: .5, hex: 0xFF, never: NaN, long: 'a\\
b', \\u0061x: Infinity,
}`,
};

describe('a configuration that gets a secret provider', () => {
  it.each(Object.entries(texts))('says that, and everything else as before: %s', (_, text) => {
    const changed = linked(text);
    expect(changed).not.toBeNull();
    const before: { secrets?: { providers?: object } } = JSON5.parse(text);
    expect(JSON5.parse(changed?.text ?? '')).toEqual({
      ...before,
      secrets: { ...before.secrets, providers: { ...before.secrets?.providers, keywatch: entry } },
    });
    expect(providerIn(changed?.text ?? '', 'keywatch')).toEqual(entry);
    // Every piece of the text is still there, in its order.
    let at = 0;
    for (const piece of text.match(/\S+/g) ?? []) {
      at = (changed?.text ?? '').indexOf(piece.replace(/[}\],]+$/, ''), at);
      expect(at).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(Object.entries(texts))('can be undone to the byte: %s', (_, text) => {
    const changed = linked(text);
    expect(edited(changed?.text ?? '', changed?.undo ?? [])).toBe(text);
  });

  it.each(Object.entries(texts))(
    'says what it said before when the provider is taken out by name: %s',
    (_, text) => {
      const back = withoutProvider(linked(text)?.text ?? '', 'keywatch');
      const { secrets: _secrets, ...others }: { secrets?: unknown } = JSON5.parse(text);
      expect(JSON5.parse(back?.text ?? '')).toMatchObject(others);
      expect(providerIn(back?.text ?? '', 'keywatch')).toBeUndefined();
      for (const comment of text.match(/\/\/.*|\/\*.*\*\//g) ?? [])
        expect(back?.text).toContain(comment.trim());
    },
  );

  it('is made where there was none', () => {
    expect(JSON5.parse(linked(null)?.text ?? '')).toEqual({ secrets: { providers: { keywatch: entry } } });
  });

  it.each([
    ['no object', '[]'],
    ['cut off', '{ secrets: {'],
    ['no text', ''],
    ['secrets that are no object', '{ secrets: [1] }'],
    ['providers that are a text', '{ secrets: { providers: "none" } }'],
    ['a number that begins with a sign and a dot', '{ a: -.5 }'],
    ['a part that is told of twice, and so in doubt', '{ secrets: { a: 1 }, secrets: 2 }'],
  ])('is refused where that cannot be done safely: %s', (_, text) => {
    expect(linked(text)).toBeNull();
  });

  it('takes the later of two parts of one name, as every reader of it does', () => {
    const text = '{ secrets: { a: 1 }, secrets: { b: 2 } }';
    expect(JSON5.parse(linked(text)?.text ?? '')).toEqual({
      secrets: { b: 2, providers: { keywatch: entry } },
    });
  });
});
