import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const before = '# mine\nmodel = "gpt-5.4"\n';

let home: string;
let env: Environment;
let config: string;

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-connect-')));
  env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1', CODEX_HOME: join(home, 'moved') };
  config = join(home, 'moved/config.toml');
  mkdirSync(join(home, 'moved'));
  writeFileSync(config, before);
  await runHere(
    env,
    ['auth', 'add', '--provider', 'openai', '--name', 'Work', '--key', '-'],
    inventedKeys.openai,
  );
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const connect = async (...args: string[]) => {
  const { code, stdout, stderr } = await runHere(env, ['connect', ...args]);
  return { code, said: stdout + stderr };
};

it('a tool is connected and put back from a script, and only with a word for it', async () => {
  const refused = await connect('codex');
  expect(refused.code).toBe(64);
  expect(refused.said).toContain('there is no terminal to ask; nothing was changed');
  const dry = await connect('codex', '--dry-run');
  expect(dry.said).toContain('model_provider: nothing → keywatch');
  expect(dry.said).toContain('Nothing was changed.');
  expect(readFileSync(config, 'utf8')).toBe(before);

  const done = await connect('codex', '--yes');
  expect(done.code).toBe(0);
  expect(done.said).toContain('Codex is connected.');
  expect(done.said).toContain('No Keywatch runs here now, so the relay is closed');
  expect(done.said).not.toMatch(/kwr_\w/);
  expect(readFileSync(config, 'utf8')).toContain('base_url = "http://127.0.0.1:4141/openai/v1"');
  expect((await connect('codex', '--yes')).said).toContain('connected already; nothing was changed');
  // Nobody keeps watch, so nobody has the relay open.
  const { findings } = JSON.parse((await runHere(env, ['doctor', '--json'])).stdout) as {
    findings: { id: string; where: string | null }[];
  };
  expect(findings).toContainEqual(expect.objectContaining({ id: 'relay_closed', where: config }));

  const { connections } = JSON.parse((await runHere(env, ['connect', '--json'])).stdout) as {
    connections: { tool: string; state: string; path: string; token: string | null }[];
  };
  expect(connections.find(({ tool }) => tool === 'codex')).toMatchObject({
    state: 'connected',
    path: config,
    token: 'codex',
  });

  expect((await connect('--undo', 'codex', '--yes')).said).toContain(
    'the access token codex lets nobody in any more',
  );
  expect(readFileSync(config, 'utf8')).toBe(before);
});

it('what is typed wrong is refused with what to type', async () => {
  expect(await connect('--undo')).toMatchObject({
    code: 64,
    said: expect.stringContaining('connect --undo codex') as string,
  });
  expect(await connect('emacs', '--yes')).toMatchObject({
    code: 66,
    said: expect.stringContaining('it knows claude-code-api') as string,
  });
  expect(await connect('litellm', '--yes')).toMatchObject({
    code: 64,
    said: expect.stringContaining('--file PATH') as string,
  });
  expect(await connect('codex', '--provider', 'anthropic', '--yes')).toMatchObject({ code: 65 });
});

it('while a tool is connected, nothing is reset that would put it back, unless that is said', async () => {
  await connect('codex', '--yes');
  const dry = await runHere(env, ['reset', '--dry-run', '--json']);
  expect(JSON.parse(dry.stdout)).toMatchObject({
    attached: [{ name: 'codex', path: config, undo: 'keywatch connect --undo codex' }],
  });
  const refused = await runHere(env, ['reset', '--yes']);
  expect(refused.code).toBe(64);
  expect(refused.stderr).toContain(
    `codex (${config}) still has its keys from here; nothing was removed; first type: keywatch connect --undo codex`,
  );
  expect(existsSync(join(home, 'data/vault.json'))).toBe(true);
  const removed = await runHere(env, ['reset', '--yes', '--leave-tools']);
  expect(removed.code).toBe(0);
  expect(removed.stdout).toContain(`codex (${config}) still asks Keywatch for its keys: set it up anew.`);
  expect(existsSync(join(home, 'data'))).toBe(false);
  expect(readFileSync(config, 'utf8')).toContain('model_provider = "keywatch"');
});
