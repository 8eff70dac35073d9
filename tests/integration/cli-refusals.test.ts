import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { putJson } from '../fixtures/gateway-homes.ts';
import { runHere } from '../fixtures/keywatch-here.ts';
import { scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let env: Environment;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-refusals-'));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const run = (line: string, input = '') => runHere(env, line.split(' '), input);

it.each([
  'auth edit x --name y',
  'auth replace x --key -',
  'auth remove x --yes',
  'auth restore x',
  'auth enable x',
  'auth test',
  'auth order set --provider openai x',
  'auth order clear --provider openai',
  'auth pin x',
  'auth unpin --provider openai',
  'status --probe',
  'models status --probe',
  'models auth order clear --provider openai',
  'notify',
  'notify desktop',
  'notify --test',
  'secret get x',
  'export file.json',
  'relay token list',
])('%s says that there is no vault, and makes none', async (line) => {
  const { code, stderr } = await run(line);
  expect(stderr).toContain('there is no vault in');
  expect([code, existsSync(join(home, 'data'))]).toEqual([66, false]);
});

it.each(['link', 'import'])('gateway %s of a gateway that is not here makes no vault', async (act) => {
  const { code, stderr } = await run(`gateway ${act} openclaw --yes`);
  expect(stderr).toContain('OpenClaw has no state at');
  expect([code, existsSync(join(home, 'data'))]).toEqual([66, false]);
});

it('gateway link says at once what there is instead of SecretRefs, and asks for no --yes', async () => {
  putJson(join(home, '.coderclaw'), { version: 1, profiles: {} });
  const { code, stderr } = await run('gateway link coderclaw');
  expect(code).toBe(64);
  expect(stderr).toContain('knows no SecretRefs');
  expect(stderr).toContain('keywatch run --profile ID -- coderclaw');
  expect(stderr).not.toContain('--yes');
});

it('the doctor tells of a link whose file is gone, though nobody watches it', async () => {
  const file = join(home, 'key');
  writeFileSync(file, inventedKeys.openai, { mode: 0o600 });
  await run(`auth add --provider openai --name F --no-probe --ref file:${file}`);
  const finds = async () => (await run('doctor')).stdout.includes(`openai:f refers to ${file}, and nothing`);
  expect(await finds()).toBe(false);
  rmSync(file);
  expect(await finds()).toBe(true);
});

it('--force is named only where it is taken', async () => {
  const paste = (id: string) =>
    run(
      `auth paste-token --provider anthropic --profile-id ${id} --agree-policy --no-probe`,
      inventedKeys.setupToken,
    );
  expect((await paste('claude-code:one')).stderr).toContain('stored for claude-code');
  const pasted = await paste('claude-code:two');
  expect(pasted.code).toBe(65);
  expect(pasted.stderr).toContain('stored already as');
  expect(pasted.stderr).not.toContain('--force');

  const add = (more = '') => run(`auth add --no-probe --key -${more}`, inventedKeys.openai);
  await add();
  const refused = await add();
  expect(refused.code).toBe(65);
  expect(refused.stderr).toContain('--force');
  expect((await add(' --force')).code).toBe(0);
});
