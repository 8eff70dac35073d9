import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src-main/transfer/entry.ts';
import { readFile } from '../../../src-main/transfer/read-file.ts';
import { KeywatchError } from '../../../src-shared/errors.ts';
import { inventedKeys } from '../../fixtures/real-core.ts';

const { anthropic, openai, openrouter, setupToken } = inventedKeys;
const now = Date.UTC(2027, 0, 15);
const read = (text: string, passphrase?: string) => readFile(text, { passphrase, now });
/** Entries as `where provider secret-or-reference`, or what else became of them. */
const told = (entries: readonly Entry[]) =>
  entries.map((entry) => {
    if ('leftOut' in entry) return `${entry.where} –`;
    if ('refused' in entry) return `${entry.where} refused`;
    return `${entry.where} ${entry.read.provider ?? '?'} ${entry.read.secret ?? entry.read.reference}`;
  });

describe('a .env file', () => {
  it('is read by the names of its variables and the forms of its values', async () => {
    const { format, entries } = await read(
      [
        '# keys',
        `ANTHROPIC_API_KEY=${anthropic}`,
        '',
        `export OPENAI_API_KEY="${openai}" # mine`,
        `SOME_NAME='${openrouter}'`,
        'PORT=3000',
        'DATABASE_URL=postgres://user:word@host/db',
        'SESSION_SECRET=abcdefghijklmnopqrstuvwxyz0123456789',
        'GEMINI_API_KEY=op://Private/Gemini/key',
        'EMPTY_API_KEY=',
      ].join('\n'),
    );
    expect(format).toBe('env');
    expect(told(entries)).toEqual([
      `line 2 anthropic ${anthropic}`,
      `line 4 openai ${openai}`,
      `line 5 openrouter ${openrouter}`,
      'line 6 –',
      'line 7 –',
      'line 8 –',
      'line 9 google op://Private/Gemini/key',
      'line 10 –',
    ]);
  });

  it('gives a key the address beside it', async () => {
    const key = `sk-${'local'.repeat(6)}`;
    const { entries } = await read(`OPENAI_API_KEY=${key}\nOPENAI_BASE_URL=https://llm.example.test/v1\n`);
    expect(entries[0]).toMatchObject({ read: { baseUrl: 'https://llm.example.test/v1', secret: key } });
  });

  it('with a key where a name should be repeats it nowhere', async () => {
    const { entries } = await read(`${openai}=\n${anthropic.slice(0, 60)}=x\nPORT=3000\n`);
    expect(JSON.stringify(entries)).not.toMatch(/sk-(proj|ant)/);
  });

  it('names the last line that sets a variable, which is the one that counts', async () => {
    const { entries } = await read(`OPENAI_API_KEY=old\nOPENAI_API_KEY=${openai}\n`);
    expect(told(entries)).toEqual([`line 2 openai ${openai}`]);
  });
});

