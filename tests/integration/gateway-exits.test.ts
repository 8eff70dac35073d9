import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putConfig, putJson, putSharedDatabase, putSplit } from '../fixtures/gateway-homes.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { peerExits } from '../fixtures/peer-exits.ts';

let home: string;
let env: Environment;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-exits-')));
  env = scratchEnvironment(home);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const put = { '2026.3.13': putJson, '2026.5.28': putSplit, '2026.9.6': putSharedDatabase } as const;
const usual = { agents: { defaults: { model: { primary: 'anthropic/claude-opus-4-6' } } } };
const stateDir = () => join(home, '.openclaw');
const exitOf = async (generation: string) =>
  (await runHere(env, ['gateway', 'status', `openclaw@${generation}`, '--check'])).code;

describe.each(Object.keys(put) as (keyof typeof put)[])('the check exits as that of %s', (generation) => {
  it.each(peerExits(Date.now()))('for $says', async ({ profiles, usageStats = {}, config, exits }) => {
    put[generation](stateDir(), { version: 1, profiles, usageStats: { ...usageStats } });
    putConfig(stateDir(), 'openclaw', JSON.stringify(config ?? usual));
    expect(await exitOf(generation)).toBe(exits[generation]);
  });
});

it('takes models of OpenAI as answered where the plug-in that runs them is there', async () => {
  const [asked] = peerExits(Date.now()).filter(
    ({ says }) => says === 'a key of OpenAI, and a model of theirs',
  );
  const path = putSharedDatabase(stateDir(), { profiles: asked?.profiles ?? {} });
  putConfig(stateDir(), 'openclaw', JSON.stringify(asked?.config));
  expect(await exitOf('2026.9.6')).toBe(1);
  const kinds = async () => {
    const { stdout } = await runHere(env, ['gateway', 'status', 'openclaw@2026.9.6', '--json']);
    return (JSON.parse(stdout) as { findings: { id: string }[] }).findings.map(({ id }) => id);
  };
  expect(await kinds()).toContain('no_runtime');
  const database = new DatabaseSync(path);
  const plugins = [{ pluginId: 'codex', enabled: true }];
  database
    .prepare('INSERT INTO config_machine_state VALUES (?, ?, 0)')
    .run('plugins.installedIndex', JSON.stringify({ index: { plugins } }));
  database.close();
  expect(await exitOf('2026.9.6')).toBe(0);
  expect(await kinds()).not.toContain('no_runtime');
});
