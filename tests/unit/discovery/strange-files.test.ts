import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { shownOf } from '../../../src-main/discovery/sighting.ts';
import { fullHome, invented } from '../../fixtures/discovery-home.ts';
import { lookIn, the } from '../../fixtures/found.ts';
import { agentDirectory, put, putDatabase, treeOf } from '../../fixtures/gateway-homes.ts';
import { leaksOf } from '../../fixtures/leaks.ts';

const now = Date.UTC(2026, 10, 21);
const onWindows = process.platform === 'win32';
const asRoot = process.getuid?.() === 0;
let base: string;
let home: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'kw-strange-'));
  home = join(base, 'home');
  mkdirSync(home);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const look = (more: Partial<Parameters<typeof lookIn>[0]> = {}) => lookIn({ home, now, ...more });
const secret = invented('strange').openai;
const line = `OPENAI_API_KEY=${secret}\n`;
const messages = ({ problems }: Awaited<ReturnType<typeof look>>) =>
  problems.map(({ where, message }) => `${where.replace(home, '~')}: ${message}`);

describe.skipIf(onWindows)('a link', () => {
  it('that leads out of the home directory is not followed, be it of a file or of a folder', async () => {
    const outside = join(base, 'outside');
    put(join(outside, 'env'), line);
    put(join(outside, '.credentials.json'), JSON.stringify({ claudeAiOauth: { accessToken: secret } }));
    put(join(outside, 'agents/main/agent/auth-profiles.json'), JSON.stringify({ profiles: {} }));
    symlinkSync(join(outside, 'env'), join(home, '.env'));
    symlinkSync(outside, join(home, '.claude'));
    symlinkSync(outside, join(home, '.openclaw'));
    const found = await look();
    expect(found.sightings).toEqual([]);
    const why = 'it leads out of the home directory and was not followed';
    expect(messages(found)).toEqual([
      `~/.env: ${why}`,
      `~/.claude/.credentials.json: ${why}`,
      `~/.openclaw: ${why}`,
    ]);
  });

  it('within the home directory is followed: people keep their settings elsewhere in it', async () => {
    put(join(home, 'settings', 'zshrc'), `export ${line}`);
    symlinkSync(join(home, 'settings', 'zshrc'), join(home, '.zshrc'));
    expect(the('shell:OPENAI_API_KEY', await look()).where).toBe(join(home, '.zshrc'));
  });

  it('that is the home directory itself is no obstacle', async () => {
    put(join(home, '.env'), line);
    const other = join(base, 'other');
    symlinkSync(home, other);
    expect((await lookIn({ home: other, now })).sightings).toHaveLength(1);
  });

  it('that leads nowhere, or in a circle, holds nobody up', async () => {
    symlinkSync(join(home, 'gone'), join(home, '.env'));
    symlinkSync(join(home, '.bashrc'), join(home, '.bashrc'));
    const found = await look();
    expect(found.sightings).toEqual([]);
    expect(messages(found)).toEqual(['~/.bashrc: it may not be opened (ELOOP)']);
  });

  it('of a gateway’s store that leads out of home has the whole gateway passed over', async () => {
    put(
      join(base, 'store.json'),
      JSON.stringify({ profiles: { 'openai:x': { type: 'api_key', provider: 'openai', key: secret } } }),
    );
    const agent = join(home, '.openclaw', 'agents', 'main', 'agent');
    mkdirSync(agent, { recursive: true });
    symlinkSync(join(base, 'store.json'), join(agent, 'auth-profiles.json'));
    const found = await look();
    expect(found.sightings).toEqual([]);
    expect(messages(found)).toHaveLength(1);
  });

  test.each(['agents/main/agent/openclaw-agent.sqlite', 'state/openclaw.sqlite'])(
    'of a gateway’s %s is told, and nothing behind it is copied',
    async (name) => {
      const database = putDatabase(join(base, 'elsewhere'), { profiles: {} });
      database.close();
      const path = join(home, '.openclaw', name);
      mkdirSync(dirname(path), { recursive: true });
      symlinkSync(join(agentDirectory(join(base, 'elsewhere')), 'openclaw-agent.sqlite'), path);
      const found = await look();
      expect(found.sightings).toEqual([]);
      expect(messages(found)).toEqual([
        `~/.openclaw/${name}: it leads out of the home directory and was not followed`,
      ]);
    },
  );
});