describe('JSON', () => {
  it.each([
    [
      'keys by provider',
      { anthropic, openai },
      [`anthropic anthropic ${anthropic}`, `openai openai ${openai}`],
    ],
    ['keys by variable', { ANTHROPIC_API_KEY: anthropic }, [`ANTHROPIC_API_KEY anthropic ${anthropic}`]],
    [
      'a list of records',
      [
        { provider: 'anthropic', name: 'Work', key: anthropic },
        { service: 'OpenAI', label: 'Home', api_key: openai },
      ],
      [`entry 1 anthropic ${anthropic}`, `entry 2 openai ${openai}`],
    ],
    [
      'records below a member, by id',
      {
        version: 1,
        profiles: { 'anthropic:work': { type: 'api_key', provider: 'anthropic', key: anthropic } },
      },
      [`anthropic:work anthropic ${anthropic}`],
    ],
    ['records by provider', { providers: { openai: { apiKey: openai } } }, [`openai openai ${openai}`]],
    [
      'records that keep the credential below',
      {
        profiles: [
          { id: 'a1b2c3d4', name: 'Main', provider: 'openai', credential: { type: 'api_key', key: openai } },
        ],
      },
      [`entry 1 openai ${openai}`],
    ],
    ['one record', { provider: 'openai', token: openai }, [`entry 1 openai ${openai}`]],
    [
      'several keys of one provider',
      { openai: [openai, anthropic] },
      [`openai openai ${openai}`, `openai openai ${anthropic}`],
    ],
    [
      'a reference of the family',
      [{ provider: 'openai', keyRef: { source: 'env', id: 'X' } }],
      ['entry 1 openai {"source":"env","id":"X"}'],
    ],
  ])('as %s', async (_form, json, expected) => {
    expect(told((await read(JSON.stringify(json))).entries)).toEqual(expected);
  });

  it('takes names, dates, tags and addresses however they are called', async () => {
    const { entries } = await read(
      JSON.stringify([
        {
          Provider: 'custom',
          Label: 'Mine',
          'API Key': 'k'.repeat(20),
          base_url: 'https://x.test/v1',
          expires_at: '2027-03-01',
          tags: 'a, b',
          comment: 'note',
          active: false,
        },
      ]),
    );
    expect(entries[0]).toMatchObject({
      read: {
        provider: 'custom',
        name: 'Mine',
        baseUrl: 'https://x.test/v1',
        tags: ['a', 'b'],
        notes: 'note',
      },
      kept: { enabled: false },
    });
    expect(entries[0]).toMatchObject({ read: { expiresAt: Date.UTC(2027, 2, 1) } });
  });

  it('refuses a login that its owner renews, and links one it knows', async () => {
    const record = { provider: 'anthropic', type: 'oauth', access: 'a'.repeat(40), refresh: 'r'.repeat(40) };
    const { entries } = await read(JSON.stringify([record]));
    expect(entries[0]).toMatchObject({ where: 'entry 1', refused: expect.stringMatching(/sign/) });
    const login = { claudeAiOauth: { accessToken: 'a'.repeat(40), refreshToken: 'r'.repeat(40) } };
    expect(told((await read(JSON.stringify(login))).entries)).toEqual(['entry 1 ? login:claude-code']);
  });

  it('that is cut off is named by its line, without a word of it', async () => {
    const text = `{\n"openai": "${openai}",\n"x"`;
    await expect(read(text)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(read(text)).rejects.not.toThrow(openai.slice(8, 20));
  });
});

describe('CSV', () => {
  it.each([',', ';', '\t'])('separated by %j is read by the names in its first line', async (separator) => {
    const text = [
      ['name', 'provider', 'key', 'expires'],
      ['Work', 'anthropic', anthropic, '2027-03-01'],
      ['"Home, ""old"""', 'openai', openai, ''],
    ]
      .map((row) => row.join(separator))
      .join('\r\n');
    const { format, entries } = await read(`\uFEFF${text}\r\n`);
    expect(format).toBe('csv');
    expect(told(entries)).toEqual([`line 2 anthropic ${anthropic}`, `line 3 openai ${openai}`]);
    expect(entries[1]).toMatchObject({ read: { name: 'Home, "old"' } });
  });

  it('names the line that has too much in it, and the one with an open quote', async () => {
    const { entries } = await read(`name,key\nWork,${anthropic}\nA, b,${openai}\n`);
    expect(entries[1]).toMatchObject({ where: 'line 3', refused: expect.stringContaining('3 columns') });
    await expect(read(`name,key\n"Work,${anthropic}\n`)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^(?!.*sk-ant).*line 2/s),
    });
  });

  it('refuses a date that is none, and never repeats what stands there', async () => {
    const { entries } = await read(`provider,key,expires\nanthropic,${anthropic},${openai}\n`);
    expect(entries[0]).toMatchObject({ refused: expect.stringContaining('date') });
    expect(JSON.stringify(entries)).not.toContain(openai.slice(8, 24));
  });
});

describe('limits', () => {
  it('are 8 MiB, 10,000 entries and 64 KiB a secret', async () => {
    await expect(read('x'.repeat(8 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: 'too_large' });
    const many = JSON.stringify(Array.from({ length: 10_001 }, () => ({ key: 'k'.repeat(20) })));
    await expect(read(many)).rejects.toMatchObject({ code: 'too_large' });
    const { entries } = await read(JSON.stringify([{ provider: 'openai', key: 'k'.repeat(64 * 1024 + 1) }]));
    expect(entries[0]).toMatchObject({ refused: expect.stringMatching(/secret .*too long/) });
  });

  it('hold for files made to be slow', { timeout: 30_000 }, async () => {
    const slow = [
      "A='\n".repeat(400_000),
      `A="${'\\'.repeat(2_000_000)}\n`,
      `${'a='.repeat(1_000_000)}\n`,
      `name,key\n${'"'.repeat(1_000_001)}`,
      `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    ];
    for (const text of slow) {
      const from = performance.now();
      await read(text).catch((error: unknown) => expect(error).toBeInstanceOf(KeywatchError));
      expect(performance.now() - from).toBeLessThan(5_000);
    }
  });
});

describe('whatever a file holds', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom(
      '{',
      '[',
      '"',
      "'",
      ',',
      ';',
      '\n',
      '\r\n',
      '=',
      'key',
      'provider',
      'name',
      'openai',
      'secret',
    ),
    fc.constantFrom(
      anthropic,
      openai,
      setupToken,
      `sk-ant-ort01-${'x'.repeat(90)}`,
      '{"source":"env","id":"X"}',
    ),
    fc.constantFrom(
      'provider,key\n',
      'name;token\n',
      '{"profiles":',
      '{"schema":"keywatch.export/1",',
      '"content":',
    ),
  );
  const secrets = [anthropic, openai, setupToken];
  it('is read or refused in a sentence, and never thrown back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        try {
          const { entries } = await read(pieces.join(''), 'a passphrase');
          for (const entry of entries) {
            const said = JSON.stringify('read' in entry ? entry.where : entry);
            for (const secret of secrets) expect(said).not.toContain(secret.slice(10, 30));
          }
        } catch (error) {
          expect(error).toBeInstanceOf(KeywatchError);
          const { message } = error as KeywatchError;
          for (const secret of secrets) expect(message).not.toContain(secret.slice(10, 30));
        }
      }),
      { numRuns: 600 },
    );
  });
});
