import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doctorHome, type DoctorHome } from '../../fixtures/doctor-home.ts';
import { inventedKeys } from '../../fixtures/real-core.ts';

const { anthropic, anthropicOther, setupToken, openai } = inventedKeys;
const [google, googleOther] = [`AIza${'Qw3-'.repeat(8)}abc`, `AIza${'Er5_'.repeat(8)}xyz`];

const now = Date.parse('2027-03-01T12:00:00Z');
let place: DoctorHome;
beforeEach(() => {
  place = doctorHome(now);
});
afterEach(() => place.end());

type Env = Record<string, string>;
async function uses(tool: string, env: Env = {}, more: Parameters<DoctorHome['look']>[1] = {}) {
  const { tools } = await place.look(env, more);
  return tools.find((each) => each.tool === tool) ?? null;
}
const named = async (tool: string, env: Env = {}, more = {}) => {
  const found = await uses(tool, env, more);
  return found === null ? 'not here' : (found.uses?.name ?? 'nothing');
};
const ids = async (env: Env = {}) => (await place.look(env)).findings.map(({ id }) => id);
const login = (accessToken = 'invented-access', more: object = { refreshToken: 'invented-refresh' }) =>
  place.put('.claude/.credentials.json', { claudeAiOauth: { accessToken, expiresAt: now + 1000, ...more } });

describe('what Claude Code would use', () => {
  it('is nothing where it was never set up', async () => {
    expect(await uses('claude-code')).toBeNull();
  });

  it('goes cloud, auth token, key, helper, setup token, login, as its documents say', async () => {
    login();
    const settings = place.put('.claude/settings.json', { apiKeyHelper: '/usr/bin/a-helper' });
    const env: Env = {
      CLAUDE_CODE_USE_BEDROCK: '1',
      ANTHROPIC_AUTH_TOKEN: 'invented-auth-token',
      ANTHROPIC_API_KEY: anthropic,
      CLAUDE_CODE_OAUTH_TOKEN: setupToken,
    };
    expect(await named('claude-code', env)).toBe('Amazon Bedrock');
    delete env['CLAUDE_CODE_USE_BEDROCK'];
    expect(await named('claude-code', env)).toBe('ANTHROPIC_AUTH_TOKEN');
    delete env['ANTHROPIC_AUTH_TOKEN'];
    expect(await named('claude-code', env)).toBe('ANTHROPIC_API_KEY');
    delete env['ANTHROPIC_API_KEY'];
    expect(await uses('claude-code', env)).toMatchObject({
      uses: { name: 'apiKeyHelper', from: settings, kind: 'program', mask: null },
      passedOver: [{ name: 'CLAUDE_CODE_OAUTH_TOKEN' }, { name: 'login' }],
    });
    place.put('.claude/settings.json', {});
    expect(await named('claude-code', env)).toBe('CLAUDE_CODE_OAUTH_TOKEN');
    expect(await named('claude-code')).toBe('login');
  });

  it('is what its settings set, before the environment', async () => {
    const settings = place.put('.claude/settings.json', { env: { ANTHROPIC_API_KEY: anthropicOther } });
    expect(await uses('claude-code', { ANTHROPIC_API_KEY: anthropic })).toMatchObject({
      uses: { from: settings },
      passedOver: [{ from: 'environment', why: expect.stringContaining('goes before it') }],
    });
  });

  it('is told when a stray key goes before its login: that is another bill', async () => {
    login();
    const { findings, exit } = await place.look({ ANTHROPIC_API_KEY: anthropic });
    expect(findings.find(({ id }) => id === 'shadowed')).toMatchObject({
      severity: 'warn',
      what: expect.stringMatching(/^Claude Code: ANTHROPIC_API_KEY goes before login .* billed/),
      remedy: expect.stringContaining('unset ANTHROPIC_API_KEY'),
    });
    expect(exit).toBe(2);
    expect(await ids({ ANTHROPIC_API_KEY: ' ' })).not.toContain('shadowed');
  });

  it('lies in the folder that CLAUDE_CONFIG_DIR names, and on macOS in a keyring that is not opened', async () => {
    place.put('elsewhere/.credentials.json', {
      claudeAiOauth: { accessToken: 'invented', refreshToken: 'r' },
    });
    expect((await uses('claude-code', { CLAUDE_CONFIG_DIR: place.at('elsewhere') }))?.uses?.from).toContain(
      'elsewhere',
    );
    place.put('.claude.json', { oauthAccount: { emailAddress: 'me@example.com' } });
    mkdirSync(place.at('.claude'));
    expect((await uses('claude-code', {}, { platform: 'darwin' }))?.uses).toEqual({
      name: 'login',
      from: 'keyring',
      kind: 'login',
      mask: null,
      expiresAt: null,
    });
  });

  it('has ended when a login that nothing renews has', async () => {
    login('invented-access', { expiresAt: now - 1 });
    const { findings, exit } = await place.look();
    expect(findings).toContainEqual(expect.objectContaining({ id: 'tool_expired', severity: 'bad' }));
    expect(exit).toBe(1);
    login('invented-access', { refreshToken: 'r', expiresAt: now - 1 });
    expect(await ids()).not.toContain('tool_expired');
  });

  it.each(['{"claudeAiOauth":', '[]', '', '{"claudeAiOauth":7}', '\u0000'])(
    'is nothing by a file that is none: %j',
    async (text) => {
      place.put('.claude/.credentials.json', text);
      place.put('.claude/settings.json', text);
      expect(await named('claude-code')).toBe('nothing');
      expect(await ids()).toContain('tool_without');
    },
  );
});

