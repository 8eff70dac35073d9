import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fullHome, invented, type Laid } from '../fixtures/discovery-home.ts';
import { put, treeOf } from '../fixtures/gateway-homes.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

let home: string;
let laid: Laid;
let core: RealCore;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-taken-'));
  laid = fullHome(home, Date.now());
  core = await realCore({ KEYWATCH_OFFLINE: '1', MY_VARIABLE: inventedKeys.openrouter }, home);
});
afterEach(() => core.end());

const find = async () => (await core.client.discovery.find({})).candidates;
const one = async (selector: string) => {
  const found = (await find()).find((each) => each.selector.replace(/@[0-9a-f]{6}/, '') === selector);
  if (found === undefined) throw new Error(`there is no ${selector}`);
  return found;
};
const take = (selector: string, as: 'link' | 'copy', more: { agreePolicy?: boolean; force?: boolean } = {}) =>
  core.client.discovery.take({ selector, as, probe: false, ...more });
const failure = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: { code: string; message: string }) => error,
  );

describe('finding', () => {
  it('sees the owner’s own surroundings, and tells no secret to any door', async () => {
    const found = await core.client.discovery.find({});
    expect(found.compared).toBe(true);
    expect(found.candidates.length).toBeGreaterThan(30);
    expect(await one('env:MY_VARIABLE')).toMatchObject({ provider: 'openrouter', where: 'environment' });
    const content = JSON.stringify(found) + core.log.lines.join('\n');
    for (const secret of [...laid.secrets.values(), ...laid.others, inventedKeys.openrouter])
      expect(leaksOf(secret, [{ where: 'the answer', content }])).toEqual([]);
  });

  it('knows what is stored already: by the secret, wherever it came from, and by the reference', async () => {
    const { profile } = await core.client.profiles.add({
      secret: laid.secrets.get('llm:openai') ?? '',
      name: 'Mine',
      probe: false,
    });
    await core.client.profiles.add({ reference: 'login:claude-code', probe: false });
    expect((await one('llm:openai')).known).toBe(profile.id);
    expect((await one('claude-code')).known).toBe('claude-code:claude-code-login');
    expect((await one('codex')).known).toBeNull();
  });

  it('takes no path that is not whole, and repeats none that is a secret', async () => {
    const refused = await failure(core.client.discovery.find({ files: [inventedKeys.anthropic] }));
    expect(refused).toMatchObject({ code: 'invalid_input' });
    expect(refused?.message).not.toContain(inventedKeys.anthropic);
  });

  it('holds against the vault what a program saw elsewhere, and keeps nothing of it', async () => {
    const secret = invented('elsewhere').groq;
    const seen = [{ where: 'environment', location: 'GROQ_API_KEY', secret, link: null }];
    const before = treeOf(core.directory);
    expect(await core.client.discovery.compare({ seen })).toEqual({
      judged: [{ known: null, ignored: false }],
      compared: true,
    });
    expect(treeOf(core.directory)).toEqual(before);
    const { profile } = await core.client.profiles.add({ secret, probe: false });
    const { judged } = await core.client.discovery.compare({ seen });
    expect(judged[0]?.known).toBe(profile.id);
  });
});

describe('copying', () => {
  it('reads the secret at that moment and says where it came from', async () => {
    const { selector } = await one('openclaw:main/anthropic:default');
    const { profile } = await take(selector, 'copy');
    expect(profile).toMatchObject({
      provider: 'anthropic',
      kind: 'api_key',
      source: 'gateway',
      reference: null,
    });
    const { secret } = await core.client.profiles.reveal({ id: profile.id });
    expect(secret).toBe(laid.secrets.get('openclaw:main/anthropic:default'));
    expect((await one('openclaw:main/anthropic:default')).known).toBe(profile.id);
  });

  it('is never done with a login, whichever tool it belongs to', async () => {
    const logins = (await find()).filter(({ kind }) => kind === 'oauth');
    expect(logins.length).toBeGreaterThan(8);
    for (const { selector } of logins) {
      const refused = await failure(take(selector, 'copy'));
      expect(refused?.message, selector).toContain('a copy would sign its tool out');
    }
    expect((await core.client.profiles.list({})).profiles).toEqual([]);
  });

  it('is refused for what is stored, and for what its provider sets terms for', async () => {
    const { selector } = await one('llm:openai');
    await take(selector, 'copy');
    expect(await failure(take(selector, 'copy'))).toMatchObject({ code: 'duplicate' });
    put(join(home, '.env.second'), `CLAUDE_CODE_OAUTH_TOKEN=${invented('setup').login}\n`);
    const token = await one('dotenv:CLAUDE_CODE_OAUTH_TOKEN');
    expect(await failure(take(token.selector, 'copy'))).toMatchObject({ code: 'policy_not_agreed' });
    const { profile } = await take(token.selector, 'copy', { agreePolicy: true });
    expect(profile).toMatchObject({ provider: 'claude-code', kind: 'token', source: 'file' });
  });
});