describe('a file that is no file of settings', () => {
  it('because it is larger than 1 MB is not read', async () => {
    put(join(home, '.env'), `${line}${'# nothing\n'.repeat(120_000)}`);
    const found = await look();
    expect(found.sightings).toEqual([]);
    expect(messages(found)).toEqual(['~/.env: it is larger than 1 MB']);
  });

  it('and has just 1 MB is read', async () => {
    put(join(home, '.env'), line.padEnd(1024 * 1024, '#'));
    expect((await look()).sightings).toHaveLength(1);
  });

  it('but bytes is not read', async () => {
    put(join(home, '.env'), `\u0000\u0001${line}`);
    expect(messages(await look())).toEqual(['~/.env: it is no text']);
  });

  it.skipIf(onWindows)('but a pipe that nobody writes to, or a folder, holds nobody up', async () => {
    execFileSync('mkfifo', [join(home, '.env')]);
    mkdirSync(join(home, '.zshrc'));
    expect(messages(await look())).toEqual(['~/.env: it is no file', '~/.zshrc: it is no file']);
  });

  test.each([
    ['cut off', '{"claudeAiOauth":{"accessToken":"', 'it is cut off: the JSON has no end'],
    ['no JSON', 'hello }', 'it is no JSON'],
    ['empty', '', 'it is empty'],
    ['a list', '[]', 'it is no JSON object'],
  ])('but JSON that is %s is told of, without a word of it', async (_, text, why) => {
    put(join(home, '.claude', '.credentials.json'), text + (text.endsWith('"') ? secret : ''));
    const found = await look();
    expect(found.sightings).toEqual([]);
    expect(messages(found)).toEqual([`~/.claude/.credentials.json: ${why}`]);
  });

  test.each([
    ['.claude/.credentials.json', { claudeAiOauth: 7 }],
    ['.claude/.credentials.json', { mcpOAuth: { token: secret } }],
    ['.codex/auth.json', { tokens: [secret], OPENAI_API_KEY: null }],
    ['.local/share/opencode/auth.json', { openai: { type: 'wrong', key: secret }, groq: null, x: [] }],
    ['.config/io.datasette.llm/keys.json', { openai: { key: secret }, groq: 12 }],
    ['.aws/sso/cache/x.json', { expiresAt: 'never' }],
    ['.config/gcloud/application_default_credentials.json', { type: 'external_account' }],
    ['.continue/config.json', { models: [null, 'x', { apiKey: 5 }] }],
    ['.codexbar/config.json', { providers: 'none' }],
    ['.grok/auth.json', { a: null, b: [] }],
  ])('in the shape that its tool gives it (%s) is passed over in silence', async (path, content) => {
    put(join(home, path), JSON.stringify(content));
    expect(await look()).toEqual({ sightings: [], problems: [] });
  });
});

describe.skipIf(onWindows || asRoot)('what may not be read', () => {
  it('is told of, be it a file or a folder, and the rest is found', async () => {
    put(join(home, '.env'), line, 0o000);
    mkdirSync(join(home, '.config', 'environment.d'), { recursive: true });
    put(join(home, '.bashrc'), `export ${line}`);
    mkdirSync(join(home, '.aws', 'sso', 'cache'), { recursive: true });
    chmodSync(join(home, '.aws', 'sso', 'cache'), 0o000);
    const found = await look();
    chmodSync(join(home, '.aws', 'sso', 'cache'), 0o700);
    expect(the('shell:OPENAI_API_KEY', found).secret).toBe(secret);
    expect(messages(found)).toEqual([
      '~/.env: it may not be opened (EACCES)',
      '~/.aws/sso/cache: it may not be opened (EACCES)',
    ]);
  });
});

describe.skipIf(onWindows || !asRoot)('another user’s file', () => {
  it('is not read, whoever may', async () => {
    const path = put(join(home, '.env'), line);
    execFileSync('chown', ['12345', path]);
    const found = await look();
    expect(found.sightings).toEqual([]);
    expect(messages(found)).toEqual(['~/.env: it belongs to another user']);
  });
});

describe.skipIf(onWindows)('modes', () => {
  test.each([
    [0o600, 'medium', ['link', 'copy']],
    [0o400, 'medium', ['link', 'copy']],
    [0o640, 'high', ['copy']],
    [0o644, 'high', ['copy']],
    [0o664, 'high', ['copy']],
    [0o666, 'high', ['copy']],
  ])('%o is a %s finding', async (mode, finding, takes) => {
    put(join(home, '.env'), line, mode);
    const { sightings } = await look();
    expect(sightings.map((each) => shownOf(each))).toMatchObject([{ finding, takes }]);
  });

  it('say nothing of references', async () => {
    put(join(home, '.env'), 'OPENAI_API_KEY=op://vault/item/key\n', 0o644);
    expect((await look()).sightings).toMatchObject([{ finding: 'none', plaintext: false, mode: 0o644 }]);
  });
});