describe('what Codex would use', () => {
  const tokens = { access_token: 'invented-access', refresh_token: 'invented-refresh' };

  it('is what it signed in with; the variable of the SDKs it leaves alone', async () => {
    place.put('.codex/auth.json', { OPENAI_API_KEY: null, tokens });
    expect(await uses('codex', { OPENAI_API_KEY: openai })).toMatchObject({
      uses: { name: 'login' },
      passedOver: [{ name: 'OPENAI_API_KEY', why: expect.stringContaining('signs in') }],
    });
    place.put('.codex/auth.json', { auth_mode: 'apikey', OPENAI_API_KEY: openai, tokens });
    expect(await named('codex')).toBe('OPENAI_API_KEY');
    expect(await named('codex', { CODEX_ACCESS_TOKEN: 'invented' })).toBe('CODEX_ACCESS_TOKEN');
  });

  it('lies in a keyring where its configuration says so; codex exec has a variable of its own', async () => {
    place.put('.codex/config.toml', 'cli_auth_credentials_store = "keyring"\n');
    expect((await uses('codex'))?.uses).toMatchObject({ from: 'keyring', mask: null });
    expect(await named('codex-exec')).toBe('not here');
    expect(await named('codex-exec', { CODEX_API_KEY: openai })).toBe('CODEX_API_KEY');
  });
});

describe('what the others would use', () => {
  it('Gemini CLI: the way its settings chose, else what variables name, the environment before a file', async () => {
    const file = place.put('work/.env', `GEMINI_API_KEY=${googleOther}\n`);
    expect((await uses('gemini-cli'))?.uses?.from).toBe(file);
    expect((await uses('gemini-cli', { GEMINI_API_KEY: google }))?.uses?.from).toBe('environment');
    place.put('.gemini/settings.json', { security: { auth: { selectedType: 'oauth-personal' } } });
    place.put('.gemini/oauth_creds.json', { access_token: 'invented', refresh_token: 'invented' });
    expect(await named('gemini-cli', { GEMINI_API_KEY: google })).toBe('login');
    const vertex = { GOOGLE_GENAI_USE_VERTEXAI: 'true', GOOGLE_API_KEY: google };
    place.put('.gemini/settings.json', {});
    expect(await named('gemini-cli', vertex)).toBe('GOOGLE_API_KEY');
  });

  it('Google’s SDKs: GOOGLE_API_KEY when both are set, which is told when they differ', async () => {
    const both = { GEMINI_API_KEY: google, GOOGLE_API_KEY: googleOther };
    expect(await named('google-sdk', both)).toBe('GOOGLE_API_KEY');
    expect((await place.look(both)).findings).toContainEqual(
      expect.objectContaining({ id: 'shadowed', what: expect.stringContaining('GEMINI_API_KEY') }),
    );
    expect(await ids({ GEMINI_API_KEY: google, GOOGLE_API_KEY: google })).not.toContain('shadowed');
  });

  it('aider: its own option, then files, nearest first, then the environment', async () => {
    const env = { OPENAI_API_KEY: openai };
    expect((await uses('aider-openai', env))?.uses?.from).toBe('environment');
    const atHome = place.put('.env', 'OPENAI_API_KEY=invented-at-home\n');
    expect((await uses('aider-openai', env))?.uses?.from).toBe(atHome);
    const here = place.put('work/.env', 'OPENAI_API_KEY=invented-here\n');
    expect((await uses('aider-openai', env))?.uses?.from).toBe(here);
    const config = place.put('.aider.conf.yml', 'model: x\nopenai-api-key: invented-configured # mine\n');
    expect((await uses('aider-openai', env))?.uses).toMatchObject({ name: 'openai-api-key', from: config });
  });

  it.each([
    ['openai-sdk', { OPENAI_API_KEY: openai }, 'OPENAI_API_KEY'],
    ['anthropic-sdk', { ANTHROPIC_API_KEY: anthropic, ANTHROPIC_AUTH_TOKEN: 'x' }, 'ANTHROPIC_API_KEY'],
    ['anthropic-sdk', { ANTHROPIC_AUTH_TOKEN: 'x' }, 'ANTHROPIC_AUTH_TOKEN'],
    ['copilot-cli', { GITHUB_TOKEN: 'c', GH_TOKEN: 'b', COPILOT_GITHUB_TOKEN: 'a' }, 'COPILOT_GITHUB_TOKEN'],
    ['copilot-cli', { GITHUB_TOKEN: 'c', GH_TOKEN: 'b' }, 'GH_TOKEN'],
    ['huggingface-hub', { HUGGING_FACE_HUB_TOKEN: 'b', HF_TOKEN: 'a' }, 'HF_TOKEN'],
    ['openai-sdk', {}, 'not here'],
  ] as const)('%s with %j: %s', async (tool, env, expected) => {
    expect(await named(tool, env)).toBe(expected);
  });

  it('llm and Hugging Face keep one in a file', async () => {
    place.put('.config/io.datasette.llm/keys.json', { openai: 'invented-kept', '// Note': 'a note' });
    place.put('.cache/huggingface/token', 'invented-hub-token\n');
    expect(await named('llm', { OPENAI_API_KEY: openai })).toBe('openai');
    expect(await named('huggingface-hub')).toBe('token');
    expect(await named('huggingface-hub', { HF_TOKEN: 'a' })).toBe('HF_TOKEN');
  });
});

