import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from '../../src-cli/arguments.ts';
import type { Done, Host } from '../../src-cli/command.ts';
import { openOwnVault } from '../../src-cli/open-own-vault.ts';
import { aliases, commands } from '../../src-cli/commands.ts';
import { failureOf } from '../../src-cli/failure.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';

const passphrase = 'correct horse battery staple';

// What a person is asked on a terminal: the commands and the core are real, the person is a list of answers.
describe('vault commands on a terminal', () => {
  let core: RealCore;
  let answers: (string | boolean)[];
  let asked: string[];
  beforeEach(async () => {
    core = await realCore();
    answers = [];
    asked = [];
  });
  afterEach(() => core.end());

  function answer<T extends string | boolean>(question: string): Promise<T> {
    asked.push(question);
    const next = answers.shift();
    if (next === undefined) throw new Error(`nobody answers: ${question}`);
    return Promise.resolve(next as T);
  }

  const host = (): Host => ({
    env: {},
    home: core.directory,
    directory: core.directory,
    programDirectory: core.directory,
    now: Date.now,
    reader: () => Promise.reject(new Error('not asked for')),
    owner: () => Promise.resolve(core.client),
    client: () => Promise.resolve(core.client),
    serve: () => Promise.reject(new Error('no gateway asks here')),
    release: () => Promise.resolve(),
    warn: (sentence) => void asked.push(`warned: ${sentence}`),
    write: () => undefined,
    say: () => undefined,
    json: false,
    terminal: { in: true, out: true },
    read: () => Promise.resolve(''),
    askSecret: (question) => answer<string>(question),
    askYes: (question) => answer<boolean>(question),
    askLine: (question) => answer<string>(question),
    ended: () => Promise.resolve(),
  });

  async function run(line: string, ...given: (string | boolean)[]): Promise<Done> {
    answers = given;
    asked = [];
    const typed = await parse(line.split(' '), commands, aliases);
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
  const look = { width: 100, colour: false, now: Date.now() };
  const slots = async () => (await core.client.vault.status({})).vault.slots.map(({ id }) => id);

  it('ask for a new passphrase twice, and for none where the two differ', { timeout: 60_000 }, async () => {
    expect(await codeOf(run('vault protect --add passphrase', passphrase, 'another'))).toBe('invalid_input');
    expect(await slots()).toEqual(['key-file']);
    await run('vault protect --add passphrase', passphrase, passphrase);
    expect(await slots()).toEqual(['key-file', 'passphrase']);
    const tested = await run('vault protect --test passphrase', passphrase);
    expect(tested).toMatchObject({ exit: 0, document: { tested: { opens: 'yes' } } });
  });

  it('print a recovery code by itself, with what to do with it', { timeout: 60_000 }, async () => {
    const done = await run('vault protect --add recovery');
    const lines = await done.lines(look);
    expect(lines.join('\n')).toMatch(/\n {2}([0-9A-Z]{5}-){6}[0-9A-Z]{5}\n\nWrite it down.*shown this once/);
    expect(await (await run('vault status')).lines(look)).toContainEqual(
      expect.stringMatching(/Recovery +a code was printed/),
    );
  });

  it('ask before a slot goes, and keep it without a yes', { timeout: 60_000 }, async () => {
    await run('vault protect --add passphrase', passphrase, passphrase);
    expect(await codeOf(run('vault protect --remove passphrase', false))).toBe('bad_usage');
    expect(await slots()).toEqual(['key-file', 'passphrase']);
    await run('vault protect --remove passphrase', true);
    expect(asked).toEqual([expect.stringMatching(/^Remove the slot passphrase\? \d+ older backup/)]);
    expect(await slots()).toEqual(['key-file']);
  });

  it('ask for the passphrase to unlock, three times at most', { timeout: 60_000 }, async () => {
    await run('vault protect --add passphrase', passphrase, passphrase);
    await run('vault lock');
    // The key file opens it without a question; the slot that is named asks for its own.
    await run('vault unlock passphrase', 'wrong horse', passphrase);
    expect(asked).toEqual([
      expect.stringContaining('not shown'),
      expect.stringContaining('opens no slot'),
      expect.stringContaining('not shown'),
    ]);
    await run('vault lock');
    expect(await codeOf(run('vault unlock passphrase', 'one', 'two', 'three'))).toBe('wrong_passphrase');
    expect((await run('vault unlock')).document).toMatchObject({ state: 'open' });
  });

  it('are asked of a person where the command itself opens the vault', { timeout: 60_000 }, async () => {
    await run('vault protect --add passphrase', passphrase, passphrase);
    await run('vault lock');
    answers = ['wrong horse', passphrase];
    asked = [];
    await openOwnVault(core.keywatch, host(), []);
    expect(asked).toEqual([
      expect.stringContaining('not shown'),
      expect.stringContaining('opens no slot'),
      expect.stringContaining('not shown'),
    ]);
    expect(core.keywatch.status({}).vault.state).toBe('open');
  });

  it(
    'ask for what opens each slot that takes the new key, and leave behind what is agreed to',
    { timeout: 60_000 },
    async () => {
      await run('vault protect --add passphrase', passphrase, passphrase);
      await run('vault protect --add recovery');
      expect(await codeOf(run('vault rotate-key', passphrase, '', false))).toBe('bad_usage');
      expect(asked).toEqual([
        expect.stringContaining('What opens passphrase'),
        expect.stringContaining('What opens recovery'),
        expect.stringMatching(/another key\? It leaves behind for good: recovery\./),
      ]);
      expect(await slots()).toEqual(['key-file', 'passphrase', 'recovery']);
      const done = await run('vault rotate-key', passphrase, '', true);
      expect(await done.lines(look)).toContainEqual(expect.stringMatching(/recovery +dropped/));
      expect(await slots()).toEqual(['key-file', 'passphrase']);
      expect(await run('vault protect --test passphrase', passphrase)).toMatchObject({ exit: 0 });
    },
  );
});
