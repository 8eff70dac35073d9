import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { foundSchema } from '../../../src-shared/contract-schema.ts';
import { recognise } from '../../../src-main/providers/recognise.ts';

const body93 = 'aB3-xY_9'.repeat(12).slice(0, 93);
const api = `sk-ant-api03-${body93}AA`;
const api2 = `sk-ant-api03-${[...body93].toReversed().join('')}AA`;
const admin = `sk-ant-admin01-${body93}AA`;
const setup = `sk-ant-oat01-${body93}AA`;
const openai = `sk-proj-${'Ab1_'.repeat(19).slice(0, 74)}T3BlbkFJ${'cD2-'.repeat(19).slice(0, 74)}`;
const legacy = `sk-${'a1B2'.repeat(5)}T3BlbkFJ${'c3D4'.repeat(5)}`;
const router = `sk-or-v1-${'0f'.repeat(32)}`;
const gemini = `AIza${'Qw3_-'.repeat(7)}`;
const newGemini = `AQ.${'Qw3_-'.repeat(8)}`;
const opaque = '9aF2kLm7Qx4Zt8Vb1Nc6';

const only = (text: string, hint?: { provider?: string }) => {
  const { found, cleaned } = recognise(text, hint);
  expect(found).toHaveLength(1);
  return { ...found[0]!, cleaned };
};

describe('keys of a known form', () => {
  test.each([
    [api, 'anthropic', 'api_key', 'Anthropic API key', 108],
    [admin, 'anthropic', 'api_key', 'Anthropic admin key', 110],
    [setup, 'claude-code', 'token', 'Claude setup token', 108],
    [openai, 'openai', 'api_key', 'OpenAI project key', null],
    [legacy, 'openai', 'api_key', 'OpenAI API key', null],
    [router, 'openrouter', 'api_key', 'OpenRouter API key', 73],
    [gemini, 'google', 'api_key', 'Google API key', 39],
  ])('%s is of %s', (key, provider, kind, label, expectedLength) => {
    expect(only(key)).toMatchObject({
      secret: key,
      provider,
      kind,
      label,
      expectedLength,
      confidence: 'exact',
      length: key.length,
    });
  });

  it('are shown masked, with their prefix and last four characters', () => {
    expect(only(api).mask).toBe(`sk-ant-api03-…${api.slice(-4)}`);
    expect(JSON.stringify({ ...only(api), secret: '' })).not.toContain(body93.slice(4, 40));
  });

  it('of which only the prefix is known are named by it', () => {
    expect(only(newGemini)).toMatchObject({ provider: 'google', confidence: 'prefix', problem: null });
    expect(only(`sk-ant-next07-${body93}`)).toMatchObject({
      provider: 'anthropic',
      confidence: 'prefix',
      problem: null,
    });
  });

  it('tell what a setup token asks of a person and how long it lives', () => {
    expect(only(setup)).toMatchObject({
      inferredLifetimeMs: 365 * 86_400_000,
      policy: expect.stringMatching(/terms/),
    });
    expect(only(api)).toMatchObject({ inferredLifetimeMs: null, policy: null });
  });
});

