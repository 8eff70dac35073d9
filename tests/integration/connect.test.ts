import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionPlan } from '../../src-shared/contract-connect.ts';
import { putJson } from '../fixtures/gateway-homes.ts';
import { anthropicKey, openaiKey, relayWorld, type RelayWorld } from '../fixtures/relay.ts';
import { toolHomes, type ToolHome } from '../fixtures/tool-homes.ts';

let world: RelayWorld;
let home: string;

beforeAll(async () => {
  world = await relayWorld();
  await world.add(openaiKey('a'));
  await world.add(anthropicKey('a'), { provider: 'anthropic' });
});
afterAll(() => world.end());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-tools-'));
});
afterEach(async () => {
  for (const { name } of (await world.core.client.relay.tokens({})).tokens)
    await world.core.client.relay.revokeToken({ name });
  rmSync(join(world.core.directory, 'connections'), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

const around = () => ({ home, cwd: home, env: {} });
const place = (one: ToolHome) => ({
  tool: one.tool,
  around: around(),
  ...(one.tool === 'litellm' ? { file: join(home, one.file) } : {}),
});
const connectInput = (one: ToolHome) =>
  ({ act: 'connect', ...place(one), providers: one.providers }) as const;
const undoInput = (one: ToolHome) => ({ act: 'disconnect', ...place(one) }) as const;

function lay(one: ToolHome, text = one.before): string {
  const path = join(home, one.file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o644 });
  chmodSync(path, 0o644);
  return path;
}

async function connected(one: ToolHome): Promise<ConnectionPlan> {
  const { connections } = world.core.client;
  const { mark } = await connections.plan(connectInput(one));
  return connections.apply({ ...connectInput(one), mark });
}

async function putBack(one: ToolHome): Promise<ConnectionPlan> {
  const { connections } = world.core.client;
  const { mark } = await connections.plan(undoInput(one));
  return connections.apply({ ...undoInput(one), mark });
}

const tokenIn = (text: string): string => /kwr_[\w-]{43}/.exec(text)?.[0] ?? '';
const meant = (text: string, token: string) =>
  text.replaceAll('@URL@', world.url).replaceAll('@TOKEN@', token);
const named = (name: string) => {
  const one = toolHomes.find(({ tool }) => tool === name);
  if (one === undefined) throw new Error(`no home of ${name}`);
  return one;
};
const modeOf = (path: string) => statSync(path).mode & 0o777;
const tokens = async () => (await world.core.client.relay.tokens({})).tokens;
const stateOf = async (one: ToolHome) =>
  (await world.core.client.connections.list({ around: around() })).connections.find(
    ({ tool }) => tool === one.tool,
  )?.state;

describe.each(toolHomes)('$tool', (one) => {
  it('is shown field by field, gets the relay and its token in place, and comes back to the byte', async () => {
    const path = lay(one);
    const plan = await world.core.client.connections.plan(connectInput(one));
    expect(readFileSync(path, 'utf8')).toBe(one.before);
    expect(plan.fields.map(({ at, before, after }) => [at, before, after])).toEqual(
      one.fields.map(([at, before, after]) => [at, before, after.replace('@URL@', world.url)]),
    );
    expect(plan).toMatchObject({ modeBefore: 0o644, modeAfter: 0o600, token: one.tool, changes: true });

    await connected(one);
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(meant(one.after, tokenIn(text)));
    expect(modeOf(path)).toBe(0o600);
    expect(await tokens()).toMatchObject([{ name: one.tool, providers: one.providers }]);
    expect(await stateOf(one)).toBe('connected');
    expect(readdirSync(dirname(path))).toEqual([path.slice(dirname(path).length + 1)]);

    expect(await world.core.client.connections.plan(connectInput(one))).toMatchObject({
      changes: false,
      fields: [],
    });

    await putBack(one);
    expect(readFileSync(path, 'utf8')).toBe(one.before);
    expect(modeOf(path)).toBe(0o644);
    expect(await tokens()).toEqual([]);
    expect(existsSync(join(world.core.directory, 'connections', `${one.tool}.json`))).toBe(false);
  });

  it('keeps what its person changed meanwhile when it is put back', async () => {
    const path = lay(one);
    await connected(one);
    const [from, to] = one.later;
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    expect(await stateOf(one)).toBe('connected');
    const plan = await putBack(one);
    expect(plan.left).toEqual([]);
    const text = readFileSync(path, 'utf8');
    expect(text).not.toContain('kwr_');
    expect(text).not.toContain(world.url);
    expect(text).toContain(to);
  });

  it('is refused where its configuration is broken, and nothing changes', async () => {
    const path = lay(one, `${one.before}\n{[`);
    await expect(connected(one)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(readFileSync(path, 'utf8')).toBe(`${one.before}\n{[`);
    expect(await tokens()).toEqual([]);
  });
});

const ask = (token: string, path: string) =>
  fetch(world.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"model":"m"}',
  });

describe('a connection', () => {
  it('serves the tool by its token for its provider alone, until it is undone', async () => {
    const codex = named('codex');
    const path = lay(codex);
    await connected(codex);
    const text = readFileSync(path, 'utf8');
    const base = new URL(/base_url = "(.*)"/.exec(text)?.[1] ?? '').pathname;
    world.provider.script('/v1/responses', [{ status: 200, body: { ok: true } }]);
    const answer = await ask(tokenIn(text), `${base}/responses`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
    expect((await ask(tokenIn(text), '/anthropic/v1/messages')).status).toBe(403);
    await putBack(codex);
    expect((await ask(tokenIn(text), `${base}/responses`)).status).toBe(401);
  });

  it('keeps the relay on the port that the tool was given', async () => {
    const aider = named('aider');
    lay(aider);
    await connected(aider);
    const { settings } = await world.core.client.settings.get({});
    expect(settings.relayPort).toBe(world.port);
  });

  it('makes a file that was not there, and it goes again with the tool', async () => {
    const claude = named('claude-code-api');
    const path = join(home, claude.file);
    mkdirSync(dirname(path), { recursive: true });
    expect(await stateOf(claude)).toBe('ready');
    await connected(claude);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      env: { ANTHROPIC_BASE_URL: `${world.url}/anthropic` },
    });
    await putBack(claude);
    expect(existsSync(path)).toBe(false);
  });

  it('a field of it that somebody changed stays theirs, and is named', async () => {
    const claude = named('claude-code-api');
    const path = lay(claude);
    await connected(claude);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(`${world.url}/anthropic`, 'https://mine.example'));
    expect(await stateOf(claude)).toBe('changed');
    const plan = await putBack(claude);
    expect(plan.left).toEqual(['env.ANTHROPIC_BASE_URL']);
    expect(readFileSync(path, 'utf8')).toBe(
      claude.before.replace('https://user:pass@old.example/x?key=1', 'https://mine.example'),
    );
  });

  it('is made anew where it was changed, with a new token, and still leads back', async () => {
    const claude = named('claude-code-api');
    const path = lay(claude);
    await connected(claude);
    const first = readFileSync(path, 'utf8');
    await world.core.client.relay.revokeToken({ name: 'claude-code-api' });
    writeFileSync(path, first.replace('"DEBUG": "1"', '"DEBUG": "2"'));
    await connected(claude);
    const second = readFileSync(path, 'utf8');
    expect(tokenIn(second)).not.toBe(tokenIn(first));
    expect(await tokens()).toHaveLength(1);
    await putBack(claude);
    expect(readFileSync(path, 'utf8')).toBe(claude.before.replace('"DEBUG": "1"', '"DEBUG": "2"'));
  });

  it('whose file somebody removed ends with its token, and nothing comes back', async () => {
    const codex = named('codex');
    const path = lay(codex);
    await connected(codex);
    rmSync(path);
    expect(await stateOf(codex)).toBe('changed');
    await putBack(codex);
    expect(existsSync(path)).toBe(false);
    expect(await tokens()).toEqual([]);
  });

  it('is undone as a whole where it was ended before the tool’s file was written', async () => {
    const codex = named('codex');
    const path = lay(codex);
    await connected(codex);
    writeFileSync(path, codex.before);
    expect(await putBack(codex)).toMatchObject({ left: [] });
    expect(readFileSync(path, 'utf8')).toBe(codex.before);
    expect(await tokens()).toEqual([]);
  });

  it('holds for the providers whose models the tool lists, and takes in a model that was added', async () => {
    const list = named('continue');
    const path = lay(list, list.before.replace('provider: anthropic', 'provider: mistral'));
    const { mark } = await world.core.client.connections.plan({ ...connectInput(list), providers: [] });
    const plan = await world.core.client.connections.apply({ ...connectInput(list), providers: [], mark });
    expect(plan.providers).toEqual(['openai']);
    writeFileSync(
      path,
      `${readFileSync(path, 'utf8')}  - name: More\n    provider: openai\n    model: gpt-5.5\n`,
    );
    const more = await world.core.client.connections.plan({ ...connectInput(list), providers: [] });
    expect(more.fields.map(({ at }) => at)).toContain('models.3.apiKey');
  });

  it('leaves a token of its name to whom it is, and takes another', async () => {
    await world.token({ name: 'codex' });
    lay(named('codex'));
    expect(await connected(named('codex'))).toMatchObject({ token: 'codex-2' });
  });

  it('is done only as it was shown', async () => {
    const codex = named('codex');
    const path = lay(codex);
    const { mark } = await world.core.client.connections.plan(connectInput(codex));
    writeFileSync(path, `${codex.before}# more\n`);
    await expect(world.core.client.connections.apply({ ...connectInput(codex), mark })).rejects.toMatchObject(
      { code: 'busy' },
    );
    expect(readFileSync(path, 'utf8')).toBe(`${codex.before}# more\n`);
    expect(await tokens()).toEqual([]);
  });

  it('follows a link within the home directory and none that leads out of it', async () => {
    const codex = named('codex');
    const dotfiles = join(home, 'dotfiles');
    mkdirSync(dotfiles);
    mkdirSync(join(home, '.codex'));
    writeFileSync(join(dotfiles, 'codex.toml'), codex.before);
    symlinkSync(join(dotfiles, 'codex.toml'), join(home, codex.file));
    await connected(codex);
    expect(readFileSync(join(dotfiles, 'codex.toml'), 'utf8')).toContain('keywatch');
    await putBack(codex);
    rmSync(join(home, codex.file));

    const outside = mkdtempSync(join(tmpdir(), 'keywatch-outside-'));
    writeFileSync(join(outside, 'config.toml'), codex.before);
    symlinkSync(join(outside, 'config.toml'), join(home, codex.file));
    await expect(connected(codex)).rejects.toMatchObject({ code: 'not_permitted' });
    expect(readFileSync(join(outside, 'config.toml'), 'utf8')).toBe(codex.before);
    rmSync(outside, { recursive: true });
  });

  it('keeps what stood there sealed: no key in clear in the data directory', async () => {
    const opencode = named('opencode');
    lay(opencode);
    await connected(opencode);
    const kept = readFileSync(join(world.core.directory, 'connections/opencode.json'), 'utf8');
    expect(kept).not.toContain(openaiKey('z'));
    expect(kept).not.toContain('kwr_');
    expect(modeOf(join(world.core.directory, 'connections/opencode.json'))).toBe(0o600);
  });

  it('is refused for a provider the tool does not take, a tool that is not known, and one that is not connected', async () => {
    const codex = named('codex');
    lay(codex);
    const { plan } = world.core.client.connections;
    await expect(plan({ ...connectInput(codex), providers: ['anthropic'] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(plan({ ...connectInput(codex), tool: 'emacs' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(plan(undoInput(codex))).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      plan({ act: 'connect', tool: 'litellm', providers: [], around: around() }),
    ).rejects.toMatchObject({ code: 'bad_usage' });
  });

  it('passes over OpenClaw’s own profiles and names them, but for those that its store keeps first', async () => {
    const openclaw = named('openclaw');
    const path = lay(openclaw);
    const stateDir = dirname(path);
    const profiles = {
      'anthropic:mine': { type: 'api_key', provider: 'anthropic', key: anthropicKey('m') },
      'openai:other': { type: 'api_key', provider: 'openai', key: openaiKey('o') },
    };
    putJson(stateDir, { version: 1, profiles });
    const plan = await connected(openclaw);
    expect(plan.fields.at(-1)).toEqual({ at: 'auth.order.anthropic', before: null, after: '[]' });
    const notes = plan.notes.join('\n');
    expect(notes).toContain('OpenClaw’s own anthropic:mine would go before the relay');
    expect(notes).toContain('ANTHROPIC_API_KEY');
    expect(notes).not.toContain('openai:other');
    await putBack(openclaw);
    expect(readFileSync(path, 'utf8')).toBe(openclaw.before);

    putJson(stateDir, { version: 1, profiles, order: { anthropic: ['anthropic:mine'] } });
    const kept = await world.core.client.connections.plan(connectInput(openclaw));
    expect(kept.fields.map(({ at }) => at)).not.toContain('auth.order.anthropic');
    expect(kept.notes.join('\n')).toContain('openclaw models auth order clear --provider anthropic');
  });

  it('is looked at by the doctor: a closed relay, a changed field, a revoked token, each with what to type', async () => {
    const codex = named('codex');
    const path = lay(codex);
    await connected(codex);
    const { client } = world.core;
    const found = async () =>
      (await client.doctor({})).findings
        .filter(({ id }) => /^(relay|connection)_/.test(id))
        .map(({ id, what, where, remedy }) => ({ id, what, where, remedy }));
    expect(await found()).toEqual([]);
    await client.relay.close({});
    expect(await found()).toMatchObject([
      { id: 'relay_closed', where: path, remedy: expect.stringContaining('relay --keep') as string },
    ]);
    await client.relay.open({ port: world.port });
    writeFileSync(path, readFileSync(path, 'utf8').replace('model_provider = "keywatch"', ''));
    expect(await found()).toMatchObject([
      { id: 'connection_changed', what: expect.stringContaining('model_provider is not as') as string },
    ]);
    await client.relay.revokeToken({ name: 'codex' });
    expect(await found()).toMatchObject([
      { id: 'connection_revoked', remedy: expect.stringContaining('keywatch connect codex') as string },
    ]);
    await connected(codex);
    expect(await found()).toEqual([]);
  });
});
