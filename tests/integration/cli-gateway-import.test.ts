import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ordinaryStore, putJson, secretOf, treeOf } from '../fixtures/gateway-homes.ts';
import { runCli, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const { openai, setupToken } = inventedKeys;

let home: string;
let env: Environment;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-take-')));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

interface Said {
  imported: boolean;
  message: string;
  entries: { where: string; state: string; id: string | null }[];
  profiles: { id: string; usedBy: string[]; owner: string | null }[];
}
async function run(args: readonly string[], more: Environment = {}) {
  const ran = await runCli({ ...env, ...more }, [...args, '--json']);
  return { ...ran, document: JSON.parse(ran.stdout) as Said };
}
const take = (...args: string[]) => run(['gateway', 'import', ...args]);
const listed = async () => (await run(['auth', 'list'])).document.profiles.map(({ id }) => id);

const store = () => {
  const ordinary = ordinaryStore(Date.now());
  delete ordinary.profiles!['anthropic:manual'];
  return ordinary;
};

describe('gateway import', () => {
  it('changes nothing without a word, and shows what it would do', async () => {
    putJson(join(home, '.coderclaw'), store());
    const asked = await take('coderclaw');
    expect([asked.code, asked.document.message]).toEqual([64, expect.stringContaining('--yes')]);
    const dry = await take('coderclaw', '--dry-run');
    expect([dry.code, dry.document.imported]).toEqual([0, false]);
    expect(dry.document.entries.map(({ where, state }) => `${where} ${state}`)).toEqual([
      'anthropic:default new',
      'openai-codex:me@example.com new',
      'groq:spare new',
    ]);
    expect(await listed()).toEqual([]);
  });

  it('takes those that are named, by the beginning of an id, and leaves the gateway as it was', async () => {
    const state = join(home, 'elsewhere');
    putJson(state, store());
    const before = treeOf(state);
    const ran = await take('coderclaw', 'openai-codex', 'groq', '--state-dir', state, '--yes');
    expect([ran.code, ran.document.imported]).toEqual([0, true]);
    expect(treeOf(state)).toEqual(before);
    const { document } = await run(['auth', 'list']);
    expect(document.profiles).toMatchObject([
      {
        id: 'groq:spare',
        owner: null,
        usedBy: [expect.stringMatching(/^gateway:coderclaw-[0-9a-f]{8}\/main$/)],
      },
      { id: 'openai-codex:me-example.com', owner: 'coderclaw' },
    ]);
    expect((await runCli(env, ['auth', 'show', 'groq:spare', '--reveal'])).stdout).toContain(
      secretOf('spare'),
    );
    expect(ran.stdout + ran.stderr).not.toContain('Zq7Zq7');
    const again = await take('coderclaw', '--provider', 'groq', '--state-dir', state, '--yes');
    expect(again.document).toMatchObject({ imported: false, entries: [{ state: 'same' }] });
  });

  it('follows the variables of its own shell where another process owns the vault', async () => {
    const state = join(home, 'moved');
    putJson(state, store());
    const serving = await startServe(env);
    try {
      const ran = await run(['gateway', 'import', 'openclaw', 'groq:spare', '--yes'], {
        OPENCLAW_STATE_DIR: state,
      });
      expect([ran.code, ran.document.imported]).toEqual([0, true]);
    } finally {
      await serving.stop('SIGTERM');
    }
    expect(await listed()).toEqual(['groq:spare']);
  });

  it('tells what it cannot do by exit codes', async () => {
    expect((await take('nobody', '--yes')).code).toBe(66);
    expect((await take('coderclaw', '--yes')).code).toBe(66);
    putJson(join(home, '.coderclaw'), {
      profiles: {
        'anthropic:manual': { type: 'token', provider: 'anthropic', token: setupToken },
        'openai:a': { type: 'api_key', provider: 'openai', key: openai },
      },
    });
    expect((await take('coderclaw', '--agent', 'nobody', '--yes')).code).toBe(66);
    expect((await take('coderclaw', 'openai:b', '--yes')).code).toBe(66);
    const disagreed = await take('coderclaw', '--yes');
    expect([disagreed.code, disagreed.document.message]).toEqual([65, expect.stringContaining('agree')]);
    expect(await listed()).toEqual([]);
    expect((await take('coderclaw', '--yes', '--agree-policy')).code).toBe(0);
    expect(await listed()).toEqual(['claude-code:manual', 'openai:a']);
    const restflow = await take('restflow', '--state-dir', home, '--yes');
    expect([restflow.code, restflow.document.message]).toEqual([64, expect.stringContaining('own command')]);
    expect((await take('restflow', '--yes')).code).toBe(69);
  });

  it('is a table for a person', async () => {
    putJson(join(home, '.openclaw'), store());
    const { stdout } = await runCli(env, ['gateway', 'import', 'openclaw', '--yes']);
    expect(stdout).toContain('openai-codex:me@example.com');
    expect(stdout).toContain('Imported 3 new.');
  });
});
