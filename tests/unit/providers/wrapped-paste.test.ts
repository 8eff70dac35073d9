import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { recognise } from '../../../src-main/providers/recognise.ts';
import { alphabets, body, fixedKeys, looseKeys } from '../../fixtures/invented-keys.ts';

const loose: Record<string, fc.Arbitrary<string>> = {
  ...looseKeys,
  'a web token': body(alphabets.alnum, 60, 120).map((text) => `eyJhbGciOiJSUzI1NiJ9.eyJ1IjoxfQ.${text}`),
  'any proxy': body(alphabets.alnum, 40, 100).map((text) => `sk-${text}`),
  'letters and digits': body(alphabets.alnum, 40, 200),
  'small letters and digits': body(alphabets.lower, 32, 120),
  hexadecimal: body(alphabets.hex, 40, 128),
  'with signs': body(alphabets.word, 40, 200),
};

/** One text broken at a column: the terminal counts what stands in front of the key too. */
const broken = (text: string, width: number, between: string) =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(between) ?? text;

/** Ways in which a value with a name is pasted; those of the first list say where it ends. */
const closed: Record<string, (name: string, key: string, width: number) => string> = {
  'export in quotes': (name, key, width) => broken(`export ${name}="${key}"`, width, '\n'),
  'broken inside quotes': (name, key, width) => `export ${name}="${broken(key, width, '\n')}"`,
  'single quotes, indented': (name, key, width) => `${name}='${broken(key, width, '\n    ')}'`,
  'a waiting shell': (name, key, width) => `$ export ${name}="${broken(key, width, '\n> ')}"`,
  'a waiting zsh': (name, key, width) => `% export ${name}="${broken(key, width, '\ndquote> ')}"`,
  'a box': (name, key, width) => `│ ${name}="${broken(key, width, ' │\n│ ')}" │`,
  PowerShell: (name, key, width) => `PS C:\\> $env:${name} = "${broken(key, width, '\r\n')}"`,
  JSON: (name, key, width) => `{\n  "${name}": "${broken(key, width, '\n')}",\n  "port": 3000\n}`,
  'JSON in one line': (name, key, width) => broken(`{"port":3000,"${name}":"${key}"}`, width, '\n'),
  'a part of JSON': (name, key, width) => `"${name}": "${broken(key, width, '\n  ')}",`,
  'a header of curl': (_name, key, width) =>
    `curl https://h.example/v1/models -H "Authorization: Bearer ${broken(key, width, '\n')}" -H "a: b"`,
  'a header in quotes': (_name, key, width) => `-H 'x-api-key: ${broken(key, width, '\n')}' \\`,
};

const open: Record<string, (name: string, key: string, width: number) => string> = {
  'a terminal': (name, key, width) => broken(`export ${name}=${key}`, width, '\n'),
  'a terminal with a prompt': (name, key, width) => broken(`$ export ${name}=${key}`, width, '\n'),
  'after so many characters': (name, key, width) => `${name}=${broken(key, width, '\n')}`,
  indented: (name, key, width) => `${name}=${broken(key, width, '\n   ')}`,
  'a box': (name, key, width) => `│ ${broken(`${name}=${key}`, width, ' │\n│ ')} │`,
  quoted: (name, key, width) => `> ${broken(`${name}=${key}`, width, '\n> ')}`,
  backslashes: (name, key, width) => `${name}=${broken(key, width, '\\\n')}`,
  header: (_name, key, width) => broken(`Authorization: Bearer ${key}`, width, '\n'),
};

const only = (text: string) => {
  const { found } = recognise(text);
  expect(found, text).toHaveLength(1);
  return found[0]!;
};

const width = fc.integer({ min: 24, max: 120 });
const every = { ...fixedKeys, ...loose };
const runs = { numRuns: 60 };