describe('a variable', () => {
  it.each([
    ['OPENAI_API_KEY', anthropic, 'a key of Anthropic, not of OpenAI'],
    ['ANTHROPIC_API_KEY', setupToken, 'a key of Claude Code'],
    ['ANTHROPIC_API_KEY', anthropic.slice(0, 60), 'cut off: 60 of 108'],
    ['OPENAI_API_KEY', `"${openai}"`, 'quotes'],
    ['OPENAI_API_KEY', `${openai.slice(0, 30)}\n${openai.slice(30)}`, 'line breaks'],
    ['OPENAI_API_KEY', 'op://vault/item/field', 'reference'],
  ])('%s that cannot be one is told: %#', async (name, value, words) => {
    const { findings } = await place.look({ [name]: value });
    const odd = findings.filter(({ id }) => id === 'variable_odd');
    expect(odd).toMatchObject([{ severity: 'warn', what: expect.stringContaining(words) }]);
    expect(JSON.stringify(findings)).not.toContain(value.slice(14, 44));
  });

  it('that is sound, or goes to a server of one’s own, is not', async () => {
    expect(await ids({ OPENAI_API_KEY: openai, ANTHROPIC_API_KEY: anthropic })).toEqual([]);
    const own = { OPENAI_API_KEY: anthropic, OPENAI_BASE_URL: 'http://127.0.0.1:4000/v1' };
    expect((await place.look(own)).findings).toMatchObject([{ id: 'base_url_set', severity: 'info' }]);
  });

  it.each([
    ['https://user:invented-word@proxy.example/v1', 'info', 'https://proxy.example'],
    ['http://proxy.example/v1', 'warn', 'http://proxy.example'],
    ['not an address', 'warn', null],
  ])(
    'that leads elsewhere is told without what stands in it for signing in: %#',
    async (url, severity, origin) => {
      const { findings, tools } = await place.look({ OPENAI_API_KEY: openai, OPENAI_BASE_URL: url });
      expect(findings).toMatchObject([{ id: 'base_url_set', severity }]);
      expect(tools.find(({ tool }) => tool === 'openai-sdk')?.baseUrl).toBe(origin);
      expect(JSON.stringify([findings, tools])).not.toContain('invented-word');
    },
  );

  it('is shown masked', async () => {
    const { tools } = await place.look({ ANTHROPIC_API_KEY: anthropic });
    expect(tools[0]?.uses?.mask).toMatch(/^sk-ant-api03-…/);
    expect(JSON.stringify(tools)).not.toContain(anthropic);
  });
});