describe('what surrounds a key in a paste', () => {
  const cut = (key: string, width: number, between: string) =>
    key.replaceAll(new RegExp(`.{${width}}`, 'g'), `$&${between}`);
  test.each([
    ['blanks', `  \t${api}  \n\n`],
    ['a prompt', `$ ${api}`],
    ['the prompt of root', `# export ANTHROPIC_API_KEY=${api}`],
    ['a user’s prompt', `me@host:~/work$ export ANTHROPIC_API_KEY=${api}`],
    ['a Windows prompt', `PS C:\\Users\\me> $env:ANTHROPIC_API_KEY = "${api}"`],
    ['cmd', `C:\\Users\\me>set ANTHROPIC_API_KEY=${api}`],
    ['setx', `setx ANTHROPIC_API_KEY "${api}"`],
    ['fish', `set -gx ANTHROPIC_API_KEY ${api}`],
    ['export with quotes', `export ANTHROPIC_API_KEY="${api}"`],
    ['export with a remark', `export ANTHROPIC_API_KEY='${api}' # work`],
    ['.NET', `[System.Environment]::SetEnvironmentVariable('ANTHROPIC_API_KEY','${api}','User')`],
    ['a semicolon', `ANTHROPIC_API_KEY=${api};`],
    ['a trailing comma', `"apiKey": "${api}",`],
    ['YAML', `api_key: ${api}`],
    [
      'curl',
      `curl https://api.anthropic.com/v1/models -H "x-api-key: ${api}" -H "anthropic-version: 2023-06-01"`,
    ],
    ['Bearer', `Authorization: Bearer ${api}`],
    ['backticks', `\`${api}\``],
    ['curly quotes', `“${api}”`],
    ['angle quotes', `«${api}»`],
    ['colours', `\u001B[1m\u001B[32m${api}\u001B[0m`],
    ['a link of the terminal', `\u001B]8;;https://x.example\u0007${api}\u001B]8;;\u0007`],
    ['bracketed paste', `\u001B[200~${api}\u001B[201~`],
    [
      'invisible characters',
      `\uFEFF${api.slice(0, 30)}\u200B${api.slice(30, 60)}\u00AD${api.slice(60)}\u2060`,
    ],
    ['typographic hyphens', api.replaceAll('-', '‑')],
    [
      'wide characters',
      [...api].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(''),
    ],
    ['a box', `╭${'─'.repeat(112)}╮\n│ ${api} │\n╰${'─'.repeat(112)}╯`],
    ['a box that wraps', `┌────┐\n│ ${cut(api, 60, ' │\n│ ')} │\n└────┘`],
    ['line breaks of a terminal', cut(api, 80, '\n')],
    ['line breaks and blanks', cut(api, 40, ' \r\n   ')],
    ['blanks inside', cut(api, 50, ' ')],
    ['a name, then line breaks', `export ANTHROPIC_API_KEY=${cut(api, 55, '\n')}`],
    ['quotes over line breaks', `ANTHROPIC_API_KEY="${cut(api, 55, '\n')}"`],
    ['a sentence', `Here is my key: ${api}. Please keep it safe.`],
    ['a sentence before', `The key is\n${api}\nand it is mine`],
    ['an address', `https://proxy.example/?key=${api}&x=1`],
  ])('%s', (_what, text) => {
    expect(only(text)).toMatchObject({
      secret: api,
      provider: 'anthropic',
      confidence: 'exact',
      problem: null,
    });
  });

  test.each([
    [cut(api, 80, '\n'), '1 line break removed'],
    [cut(api, 40, '\n'), '2 line breaks removed'],
    [cut(api, 60, ' '), '1 space removed'],
    [`\u001B[1m${api}`, 'terminal codes removed'],
    [`\u200B${api}`, 'invisible characters removed'],
    [`“${api}”`, 'curly quotes made straight'],
    [`$ ${api}`, 'prompt sign removed'],
    [`│ ${api} │`, 'box border removed'],
    [`export ANTHROPIC_API_KEY="${api}"`, 'export ANTHROPIC_API_KEY= removed'],
  ])('is told: %j: %s', (text, said) => {
    expect(only(text).cleaned).toContain(said);
  });

  it('is nothing where nothing was done', () => {
    expect(recognise(`  ${api}\t \n`).cleaned).toEqual([]);
  });

  it('of a setup token is what `claude setup-token` prints around it', () => {
    const printed = `✓ Long-lived authentication token created successfully!\n\nYour OAuth token (valid for 1 year):\n\n${cut(setup, 80, '\n')}\n\nStore this token securely. You won't be able to see it again.\n\nUse this token by setting: export CLAUDE_CODE_OAUTH_TOKEN=<token>\n`;
    expect(only(printed)).toMatchObject({ secret: setup, provider: 'claude-code', problem: null });
  });
});

test.each([
  ['a known form', `${'0a1b'.repeat(8)}.${'Z'.repeat(16)}`],
  ['no known form', 'q7Zr2mXv9KdLw4TbNc8Hs1Fy6Gp3Je5U'],
])('a key of %s is found inside the marks of Markdown’s code', (_form, key) => {
  const { found, cleaned } = recognise('```bash\n' + key + '\n```\n');
  expect(found).toMatchObject([{ secret: key }]);
  expect(cleaned).toContain('code marks removed');
});