describe.each(Object.entries(closed))('a key broken by %s', (_way, paste) => {
  it.each(Object.entries(every))('comes back whole: %s', (_shape, key) => {
    fc.assert(
      fc.property(key, width, (secret, columns) => {
        const found = only(paste('FOO_API_KEY', secret, columns));
        expect(found.secret).toBe(secret);
        expect(found.problem?.code).not.toBe('cut_off');
      }),
      runs,
    );
  });
});

describe.each(Object.entries(open))('a key broken without quotes by %s', (_way, paste) => {
  it.each(Object.entries(fixedKeys))('comes back whole: %s', (_shape, key) => {
    fc.assert(
      fc.property(key, width, (secret, columns) => {
        expect(only(paste('FOO_API_KEY', secret, columns)).secret).toBe(secret);
      }),
      runs,
    );
  });

  const behind = [
    '',
    '\n',
    '\n$ ls',
    '\n\nThanks',
    '\nThis is the key of the team.',
    '\nPORT=3000',
    '\n# the end',
  ];
  it.each(Object.entries(loose))('comes back whole or is doubted, never shortened: %s', (_shape, key) => {
    let doubted = 0;
    let all = 0;
    fc.assert(
      fc.property(key, width, fc.constantFrom(...behind), (secret, columns, rest) => {
        const found = only(paste('FOO_API_KEY', secret, columns) + rest);
        all++;
        if (found.problem?.blocks === true) doubted++;
        else expect(found.secret).toBe(secret);
      }),
      { numRuns: 100 },
    );
    expect(doubted / all).toBeLessThan(0.2);
  });
});

describe('a key alone', () => {
  test.each(Object.entries(every))(
    'broken at any column comes back whole or is doubted: %s',
    (_shape, key) => {
      fc.assert(
        fc.property(
          key,
          fc.integer({ min: 12, max: 120 }),
          fc.constantFrom('\n', '\n  ', ' │\n│ '),
          (secret, columns, between) => {
            const found = only(broken(secret, columns, between));
            if (found.problem?.blocks !== true) expect(found.secret).toBe(secret);
          },
        ),
        { numRuns: 100 },
      );
    },
  );
});

describe('two keys in a file of settings', () => {
  const names = [
    ['FOO_API_KEY', 'BAR_API_KEY'],
    ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY'],
    ['OPENAI_API_KEY', 'FOO_API_KEY'],
    ['foo_api_key', 'BAR_APIKEY_2'],
  ] as const;
  const shape = fc.constantFrom(...Object.values(every)).chain((key) => key);
  const forms: Record<string, (name: string, key: string) => string> = {
    exports: (name, key) => `export ${name}=${key}`,
    settings: (name, key) => `${name}=${key}`,
    'settings in quotes': (name, key) => `${name}="${key}"`,
    'indented settings': (name, key) => `  ${name}='${key}'`,
    YAML: (name, key) => `${name}: ${key}`,
    'settings with remarks': (name, key) => `${name} = ${key} # mine`,
  };
  it.each(Object.entries(forms))('written as %s are two', (_how, form) => {
    fc.assert(
      fc.property(fc.constantFrom(...names), shape, shape, (both, first, second) => {
        const text = [first, second].map((key, at) => form(both[at]!, key)).join('\n');
        expect(recognise(text).found.map(({ secret }) => secret)).toEqual([first, second]);
      }),
      { numRuns: 100 },
    );
  });

  it('wrapped by a terminal are two, whole or doubted', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), shape, shape, width, (both, first, second, columns) => {
        const text = [first, second].map((key, at) => broken(`${both[at]}=${key}`, columns, '\n')).join('\n');
        const { found } = recognise(text);
        expect(found).toHaveLength(2);
        for (const [at, one] of found.entries())
          if (one.problem?.blocks !== true) expect(one.secret).toBe([first, second][at]);
      }),
      { numRuns: 200 },
    );
  });
});

