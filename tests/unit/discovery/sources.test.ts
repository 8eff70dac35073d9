import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { parseReference } from '../../../src-shared/reference.ts';
import { shownOf } from '../../../src-main/discovery/sighting.ts';
import { sources } from '../../../src-main/discovery/sources.ts';
import { readGatewayLogin } from '../../../src-main/gateways/stores/gateway-login.ts';
import { systemGrounds } from '../../../src-main/machine/grounds.ts';
import { systemFiles } from '../../../src-main/machine/files.ts';
import { resolveReference } from '../../../src-main/references/reference.ts';
import { fullHome, invented, type Laid } from '../../fixtures/discovery-home.ts';
import { lookIn, plainSelector, the } from '../../fixtures/found.ts';
import { put, putDatabase, treeOf } from '../../fixtures/gateway-homes.ts';
import { leaksOf } from '../../fixtures/leaks.ts';

const now = Date.UTC(2026, 10, 21);
const hour = 3_600_000;
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-found-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const look = (more: Partial<Parameters<typeof lookIn>[0]> = {}) => lookIn({ home, now, ...more });

describe('a home in which every tool keeps a credential', () => {
  let laid: Laid;
  beforeEach(() => {
    laid = fullHome(home, now);
  });
  const found = () => look({ cwd: laid.cwd });

  it('is found out whole, and nothing else with it', async () => {
    const { sightings, problems } = await found();
    const secrets = new Map(
      sightings.flatMap(({ selector, secret }) =>
        secret === null ? [] : [[plainSelector(selector), secret]],
      ),
    );
    expect(Object.fromEntries(secrets)).toEqual(Object.fromEntries(laid.secrets));
    expect(problems).toEqual([]);
  });

  it('has a find of every tool in the table', async () => {
    const { sightings } = await found();
    const met = new Set(sightings.map(({ source }) => source));
    const silent = sources.filter(
      ({ id }) => ![...met].some((source) => source === id || source.startsWith(`${id}-`)),
    );
    // The environment of this test is empty, and the others have no home here.
    expect(silent.map(({ id }) => id)).toEqual([
      'env',
      'remoteclaw',
      'thinkfleet',
      'agenticflow-enterprise',
      'restflow',
    ]);
  });

  it('is called the same at every look, by names of which there is one', async () => {
    const [first, second] = [await found(), await found()];
    const selectors = first.sightings.map(({ selector }) => selector);
    expect(second.sightings.map(({ selector }) => selector)).toEqual(selectors);
    expect(new Set(selectors).size).toBe(selectors.length);
  });

  it('shows no secret, and none that lies beside one', async () => {
    const { sightings, problems } = await found();
    const content = JSON.stringify([sightings.map((each) => shownOf(each)), problems]);
    for (const secret of [...laid.secrets.values(), ...laid.others])
      expect(leaksOf(secret, [{ where: 'what is shown', content }])).toEqual([]);
  });

  it('is left as it was, to the byte and the moment', async () => {
    const before = treeOf(home);
    await found();
    expect(treeOf(home)).toEqual(before);
  });

  it('can be linked wherever a link is offered: it leads to that very secret', async () => {
    const { sightings } = await found();
    const files = systemFiles(home);
    const sourcesOf = { env: {}, files, spawn: () => Promise.reject(new Error('nothing is run')) };
    const offered = sightings.flatMap(({ selector, link, secret }) =>
      link === null || secret === null ? [] : [{ selector, link, secret }],
    );
    expect(offered.length).toBeGreaterThan(20);
    for (const { selector, link, secret } of offered) {
      const reference = parseReference(link);
      expect(reference, selector).not.toBeNull();
      if (reference === null) continue;
      const led =
        reference.from === 'gateway'
          ? readGatewayLogin(reference, tmpdir())
          : await resolveReference(reference, sourcesOf);
      expect(led.secret, selector).toBe(secret);
    }
  });

  it('never offers a copy of a login, nor a link to one that its tool alone may read', async () => {
    const { sightings } = await found();
    const logins = sightings.filter(({ kind }) => kind === 'oauth');
    expect(logins.length).toBeGreaterThan(8);
    expect(logins.filter(({ copies }) => copies)).toEqual([]);
    expect(logins.flatMap(({ link }) => link ?? []).map((link) => link.slice(0, 14))).toEqual([
      'login:claude-c',
      'login:codex',
      'login:openclaw',
    ]);
  });

  it('tells who else can read a file', async () => {
    const all = await found();
    expect(the('shell:ANTHROPIC_API_KEY', all)).toMatchObject({
      mode: 0o644,
      finding: 'high',
      link: null,
      copies: true,
    });
    expect(the('dotenv:OPENAI_API_KEY', all)).toMatchObject({
      mode: 0o600,
      finding: 'medium',
      plaintext: true,
    });
    expect(shownOf(the('dotenv:OPENAI_API_KEY', all))).toMatchObject({
      mode: '0600',
      takes: ['link', 'copy'],
    });
  });

  it('shows references as references', async () => {
    const all = await found();
    const shown = (selector: string) => {
      const { reference, link, plaintext, finding, secret, mask } = the(selector, all);
      expect({ plaintext, finding, secret, mask }).toEqual({
        plaintext: false,
        finding: 'none',
        secret: null,
        mask: null,
      });
      return [reference, link];
    };
    expect(shown('dotenv:ANTHROPIC_API_KEY')).toEqual([
      'op://Private/Anthropic/key',
      'op://Private/Anthropic/key',
    ]);
    expect(shown('dotenv:MISTRAL_API_KEY')).toEqual(['${MY_MISTRAL}', 'env:MY_MISTRAL']);
    expect(shown('shell:GROQ_API_KEY')).toEqual(['$(pass …)', null]);
    expect(shown('opencode:groq')).toEqual(['{env:GROQ_API_KEY}', 'env:GROQ_API_KEY']);
    expect(shown('continue:openai-2')).toEqual(['${{ secrets.OPENAI_API_KEY }}', null]);
    expect(shown('claude-code:helper')).toEqual(['!/opt/keys/helper …', null]);
    expect(shown('openclaw:main/openai:ref')).toEqual(['env:default:OPENAI_API_KEY', 'env:OPENAI_API_KEY']);
  });

  it('knows ends, but not of a login that its owner renews', async () => {
    const all = await found();
    const end = (selector: string) => the(selector, all).expiresAt;
    expect(end('claude-code')).toBeNull();
    expect(end('codex')).toBeNull();
    expect(end('gemini-cli')).toBe(now + hour);
    expect(end('grok')).toBe(now + hour);
    expect(end('aws-sso')).toBe(now + hour);
    expect(end('qwen-code')).toBe(now - 1000);
  });

  it.each(sources.map((source) => [source.id, source] as const))(
    'has of %s nothing opened but what its line in the table says',
    async (_, source) => {
      const opened = new Set<string>();
      const grounds = systemGrounds({ env: {}, home, now, cwd: laid.cwd });
      await source.look({
        ...grounds,
        open(path) {
          opened.add(path);
          return grounds.open(path);
        },
      });
      const said = [...source.opens.join(' ').matchAll(/`([^`]+)`/g)].map(([, path = '']) =>
        RegExp(`^${basename(path).replaceAll('.', '\\.').replaceAll('*', '.*')}$`),
      );
      const unsaid = [...opened].filter((path) => !said.some((name) => name.test(basename(path))));
      expect(unsaid).toEqual([]);
    },
  );

  it('names what is never opened, and does not open it', async () => {
    const all = await found();
    for (const selector of ['cursor', 'gemini-cli:store'])
      expect(the(selector, all)).toMatchObject({ secret: null, mask: null, link: null, copies: false });
    expect(the('cursor', all).note).toContain('Not opened');
  });
});

describe('the environment', () => {
  const openai = invented('env').openai;
  const inEnv = (env: Record<string, string>) => look({ env });

  it('tells the keys of providers, by their variables or by their form', async () => {
    const all = await inEnv({
      OPENAI_API_KEY: openai,
      ANTHROPIC_API_KEY: invented('env').anthropic,
      GOOGLE_API_KEY: `AIza${'Kw3-'.repeat(8)}xyz`,
      MY_OWN_NAME: invented('form').groq,
      STRIPE_API_KEY: 'sk_invented_'.repeat(4),
      PATH: '/usr/bin',
    });
    expect(all.sightings.map(({ selector, provider }) => `${selector} ${provider}`).toSorted()).toEqual([
      'env:ANTHROPIC_API_KEY anthropic',
      'env:GOOGLE_API_KEY google',
      'env:MY_OWN_NAME groq',
      'env:OPENAI_API_KEY openai',
    ]);
    expect(the('env:OPENAI_API_KEY', all)).toMatchObject({
      where: 'environment',
      location: 'OPENAI_API_KEY',
      mode: null,
      finding: 'none',
      link: 'env:OPENAI_API_KEY',
    });
  });

  it('has the four shapes that gateways read', async () => {
    const keys = Array.from({ length: 5 }, (_, at) => invented(`rotation-${at}`).groq);
    const all = await inEnv({
      GROQ_API_KEYS: `${keys[0]}, ${keys[1]}`,
      GROQ_API_KEY_2: keys[2] ?? '',
      OPENCLAW_LIVE_GROQ_KEY: keys[3] ?? '',
      REMOTECLAW_LIVE_GROQ_KEY: keys[4] ?? '',
    });
    expect(all.sightings.map(({ secret }) => secret).toSorted()).toEqual(keys.toSorted());
    expect(all.sightings.every(({ provider }) => provider === 'groq')).toBe(true);
    // Part of a variable cannot be referred to.
    expect(the('env:GROQ_API_KEYS[1]', all)).toMatchObject({ link: null, copies: true });
  });

  it('is not told for placeholders, blanks, addresses and access tokens of the relay', async () => {
    const { sightings } = await inEnv({
      OPENAI_API_KEY: 'your-api-key-here',
      ANTHROPIC_API_KEY: '   ',
      OPENAI_BASE_URL: 'https://relay.example/v1',
      GROQ_API_KEY: 'gsk_xxxxxxxx',
      ANTHROPIC_AUTH_TOKEN: `kwr_${'aB3-_'.repeat(8)}xyz`,
    });
    expect(sightings).toEqual([]);
  });

  it('says where a key goes that is meant for another server', async () => {
    const all = await inEnv({
      OPENAI_API_KEY: `sk-${'a1b2'.repeat(8)}`,
      OPENAI_BASE_URL: 'https://relay.example/v1',
    });
    expect(the('env:OPENAI_API_KEY', all)).toMatchObject({
      provider: 'custom',
      baseUrl: 'https://relay.example/v1',
    });
  });

  it('gives a bearer of Bedrock the region beside it', async () => {
    const all = await inEnv({
      AWS_BEARER_TOKEN_BEDROCK: `ABSK${'Bd7k'.repeat(30)}`,
      AWS_REGION: 'eu-central-1',
    });
    expect(the('env:AWS_BEARER_TOKEN_BEDROCK', all)).toMatchObject({
      provider: 'amazon-bedrock',
      config: { region: 'eu-central-1' },
    });
  });

  it('refers to the file whose path it holds', async () => {
    const all = await inEnv({ GOOGLE_APPLICATION_CREDENTIALS: '/keys/service-account.json' });
    expect(the('env:GOOGLE_APPLICATION_CREDENTIALS', all)).toMatchObject({
      provider: 'google-vertex',
      reference: 'file:/keys/service-account.json',
      secret: null,
    });
  });
});

describe('places that variables move', () => {
  test.each([
    [
      'CLAUDE_CONFIG_DIR',
      '.credentials.json',
      'claude-code',
      { claudeAiOauth: { accessToken: invented('a').login, scopes: [] } },
    ],
    ['CODEX_HOME', 'auth.json', 'codex:api-key', { OPENAI_API_KEY: invented('b').openai }],
    ['HF_HOME', 'token', 'hugging-face', invented('c').hf],
    ['LLM_USER_PATH', 'keys.json', 'llm:groq', { groq: invented('d').groq }],
    ['GH_CONFIG_DIR', 'hosts.yml', 'gh:github.com', `github.com:\n  oauth_token: ${invented('e').github}\n`],
  ])('%s is followed', async (variable, name, selector, content) => {
    const moved = join(home, 'moved');
    put(join(moved, name), typeof content === 'string' ? content : JSON.stringify(content));
    const all = await look({ env: { [variable]: moved } });
    expect(the(selector, all).where).toBe(join(moved, name));
  });
});

describe('agent gateways', () => {
  it('are read from their databases, which can be copied from and not linked into', async () => {
    const key = invented('database').anthropic;
    const database = putDatabase(join(home, '.openclaw'), {
      profiles: { 'anthropic:default': { type: 'api_key', provider: 'anthropic', key } },
    });
    const all = await look();
    database.close();
    expect(the('openclaw:main/anthropic:default', all)).toMatchObject({
      secret: key,
      copies: true,
      link: null,
    });
  });

  it('keep apart what each agent has', async () => {
    for (const agent of ['main', 'second'])
      put(
        join(home, '.remoteclaw', 'agents', agent, 'agent', 'auth-profiles.json'),
        JSON.stringify({
          profiles: { 'groq:key': { type: 'api_key', provider: 'groq', key: invented(agent).groq } },
        }),
      );
    const { sightings } = await look();
    expect(sightings.map(({ selector }) => selector)).toEqual([
      'remoteclaw:main/groq:key',
      'remoteclaw:second/groq:key',
    ]);
  });

  it('of which RestFlow is asked through its own command, and only where it has a store', async () => {
    const bin = join(home, 'bin');
    const said = JSON.stringify([
      {
        id: 'ab12cd34',
        name: 'Work',
        provider: 'anthropic',
        credential: { type: 'api_key' },
        health: 'Healthy',
      },
    ]);
    put(join(bin, 'restflow'), `#!/bin/sh\ntouch '${join(home, 'asked')}'\necho '${said}'\n`, 0o700);
    const env = { PATH: `${bin}:/usr/bin:/bin` };
    expect((await look({ env })).sightings).toEqual([]);
    put(join(home, '.restflow', 'store.db'), 'sealed');
    const all = await look({ env });
    expect(the('restflow:ab12cd34', all)).toMatchObject({
      provider: 'anthropic',
      owner: 'restflow',
      secret: null,
      link: null,
      copies: false,
    });
  });
});