describe('copies that are not whole', () => {
  test.each([
    [setup.slice(0, 79), 'cut_off', true, /terminal/],
    [setup.slice(0, 80), 'cut_off', true, /terminal/],
    [setup.slice(0, 81), 'cut_off', true, /terminal/],
    [setup.slice(0, 107), 'cut_off', true, /107 characters.*108/],
    [setup.slice(0, 40), 'cut_off', true, /end is missing/],
    [`${setup}x`, 'too_long', true, /109/],
    [`${setup.slice(0, 106)}Az`, 'typo', true, /ends with AA/],
    [api.slice(0, 80), 'cut_off', true, /terminal/],
    [`${api}B`, 'too_long', true, /something else/],
    [router.slice(0, 60), 'cut_off', true, /73/],
    [`${router.slice(0, 72)}z`, 'typo', true, /form/],
    [openai.slice(0, 100), 'typo', false, /cut off/],
  ])('%s: %s, blocks %s', (text, code, blocks, message) => {
    expect(only(text).problem).toMatchObject({ code, blocks, message: expect.stringMatching(message) });
  });

  it('are not completed with the sentence that follows', () => {
    expect(only(`${setup.slice(0, 80)}\nStore this token securely.`)).toMatchObject({
      length: 80,
      problem: { code: 'cut_off' },
    });
    expect(only(`${setup.slice(0, 80)} Store this token now`)).toMatchObject({
      length: 80,
      problem: { code: 'cut_off' },
    });
  });
});

describe('what is refused, with what to paste instead', () => {
  test.each([
    [`sk-ant-ort01-${body93}AA`, 'refresh_token', /login:claude-code/],
    [`sk-ant-sid01-${body93}AA`, 'session_token', /setup-token/],
    [`${'aB3x'.repeat(10)}#${'yZ9-'.repeat(8)}`, 'browser_code', /claude setup-token/],
    [`${'aB3x'.repeat(10)}\n#${'yZ9-'.repeat(8)}`, 'browser_code', /sk-ant-oat01-/],
    [
      'https://platform.claude.com/oauth/code/callback?code=abcDEF123456&state=xyz',
      'browser_code',
      /setup-token/,
    ],
    ['sk-ant-api03-…9fQA', 'not_a_key', /whole key/],
    ['sk-...abcd', 'not_a_key', /key/],
    ['hello world, this is not a key at all', 'not_a_key', /no key/],
    ['<your-api-key>', 'not_a_key', /no key/],
    ['ANTHROPIC_API_KEY=your_key_here', 'not_a_key', /no key/],
    ['abc', 'not_a_key', /no key/],
    [JSON.stringify({ type: 'authorized_user', refresh_token: 'x' }), 'wrong_kind', /login of gcloud/],
    [
      `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"iss":"https://auth.openai.com"}').toString('base64url')}.c2ln`,
      'wrong_kind',
      /login:codex/,
    ],
  ])('%s: %s', (text, code, message) => {
    expect(only(text).problem).toMatchObject({ code, blocks: true, message: expect.stringMatching(message) });
  });

  it('is nothing for an empty paste', () => {
    for (const empty of ['', ' \n\t', '\u200B']) expect(recognise(empty).found).toEqual([]);
  });
});

describe('a key in the wrong place', () => {
  test.each([
    ['an admin key for inference', admin, undefined, 'anthropic', /admin key/],
    [
      'an OAuth token as API key',
      `ANTHROPIC_API_KEY=${setup}`,
      undefined,
      'claude-code',
      /ANTHROPIC_API_KEY.*Claude setup token/,
    ],
    ['an OAuth token for Anthropic', setup, 'anthropic', 'claude-code', /Anthropic.*Claude setup token/],
    ['a key of another provider', router, 'openai', 'openrouter', /OpenAI.*OpenRouter API key/],
    ['a name of another provider', `OPENAI_API_KEY=${api}`, undefined, 'anthropic', /OPENAI_API_KEY/],
  ])('%s is said and does not block', (_what, text, provider, really, message) => {
    const finding = only(text, provider === undefined ? {} : { provider });
    expect(finding.provider).toBe(really);
    expect(finding.problem).toMatchObject({
      code: 'wrong_kind',
      blocks: false,
      message: expect.stringMatching(message),
    });
  });

  it('is not said of a proxy that takes any key', () => {
    expect(only(api, { provider: 'custom' }).problem).toBeNull();
  });
});