it('a last sign alone in its line belongs to the key above', () => {
  const key = `ABSK${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(5)}x+`;
  expect(only(`FOO_API_KEY=${broken(key, 28, '\n   ')}`).secret).toBe(key);
});

describe('what was copied with a key of unknown form', () => {
  const key = 'q7Zr2mXv9KdLw4TbNc8Hs1Fy6Gp3Je5Ua0Bi';
  test.each([
    ['a prompt below', `$ export FOO_API_KEY=${key}\n$ npm start`],
    ['a user’s prompt below', `me@host:~$ export FOO_API_KEY=${key}\nme@host:~$ python3 run.py`],
    ['a sentence below', `FOO_API_KEY=${key}\nKeep it safe, please.`],
    ['a paragraph below', `FOO_API_KEY=${key}\n\nThanks`],
    ['a remark below', `FOO_API_KEY=${key}\n# production`],
    ['a setting below', `FOO_API_KEY=${key}\nPORT=3000`],
    ['an address below', `FOO_API_KEY=${key}\nhttps://h.example/welcome`],
    [
      'a word below, in a wider text',
      `These are the settings of our own server, as of today:\nFOO_API_KEY=${key}\nThanks`,
    ],
    ['a command behind', `FOO_API_KEY=${key} npm start`],
    ['nothing above but a name', `FOO_API_KEY=\n${key}`],
    ['YAML', `foo_api_key: >-\n  ${key}`],
    ['JSON', `{"fooApiKey":"${key}","model":"x"}`],
    ['a header of fetch', `headers: {\n  "Authorization": "Bearer ${key}",\n}`],
    ['no name, a prompt below', `${key}\n$ npm start`],
    ['no name, a sentence below', `${key}\nKeep it safe.`],
  ])('%s is left out', (_what, text) => {
    expect(only(text)).toMatchObject({ secret: key, problem: { code: 'needs_base_url', blocks: false } });
  });

  test.each([
    ['a word below', `FOO_API_KEY=${key}\nThanks`],
    ['a short rest below', `FOO_API_KEY=${key}\nx9`],
    ['a quote that nothing closes', `FOO_API_KEY="${key}`],
    ['something behind it', `FOO_API_KEY=${key} x9Zq7`],
    ['a second key of the same length', `${key}\n${[...key].toReversed().join('')}`],
    ['a second key under one name', `FOO_API_KEY=${key}\n${[...key].toReversed().join('')}`],
    ['a rest before more words', `FOO_API_KEY=${key}\nx9Zq7Rt2 is the key`],
  ])('%s makes it doubtful, so it cannot be stored', (_what, text) => {
    expect(only(text).problem).toMatchObject({
      code: 'cut_off',
      blocks: true,
      message: expect.stringMatching(/alone/),
    });
  });

  it('is told when it was made whole', () => {
    const { cleaned } = recognise(`export FOO_API_KEY="${key.slice(0, 20)}\n${key.slice(20)}"`);
    expect(cleaned).toContain('1 line break removed');
  });
});

describe('the name proposed for a key', () => {
  test.each([
    'q7Zr2mXv9KdLw4TbNc8Hs1Fy6Gp3Je5U',
    'FOO_API_KEY=q7Zr2mXv9KdLw4TbNc8Hs1Fy6Gp3Je5U',
    'op://Private/Claude/key',
    'hello world',
    'sk-ant-sid01-abc',
    `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"iss":"https://x.example"}').toString('base64url')}.c2ln`,
  ])('is never empty: %s', (text) => {
    for (const { proposedName } of recognise(text).found) expect(proposedName).not.toBe('');
  });
  it('tells several without a provider apart', () => {
    const { found } = recognise('A_API_KEY=q7Zr2mXv9KdLw4TbNc8H\nB_API_KEY=s1Fy6Gp3Je5Ua0Biq7Zr');
    expect(found.map(({ proposedName }) => proposedName)).toEqual(['Key', 'Key 2']);
  });
});
