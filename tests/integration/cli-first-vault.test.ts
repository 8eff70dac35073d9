import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from '../../src-cli/arguments.ts';
import type { Host } from '../../src-cli/command.ts';
import { aliases, commands } from '../../src-cli/commands.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

// The command and the core are real; the terminal is a list of what was said there.
describe('the first key of a vault', () => {
  let directory: string;
  let core: RealCore | null;
  let said: string[];
  let env: Record<string, string>;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'keywatch-first-'));
    core = null;
    said = [];
    env = {};
  });
  afterEach(async () => {
    await core?.end();
    rmSync(directory, { recursive: true, force: true });
  });

  const host = (how: { json: boolean; out: boolean }): Host => ({
    env: {},
    home: directory,
    directory,
    programDirectory: directory,
    now: Date.now,
    reader: () => Promise.reject(new Error('not asked for')),
    owner: () => Promise.resolve(null),
    async client() {
      core ??= await realCore(env, directory);
      return core.client;
    },
    serve: () => Promise.reject(new Error('no gateway asks here')),
    release: () => Promise.resolve(),
    warn: (sentence) => void said.push(sentence),
    write: () => undefined,
    say: () => undefined,
    json: how.json,
    terminal: { in: true, out: how.out },
    read: () => Promise.resolve(''),
    askSecret: () => Promise.resolve(inventedKeys.openai),
    askYes: () => Promise.reject(new Error('not asked for')),
    askLine: () => Promise.reject(new Error('not asked for')),
    ended: () => Promise.resolve(),
  });

  async function add(name: string, how: Partial<Parameters<typeof host>[0]> = {}): Promise<string[]> {
    said = [];
    const typed = await parse(['auth', 'add', '--no-probe', '--force', '--name', name], commands, aliases);
    if (typed === null) throw new Error('nothing was typed');
    await typed.command.run(typed, host({ json: false, out: true, ...how }));
    return said;
  }

  const offer = /^a new vault was made .*keywatch vault protect --add recovery/;

  it('comes with one line on a way back, and the second with none', async () => {
    expect(await add('One')).toEqual([expect.stringMatching(offer)]);
    expect(await add('Two')).toEqual([]);
  });

  it.each([
    ['a program asks for a document', { json: true }],
    ['nobody reads along', { out: false }],
  ])('comes without it where %s', async (_, how) => {
    expect(await add('One', how)).toEqual([]);
  });

  it('comes without it where a passphrase opens the vault', { timeout: 60_000 }, async () => {
    const file = join(directory, 'passphrase');
    writeFileSync(file, 'correct horse battery staple\n', { mode: 0o600 });
    env = { KEYWATCH_PASSPHRASE_FILE: file };
    expect(await add('One')).toEqual([]);
    expect(core?.keywatch.status({}).vault.slot).toBe('passphrase');
  });
});