describe('keys whose form says nothing sure', () => {
  test.each([
    ['sk- and 32', `sk-${'a1b2'.repeat(8)}`],
    ['sk- and 48', `sk-${'aB12'.repeat(12)}`],
    ['32 hexadecimal', '0a1b'.repeat(8)],
    ['64 hexadecimal', '0a1b'.repeat(16)],
    ['anything', opaque],
  ])('%s names nobody, and nobody is asked', (_what, key) => {
    expect(only(key)).toMatchObject({
      secret: key,
      provider: null,
      problem: { code: 'needs_base_url', blocks: false },
    });
  });

  test.each([
    [`OPENAI_API_KEY=sk-${'aB12'.repeat(12)}`, undefined, 'openai'],
    [`export GEMINI_API_KEY=${opaque}`, undefined, 'google'],
    [`OPENCLAW_LIVE_ANTHROPIC_KEY=${opaque}`, undefined, 'anthropic'],
    [`OPENAI_API_KEY_2=${opaque}`, undefined, 'openai'],
    [opaque, 'openrouter', 'openrouter'],
    ['local', 'custom', 'custom'],
  ])('%s meant for %s is of %s', (text, provider, really) => {
    expect(only(text, provider === undefined ? {} : { provider })).toMatchObject({
      provider: really,
      confidence: 'hint',
    });
  });

  it('are doubted when keys of that provider look otherwise', () => {
    expect(only(opaque, { provider: 'openrouter' }).problem).toMatchObject({ code: 'typo', blocks: false });
  });

  it('are made whole from two long lines', () => {
    const long = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7'.repeat(4);
    expect(only(`MY_API_KEY=${long.slice(0, 70)}\n${long.slice(70)}`).secret).toBe(long);
    expect(only(`${long.slice(0, 60)}\n${long.slice(60)}`)).toMatchObject({
      secret: long,
      cleaned: ['1 line break removed'],
    });
  });
});

describe('keys of services without a file here', () => {
  test.each([
    [`r8_${'aB12'.repeat(10).slice(0, 37)}`, 'Replicate token'],
    [`crsr_${'aB12'.repeat(16)}`, 'Cursor API key'],
    [`sk_${'0a1b'.repeat(12)}`, 'ElevenLabs API key'],
    [`ops_eyJ${'aB12'.repeat(60)}`, '1Password service account token'],
    [`AKIA${'ABCD'.repeat(4)}`, 'AWS access key id'],
  ])('%s is called a %s, and that nobody here can check it', (key, label) => {
    expect(only(key)).toMatchObject({
      secret: key,
      label,
      provider: null,
      candidates: ['custom'],
      problem: { code: 'not_a_key', blocks: false, message: expect.stringMatching(/cannot check/) },
    });
  });

  it('may be kept for a server of one’s own', () => {
    const key = `r8_${'aB12'.repeat(10).slice(0, 37)}`;
    expect(only(key, { provider: 'custom' })).toMatchObject({ provider: 'custom', problem: null });
  });
});

describe('a checksum inside a token', () => {
  // The CRC-32 of thirty zeros in base 62, reckoned by another program.
  const token = `gho_${'0'.repeat(30)}2C8GjS`;
  it('warns of a typing error and of nothing else', () => {
    expect(only(token).problem).toBeNull();
    expect(only(`${token.slice(0, -1)}T`).problem).toMatchObject({ code: 'typo', blocks: false });
    expect(only(`${token}0000`).problem).toBeNull();
  });
});

describe('several keys at once', () => {
  it('are found each once, in their order', () => {
    const { found } = recognise(`${api}\n${openai}\n\n${router}\n${api}`);
    expect(found.map(({ secret }) => secret)).toEqual([api, openai, router]);
  });

  it('of one provider get names that tell them apart', () => {
    expect(recognise(`${api}\n${api2}`).found.map(({ proposedName }) => proposedName)).toEqual([
      'Anthropic',
      'Anthropic 2',
    ]);
  });

  it('in a file of settings are found beside what is no key of a provider', () => {
    const { found } = recognise(
      `# my settings\nPORT=3000\nDATABASE_URL=postgres://u:p@h/db\nSTRIPE_SECRET_KEY=${opaque}\nexport ANTHROPIC_API_KEY=${api}\nOPENAI_API_KEY="${openai}" # work\n#OLD_KEY=${router}\nGOOGLE_API_KEY=op://vault/google/key\nOPENAI_BASE_URL=https://h.example/v1\n`,
    );
    expect(found.map(({ secret, reference }) => reference ?? secret)).toEqual([
      api,
      openai,
      'op://vault/google/key',
    ]);
    expect(found[2]).toMatchObject({ provider: 'google', secret: '' });
  });

  it('in a list under one name are taken apart', () => {
    const { found } = recognise(`OPENAI_API_KEYS=${opaque}a,${opaque}b;${opaque}c`);
    expect(found.map(({ secret }) => secret)).toEqual([`${opaque}a`, `${opaque}b`, `${opaque}c`]);
  });

  it('in JSON are found by form and by name', () => {
    const { found } = recognise(
      JSON.stringify({
        env: { ANTHROPIC_API_KEY: api, OPENAI_API_KEY: opaque, PORT: '3000' },
        list: [router],
        note: 'a sk-word',
      }),
    );
    expect(found.map(({ secret }) => secret).sort()).toEqual([api, opaque, router].sort());
  });
});

