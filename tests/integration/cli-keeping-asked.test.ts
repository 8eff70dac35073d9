import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from '../../src-cli/arguments.ts';
import type { Done, Host } from '../../src-cli/command.ts';
import { aliases, commands } from '../../src-cli/commands.ts';
import { failureOf } from '../../src-cli/failure.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

describe('a person at the terminal', () => {
  let core: RealCore;
  let answers: (string | boolean)[];
  /** Everything shown before and with the questions. */
  let shown: string;
  beforeEach(async () => {
    core = await realCore({ KEYWATCH_OFFLINE: '1' });
    shown = '';
  });
  afterEach(() => core.end());

  function answer<T extends string | boolean>(question: string): Promise<T> {
    shown += `${question}\n`;
    const next = answers.shift();
    if (next === undefined) throw new Error(`nobody answers: ${question}`);
    return Promise.resolve(next as T);
  }

  const host = (): Host => ({
    env: { NO_COLOR: '1' },
    home: core.directory,
    directory: core.directory,
    programDirectory: core.directory,
    now: Date.now,
    reader: () => Promise.reject(new Error('not asked for')),
    owner: () => Promise.resolve(core.client),
    client: () => Promise.resolve(core.client),
    serve: () => Promise.reject(new Error('no gateway asks here')),
    release: () => Promise.resolve(),
    warn: (sentence) => void (shown += `${sentence}\n`),
    write: (text) => void (shown += text),
    say: () => undefined,
    json: false,
    terminal: { in: true, out: true },
    read: () => Promise.resolve(''),
    askSecret: (question) => answer<string>(question),
    askYes: (question) => answer<boolean>(question),
    askLine: (question) => answer<string>(question),
    ended: () => Promise.resolve(),
  });

  async function run(words: readonly string[], ...given: (string | boolean)[]): Promise<Done> {
    answers = given;
    shown = '';
    const typed = await parse([...words], commands, aliases);
    if (typed === null) throw new Error('nothing was typed');
    const done = await typed.command.run(typed, host());
    expect(answers).toEqual([]);
    return done;
  }
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (thrown: unknown) => failureOf(thrown).code,
    );
  const vault = () => readFileSync(join(core.directory, 'vault.json'), 'utf8');
  const file = (text: string) => {
    const path = join(core.directory, 'file');
    writeFileSync(path, text);
    return path;
  };
  const env = () => file(`OPENAI_API_KEY=${inventedKeys.openai}\n`);

  it('sees what importing would change before the question, and a no changes nothing', async () => {
    const before = vault();
    expect(await codeOf(run(['import', env()], false))).toBe('bad_usage');
    expect(shown).toMatch(/line 1 +new +openai:openai[\s\S]*Import 1 new\?/);
    expect(shown).not.toContain(inventedKeys.openai.slice(10, 40));
    expect(vault()).toBe(before);
    await run(['import', env()], true);
    expect((await core.client.profiles.get({ id: 'openai:openai' })).profile.name).toBe('OpenAI');
    // Nothing to do, nothing to ask.
    await run(['import', env()]);
  });

  it('agrees to the sentence of a provider, or imports nothing', async () => {
    const path = file(`CLAUDE_CODE_OAUTH_TOKEN=${inventedKeys.setupToken}\n`);
    expect(await codeOf(run(['import', path], false))).toBe('policy_not_agreed');
    await run(['import', path], true, true);
    expect((await core.client.profiles.list({})).profiles).toMatchObject([{ provider: 'claude-code' }]);
  });

  it(
    'is asked for the passphrase of a new export twice, and for that of a sealed file once',
    { timeout: 60_000 },
    async () => {
      await run(['import', env()], true);
      const elsewhere = mkdtempSync(join(tmpdir(), 'keywatch-out-'));
      onTestFinished(() => rmSync(elsewhere, { recursive: true }));
      const out = join(elsewhere, 'out');
      expect(await codeOf(run(['export', out, '--secrets'], 'one passphrase', 'another'))).toBe(
        'invalid_input',
      );
      expect(existsSync(out)).toBe(false);
      await run(['export', out, '--secrets'], 'one passphrase', 'one passphrase');
      expect(await codeOf(run(['import', out, '--dry-run'], 'a wrong one'))).toBe('wrong_passphrase');
      const { document } = await run(['import', out, '--dry-run'], 'one passphrase');
      expect(document).toMatchObject({ counts: { same: 1 } });
    },
  );

  it('sees the difference of a backup before the question', async () => {
    await run(['import', env()], true);
    const [backup] = (await core.client.backups.list({})).backups;
    const before = vault();
    expect(await codeOf(run(['backup', 'restore', backup?.id ?? ''], false))).toBe('bad_usage');
    expect(shown).toMatch(/- openai:openai[\s\S]*Restore this backup\?/);
    expect(vault()).toBe(before);
    await run(['backup', 'restore', backup?.id ?? ''], true);
    expect((await core.client.profiles.list({})).profiles).toEqual([]);
  });

  it('types the word to reset, after seeing what lies where', async () => {
    await run(['import', env()], true);
    expect(await codeOf(run(['reset'], 'yes'))).toBe('bad_usage');
    expect(shown).toMatch(/vault\.json[\s\S]*every credential[\s\S]*Type reset/);
    // This core still owns the directory.
    expect(await codeOf(run(['reset'], 'reset'))).toBe('busy');
    expect(existsSync(join(core.directory, 'vault.json'))).toBe(true);
  });
});
