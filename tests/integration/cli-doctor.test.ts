import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingKinds } from '../../src-shared/finding-kinds.ts';
import { directories, ordinaryStore, put, putConfig, putJson, secretOf } from '../fixtures/gateway-homes.ts';
import { runCli, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

interface Said {
  schema: string;
  findings: {
    id: string;
    severity: string;
    what: string;
    where: string | null;
    fixed: boolean;
    done: string | null;
  }[];
  tools: { tool: string; agent: string | null; uses: { name: string; mask: string | null } | null }[];
  services: { name: string; lacks: string[] }[];
  exit: number;
}

let home: string;
let env: Environment;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-doctor-')));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const at = (...path: string[]) => join(home, ...path);
async function doctor(args: readonly string[] = [], more: Environment = {}) {
  const ran = await runCli({ ...env, ...more }, ['doctor', ...args, '--json']);
  return { ...ran, document: JSON.parse(ran.stdout) as Said };
}
const { anthropic, openai } = inventedKeys;

describe('keywatch doctor', { timeout: 60_000 }, () => {
  it('examines what lies around without a vault, and makes none', async () => {
    putJson(at(directories.openclaw), ordinaryStore(Date.now()), { mode: 0o644 });
    putConfig(at(directories.openclaw), 'openclaw', "{ agents: { defaults: { model: 'openai/gpt' } } }");
    put(
      at('.claude/.credentials.json'),
      JSON.stringify({ claudeAiOauth: { accessToken: 'a', refreshToken: 'b' } }),
    );
    put(at('.config/systemd/user/openclaw.service'), '[Service]\nExecStart=/usr/bin/openclaw gateway\n');
    const variables = { ANTHROPIC_API_KEY: anthropic, OPENAI_API_KEY: openai };
    const { code, document, stdout, stderr } = await doctor([], variables);
    expect([code, document.schema, document.exit, stderr]).toEqual([1, 'keywatch.doctor/1', 1, '']);
    const ids = document.findings.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'loose_mode',
        'plaintext',
        'profile_unusable',
        'shadowed',
        'service_without_key',
      ]),
    );
    expect(ids.filter((id) => !(id in findingKinds))).toEqual([]);
    expect(document.tools.find(({ tool }) => tool === 'claude-code')?.uses?.name).toBe('ANTHROPIC_API_KEY');
    expect(document.tools.find(({ tool }) => tool === 'openclaw')).toMatchObject({
      agent: 'main',
      uses: { name: 'OPENAI_API_KEY' },
    });
    expect(document.services).toMatchObject([{ name: 'openclaw.service', lacks: ['OPENAI_API_KEY'] }]);
    for (const secret of [anthropic, openai, secretOf('default'), secretOf('refresh')])
      expect(stdout).not.toContain(secret);
    expect(existsSync(at('data'))).toBe(false);

    const shown = await runCli({ ...env, ...variables }, ['doctor']);
    expect(shown.stdout).toContain('What each would use here');
    expect(shown.stdout).toContain('openclaw.service: no key; not OPENAI_API_KEY');
    for (const secret of [anthropic, openai]) expect(shown.stdout + shown.stderr).not.toContain(secret);
  });

  it('sets right what is safe, says what it did, and notes it in a place of its own', async () => {
    const store = putJson(at(directories.coderclaw), ordinaryStore(Date.now()), { mode: 0o604 });
    const before = readFileSync(store);
    const { document } = await doctor(['--fix']);
    expect(document.findings.find(({ id }) => id === 'loose_mode')).toMatchObject({
      where: store,
      fixed: true,
      done: 'Its mode is 0600 now; it was 0604.',
    });
    expect([statSync(store).mode & 0o777, readFileSync(store).equals(before)]).toEqual([0o600, true]);
    expect(JSON.parse(readFileSync(at('data/repairs.jsonl'), 'utf8'))).toMatchObject({
      path: store,
      was: '0604',
    });
    expect([statSync(at('data')).mode & 0o777, statSync(at('data/repairs.jsonl')).mode & 0o777]).toEqual([
      0o700, 0o600,
    ]);
    expect((await doctor()).document.findings.map(({ id }) => id)).not.toContain('loose_mode');
    expect((await runCli(env, ['reset', '--dry-run', '--json'])).stdout).toContain('repairs.jsonl');
  });

  it('has the running Keywatch examine the vault, and judges surroundings where it was typed', async () => {
    const add = (name: string, ...more: string[]) =>
      runCli(
        env,
        ['auth', 'add', '--provider', 'openai', '--name', name, '--key', '-', '--no-probe', ...more],
        openai,
      );
    await add('One', '--expires', '2020-01-01');
    await add('Two', '--force');
    const alone = await doctor();
    const serving = await startServe({ ...env, OPENAI_API_KEY: openai }, ['--no-browser']);
    try {
      const asked = await doctor([], { GEMINI_API_KEY: 'invented', GOOGLE_API_KEY: 'other-invented' });
      for (const { document } of [alone, asked])
        expect(document.findings.map(({ id }) => id)).toEqual(
          expect.arrayContaining(['profile_expired', 'duplicate_key', 'not_protected']),
        );
      expect(asked.document.tools.map(({ tool }) => tool)).toEqual(expect.arrayContaining(['google-sdk']));
      expect(asked.document.tools.map(({ tool }) => tool)).not.toContain('openai-sdk');
      expect(new Set(asked.document.findings.map(({ what, where }) => `${what} ${where}`)).size).toBe(
        asked.document.findings.length,
      );
    } finally {
      await serving.stop('SIGTERM');
    }
  });

  it('shows a few of a kind, and all of them in the document', async () => {
    const profiles = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `openai:p${index}`,
        { type: 'api_key', provider: 'openai', key: secretOf(`p${index}`) },
      ]),
    );
    for (const agent of ['main', 'other']) putJson(at(directories.remoteclaw), { profiles }, { agent });
    const { document } = await doctor();
    expect(document.findings.filter(({ id }) => id === 'same_account')).toHaveLength(40);
    const { stdout } = await runCli(env, ['doctor']);
    expect(stdout).toContain('and 32 more of same_account; --json shows all');
    expect(stdout.split('\n').filter((line) => line.includes('One key lies in 2 stores'))).toHaveLength(8);
  });

  it('is not held up by a home full of what it does not expect', async () => {
    for (const path of [
      '.claude/.credentials.json',
      '.codex/auth.json',
      '.gemini/settings.json',
      '.aider.conf.yml',
    ])
      put(at(path), '\u0000{"');
    put(at('.config/systemd/user/openclaw.service'), '\u0000[Service\n=\n');
    put(at('Library/LaunchAgents/ai.openclaw.plist'), '<plist><dict><key>');
    put(at('.env/inside'), 'a directory in the place of a file');
    put(at(directories.openclaw, 'openclaw.json'), '{');
    const { code, stderr } = await doctor();
    expect([code, stderr]).toEqual([1, '']);
    expect((await runCli(env, ['doctor', 'now'])).code).toBe(64);
    expect((await runCli(env, ['doctor', '--fixx'])).code).toBe(64);
  });
});