describe('linking', () => {
  it('stores where it lies, and reads it there when it is needed', async () => {
    const { selector } = await one('dotenv:OPENAI_API_KEY');
    const { profile } = await take(selector, 'link');
    expect(profile).toMatchObject({
      provider: 'openai',
      source: 'file',
      reference: `file:${join(home, '.env')}#/OPENAI_API_KEY`,
      mask: null,
    });
    const other = invented('rotated').openai;
    writeFileSync(join(home, '.env'), `OPENAI_API_KEY=${other}\n`);
    expect((await core.client.profiles.reveal({ id: profile.id })).secret).toBe(other);
  });

  it('takes a variable by its name, and a login by its owner', async () => {
    const variable = (await take('env:MY_VARIABLE', 'link')).profile;
    expect(variable).toMatchObject({
      source: 'environment',
      reference: 'env:MY_VARIABLE',
      provider: 'openrouter',
    });
    const login = (await take('codex', 'link')).profile;
    expect(login).toMatchObject({ source: 'codex', owner: 'codex', kind: 'oauth', reference: 'login:codex' });
    const { selector } = await one('openclaw:main/openai-codex:login');
    const peer = (await take(selector, 'link')).profile;
    expect(peer).toMatchObject({
      source: 'gateway',
      owner: 'openclaw',
      kind: 'oauth',
      provider: 'openai-codex',
    });
  });

  it('remembers by its fingerprint which key it was, so that a find of the same elsewhere is known', async () => {
    const { selector } = await one('dotenv:OPENAI_API_KEY');
    const { profile } = await take(selector, 'link');
    put(join(home, '.profile'), `export OPENAI_API_KEY=${laid.secrets.get('dotenv:OPENAI_API_KEY')}\n`);
    const shell = (await find()).filter(({ where }) => where === join(home, '.profile'));
    expect(shell).toMatchObject([{ known: profile.id }]);
    expect(profile.fingerprint).toMatch(/^[0-9a-f]{8}$/);
  });

  it('is refused where others can read the file, until they cannot', async () => {
    const loose = await one('shell:ANTHROPIC_API_KEY');
    expect(loose).toMatchObject({ mode: '0644', finding: 'high', takes: ['copy'] });
    expect(await failure(take(loose.selector, 'link'))).toMatchObject({ code: 'invalid_input' });
    chmodSync(join(home, '.zshrc'), 0o600);
    expect(await one('shell:ANTHROPIC_API_KEY')).toMatchObject({
      finding: 'medium',
      takes: ['link', 'copy'],
    });
    expect((await take(loose.selector, 'link')).profile.provider).toBe('anthropic');
  });
});

describe('what is ignored', () => {
  it('stays so, after a start too, and comes back when a person says so', async () => {
    const { where, location } = await one('llm:openai');
    await core.client.discovery.ignore({ places: [{ where, location }] });
    expect((await one('llm:openai')).ignored).toBe(true);
    expect((await find()).filter(({ ignored }) => ignored)).toHaveLength(1);
    await core.close();
    core = await realCore({ KEYWATCH_OFFLINE: '1' }, home);
    expect((await one('llm:openai')).ignored).toBe(true);
    await core.client.discovery.unignore({ places: [{ where, location }] });
    expect((await one('llm:openai')).ignored).toBe(false);
  });

  it('lies in the vault by marks that tell neither place nor secret', async () => {
    const { where, location } = await one('llm:openai');
    await core.client.discovery.ignore({ places: [{ where, location }] });
    const text = readFileSync(join(core.directory, 'vault.json'), 'utf8');
    const { ignored } = JSON.parse(text) as { ignored: string[] };
    expect(ignored).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(text).not.toContain('keys.json');
  });
});

describe('a locked vault', () => {
  it('lets finds be seen, and says that nobody knows which are stored or ignored', async () => {
    const { where, location } = await one('llm:openai');
    await core.client.discovery.ignore({ places: [{ where, location }] });
    const key = join(core.directory, 'vault.key');
    expect(existsSync(key)).toBe(true);
    await core.close();
    const bytes = readFileSync(key);
    rmSync(key);
    core = await realCore({ KEYWATCH_OFFLINE: '1' }, home);
    const found = await core.client.discovery.find({});
    expect(found.compared).toBe(false);
    expect(found.candidates.filter(({ ignored, known }) => ignored || known !== null)).toEqual([]);
    expect(await failure(take('codex', 'link'))).toMatchObject({ code: 'vault_locked' });
    expect(await failure(core.client.discovery.ignore({ places: [{ where, location }] }))).toMatchObject({
      code: 'vault_locked',
    });
    writeFileSync(key, bytes, { mode: 0o600 });
  });
});

describe('secrets', () => {
  it('that were found and not taken lie nowhere in the data directory', async () => {
    await find();
    await core.client.discovery.ignore({
      places: [{ where: join(home, '.env'), location: 'OPENAI_API_KEY' }],
    });
    await take((await one('opencode:openrouter')).selector, 'copy');
    const names = ['vault.json', 'history.sqlite', 'backups', 'logs'];
    const written = filesBelow(core.directory).filter(({ where }) =>
      names.some((name) => where.startsWith(name)),
    );
    expect(written.length).toBeGreaterThan(1);
    for (const secret of [...laid.secrets.values(), ...laid.others])
      expect(leaksOf(secret, written)).toEqual([]);
  });
});