describe('references', () => {
  test.each([
    ['env:ANTHROPIC_API_KEY', 'env:ANTHROPIC_API_KEY', 'anthropic'],
    ['${OPENAI_API_KEY}', 'env:OPENAI_API_KEY', 'openai'],
    ['"op://Private/Claude/key"', 'op://Private/Claude/key', null],
    ['file:/etc/keys.json#/a/b', 'file:/etc/keys.json#/a/b', null],
    ['exec:/usr/bin/pass show key', 'exec:/usr/bin/pass show key', null],
    ['login:claude-code', 'login:claude-code', null],
    ['export GEMINI_API_KEY=op://v/i/f', 'op://v/i/f', 'google'],
  ])('%s is %s', (text, reference, provider) => {
    expect(only(text)).toMatchObject({ reference, provider, secret: '', problem: null });
  });

  it('stand in for the login files of other tools', () => {
    expect(only(JSON.stringify({ claudeAiOauth: { accessToken: setup, refreshToken: 'r' } }))).toMatchObject({
      reference: 'login:claude-code',
      secret: '',
      problem: { code: 'wrong_kind', blocks: false },
    });
    expect(only(JSON.stringify({ tokens: { access_token: 'x', refresh_token: 'y' } }))).toMatchObject({
      reference: 'login:codex',
    });
  });
});

describe('pastes of any size', () => {
  const quick = (text: string): number => {
    const before = performance.now();
    try {
      recognise(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'too_large' });
    }
    return performance.now() - before;
  };

  it('of 2 MB are refused at once, with a sentence', () => {
    const text = `${api}\n`.repeat(20_000).slice(0, 2 * 1024 * 1024);
    expect(() => recognise(text)).toThrow(/nothing was saved/);
    expect(quick(text)).toBeLessThan(50);
  });

  test.each([
    ['letters', 'a'],
    ['blanks', ' '],
    ['line breaks', '\n'],
    ['escapes', '\u001B['],
    ['open links', '\u001B]8;;'],
    ['prefixes', 'sk-'],
    ['prefixes of Anthropic', 'sk-ant-'],
    ['prefixes on lines', 'sk-ant-api03-a\n'],
    ['wrapped lines', `${'aB3_'.repeat(15)}\n`],
    ['names', 'export A_KEY='],
    ['names on lines', 'A_KEY=b\n'],
    ['prompts', 'a@b:'],
    ['bars', '| '],
    ['dots', 'eyJ.'],
    ['quotes', '"'],
    ['brackets', '[{'],
    ['slashes', '\\"'],
    ['hashes', 'aB3x#'],
    ['dollars', '$ '],
    ['colons', 'https://a/callback?'],
  ])('full of %s take time in proportion', (_what, unit) => {
    const size = 128 * 1024;
    const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
    expect(quick(text)).toBeLessThan(1500);
  });

  it('of random letters take less than 50 ms of work', () => {
    const letter = fc.constantFrom(...'abcXYZ019-_=:.,;"\'`#$%&/()[]{} \n\t\\|<>é→\u001B');
    const text = fc.array(letter, { minLength: 4096, maxLength: 4096 }).map((found) => found.join(''));
    fc.assert(
      fc.property(fc.noBias(fc.noShrink(text)), (unit) => {
        const full = unit.repeat(32);
        // The processor's time, as other programs do not count; the quickest, as code is compiled meanwhile.
        const took = Array.from({ length: 6 }, () => {
          const before = process.cpuUsage();
          recognise(full);
          return process.cpuUsage(before).user / 1000;
        });
        expect(Math.min(...took)).toBeLessThan(50);
      }),
      { numRuns: 10 },
    );
  });

  it('never fault, and give what the contract describes', () => {
    const bits = fc.constantFrom(
      api,
      setup,
      router,
      'sk-',
      'export X_KEY=',
      '"',
      '\n',
      ' ',
      '#',
      '{',
      'env:',
      '\u001B[1m',
      '=',
      ':',
      ',',
      '│',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(bits, fc.string({ maxLength: 12 })), { maxLength: 12 }), (parts) => {
        for (const { secret: _secret, ...found } of recognise(parts.join('')).found)
          foundSchema.parse({ ...found, storedAs: null });
      }),
      { numRuns: 500 },
    );
  });

  it('give the same answer for an answer', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(api, setup, openai, router, gemini),
        fc.integer({ min: 30, max: 100 }),
        (key, width) => {
          const wrapped = key.replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\n');
          expect(recognise(wrapped).found.map(({ secret }) => secret)).toEqual([key]);
        },
      ),
    );
  });
});