describe('very much of it', () => {
  it('is bounded: 200 dotenv files in one folder are looked at to the hundredth, in good time', async () => {
    const cwd = join(home, 'project');
    for (let at = 0; at < 200; at++)
      put(join(cwd, `.env.${String(at).padStart(3, '0')}`), `GROQ_API_KEY=${invented(`many-${at}`).groq}\n`);
    const begun = performance.now();
    const found = await look({ cwd });
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(found.sightings).toHaveLength(100);
    expect(new Set(found.sightings.map(({ selector }) => selector)).size).toBe(100);
    expect(messages(found)).toEqual([
      '~/project: it has 200 dotenv files and 100 of them were not looked at',
    ]);
  });

  it('is bounded over all: no more than 500 files are opened, and the rest is counted', async () => {
    const named = Array.from({ length: 8 }, (_, at) => join(home, `folder-${at}`));
    for (const folder of named)
      for (let at = 0; at < 100; at++) put(join(folder, `.env.${at}`), 'NOTHING=here\n');
    const found = await look({ named });
    expect(messages(found)).toEqual(['files: 300 files beyond 500 were not opened']);
  });

  it('in one file is no trouble: thousands of lines, one line of a megabyte, a name of a megabyte', async () => {
    put(
      join(home, '.env'),
      Array.from({ length: 20_000 }, (_, at) => `NAME_${at}=value`).join('\n') + `\n${line}`,
    );
    put(join(home, '.env.long'), `OPENAI_API_KEY="${'a '.repeat(500_000)}`);
    put(join(home, '.envrc'), `${'A'.repeat(1_000_000)}=1`);
    put(join(home, '.aider.conf.yml'), `${'- '.repeat(200_000)}x\n${' '.repeat(300_000)}a: b`);
    put(join(home, '.zshrc'), `export OPENAI_API_KEY=${'$('.repeat(200_000)}`);
    const begun = performance.now();
    await look();
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('what a person names', () => {
  it('is looked at: a file, or the dotenv files of a folder', async () => {
    const file = put(join(base, 'elsewhere', 'keys.env'), line);
    put(join(base, 'folder', '.env.production'), `GROQ_API_KEY=${invented('named').groq}\n`);
    put(join(base, 'folder', 'notes.txt'), `ANTHROPIC_API_KEY=${invented('notes').anthropic}\n`);
    const found = await look({ named: [file, join(base, 'folder'), join(base, 'missing')] });
    expect(found.sightings.map(({ provider }) => provider)).toEqual(['openai', 'groq']);
    expect(found.problems).toEqual([{ where: join(base, 'missing'), message: 'there is nothing' }]);
  });

  it('is told once where it is a usual place too', async () => {
    const file = put(join(home, '.env'), line);
    expect((await look({ named: [file, home] })).sightings).toHaveLength(1);
  });

  it.skipIf(onWindows)('is not followed out of its own folder', async () => {
    put(join(base, 'secret', 'keys'), line);
    mkdirSync(join(base, 'given'));
    symlinkSync(join(base, 'secret', 'keys'), join(base, 'given', '.env'));
    const found = await look({ named: [join(base, 'given')] });
    expect(found.sightings).toEqual([]);
    expect(found.problems).toHaveLength(1);
  });
});

describe('a secret in the wrong place', () => {
  it('is not shown: as a name, in a program’s arguments, as a default', async () => {
    const laid = fullHome(home, now);
    put(
      join(home, '.config', 'io.datasette.llm', 'keys.json'),
      JSON.stringify({ [secret]: invented('swapped').groq }),
    );
    put(
      join(home, '.zshrc'),
      `export OPENAI_API_KEY=$(echo ${secret})\nexport GROQ_API_KEY=\${MINE:-${invented('default').groq}}\nexport ${secret}=1\nexport ANTHROPIC_API_KEY='!${secret} x'\n`,
    );
    put(join(home, '.claude', 'settings.json'), JSON.stringify({ apiKeyHelper: `${secret} --now` }));
    const { sightings, problems } = await look({ cwd: laid.cwd });
    const content = JSON.stringify([sightings.map((each) => shownOf(each)), problems]);
    for (const hidden of [
      secret,
      invented('default').groq,
      invented('swapped').groq,
      ...laid.secrets.values(),
    ])
      expect(leaksOf(hidden, [{ where: 'what is shown', content }])).toEqual([]);
  });

  it('and everything else is left as it lies', async () => {
    fullHome(home, now);
    put(join(home, '.env'), 'x'.repeat(2_000_000), 0o666);
    const before = treeOf(home);
    await look();
    expect(treeOf(home)).toEqual(before);
  });
});
