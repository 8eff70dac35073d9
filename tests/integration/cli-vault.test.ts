import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  runCli,
  scratchEnvironment,
  startServe,
  type Environment,
  type Serving,
} from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const passphrase = 'correct horse battery staple';

let home: string;
let env: Environment;
let serving: Serving | null = null;
let passphraseFile: string;
let keyFile: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-vault-'));
  env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1' };
  passphraseFile = join(home, 'passphrase');
  writeFileSync(passphraseFile, `${passphrase}\n`, { mode: 0o600 });
  keyFile = join(home, 'stick.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
});
afterEach(async () => {
  await serving?.stop('SIGTERM');
  serving = null;
  rmSync(home, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const ran = await runCli(env, [...args, '--json']);
  return { ...ran, document: JSON.parse(ran.stdout) as Record<string, unknown> };
}

const add = () =>
  runCli(env, ['auth', 'add', '--key', '-', '--name', 'Work', '--no-probe'], inventedKeys.openai);
const vaultJson = () => JSON.parse(readFileSync(join(home, 'data', 'vault.json'), 'utf8')) as Vault;
interface Vault {
  key: { id: string; slots: { id: string }[] };
  profiles: Record<string, unknown>;
}

describe('without an owner', () => {
  test('nothing is made where there is no vault, and nothing is open where nobody runs', async () => {
    expect(await run('vault', 'status')).toMatchObject({ code: 66, document: { code: 'not_found' } });
    expect(readdirSync(home)).not.toContain('data');
    await add();
    for (const act of ['lock', 'unlock']) {
      const { code, document } = await run('vault', act);
      expect(code).toBe(0);
      expect(document).toMatchObject({
        schema: 'keywatch.vault/1',
        state: null,
        reason: expect.stringContaining('nothing is open'),
      });
    }
  });

  test('the status tells every slot, and what stays possible', async () => {
    await add();
    const { code, document } = await run('vault', 'status');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      schema: 'keywatch.vault/1',
      state: 'open',
      protected: false,
      recovery: false,
      slots: [{ id: 'key-file', opens: 'yes', protected: false, addedAt: expect.stringMatching(/Z$/) }],
      whyNotLockable: expect.stringContaining('without anyone'),
      remains: expect.stringContaining('every program that runs as you'),
    });
    const text = await runCli(env, ['vault', 'status']);
    expect(text.stdout).toMatch(/key-file +yes +no/);
  });

  test('slots come and go, the last one stays, and no secret is touched', { timeout: 60_000 }, async () => {
    await add();
    const before = vaultJson().profiles;
    const last = await run('vault', 'protect', '--remove', 'key-file', '--yes');
    expect(last).toMatchObject({ code: 64, document: { code: 'last_slot' } });
    const added = await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphraseFile);
    expect(added).toMatchObject({ code: 0, document: { added: { id: 'passphrase', opens: 'yes' } } });
    expect(await run('vault', 'protect', '--remove', 'key-file')).toMatchObject({ code: 64 });
    const dry = await run('vault', 'protect', '--remove', 'key-file', '--dry-run');
    expect(dry).toMatchObject({ code: 0, document: { removed: null } });
    expect(vaultJson().key.slots.map(({ id }) => id)).toEqual(['key-file', 'passphrase']);
    const gone = await run('vault', 'protect', '--remove', 'key-file', '--yes', '--purge-backups');
    expect(gone).toMatchObject({ code: 0, document: { removed: { id: 'key-file' } } });
    const { opened, deleted } = gone.document['formerBackups'] as { opened: number; deleted: number };
    expect(opened).toBeGreaterThan(0);
    expect(deleted).toBe(opened);
    expect(vaultJson().profiles).toEqual(before);

    expect(await run('auth', 'show', 'work', '--reveal')).toMatchObject({
      code: 77,
      document: { message: expect.stringContaining('KEYWATCH_PASSPHRASE_FILE') },
    });
    env = { ...env, KEYWATCH_PASSPHRASE_FILE: passphraseFile };
    const shown = await run('auth', 'show', 'work', '--reveal');
    expect(shown.document['profile']).toMatchObject({ secret: inventedKeys.openai });
  });

  test(
    'a recovery code is printed to a terminal or in the document, and nowhere else',
    { timeout: 60_000 },
    async () => {
      await add();
      const piped = await runCli(env, ['vault', 'protect', '--add', 'recovery']);
      expect(piped).toMatchObject({ code: 64, stderr: expect.stringContaining('terminal') });
      const { document, stderr } = await run('vault', 'protect', '--add', 'recovery');
      const code = String(document['recoveryCode']);
      expect(code).toMatch(/^([0-9A-Z]{5}-){6}[0-9A-Z]{5}$/);
      expect(document).toMatchObject({ recovery: true, added: { id: 'recovery' } });
      expect(stderr).not.toContain(code.slice(0, 5));
      writeFileSync(passphraseFile, code.toLowerCase().replaceAll('-', ' '), { mode: 0o600 });
      const test_ = ['vault', 'protect', '--test', 'recovery', '--passphrase-file', passphraseFile];
      expect(await run(...test_)).toMatchObject({ code: 0, document: { tested: { opens: 'yes' } } });
      writeFileSync(passphraseFile, 'another one', { mode: 0o600 });
      expect(await run(...test_)).toMatchObject({ code: 77, document: { tested: { opens: 'no' } } });
      expect(await run('vault', 'protect', '--test', 'recovery')).toMatchObject({ code: 75 });
    },
  );

  test('a slot that does not protect is added with a yes alone, and says so', async () => {
    await add();
    expect(await run('vault', 'protect', '--add', 'key-file', '--key-file', keyFile)).toMatchObject({
      code: 0,
    });
    expect(await run('vault', 'protect', '--remove', 'key-file', '--yes')).toMatchObject({ code: 0 });
    const weak = ['vault', 'protect', '--add', 'key-file'];
    expect(await run(...weak)).toMatchObject({ code: 64, document: { code: 'consent_needed' } });
    const agreed = await run(...weak, '--yes');
    expect(agreed).toMatchObject({ code: 0, document: { added: { protected: false }, protected: false } });
    expect(agreed.stderr).toContain('would not protect');
  });

  test(
    'the key is rotated with what opens every slot, or what is named to drop',
    { timeout: 60_000 },
    async () => {
      await add();
      await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphraseFile);
      expect(await run('vault', 'rotate-key')).toMatchObject({ code: 64, document: { code: 'bad_usage' } });
      expect(await run('vault', 'rotate-key', '--yes')).toMatchObject({
        code: 64,
        document: { code: 'consent_needed', message: expect.stringContaining('passphrase') },
      });
      const dry = await run('vault', 'rotate-key', '--dry-run');
      expect(dry.document['plan']).toMatchObject([{ fate: 'kept' }, { id: 'passphrase', fate: 'undecided' }]);
      expect(vaultJson().key.id).toBe('k1');
      const rotated = await run('vault', 'rotate-key', '--yes', '--passphrase-file', passphraseFile);
      expect(rotated).toMatchObject({ code: 0, document: { plan: [{ fate: 'kept' }, { fate: 'kept' }] } });
      expect(vaultJson().key.id).toBe('k2');
      const dropped = await run('vault', 'rotate-key', '--yes', '--drop', 'passphrase', '--purge-backups');
      expect(dropped).toMatchObject({ code: 0, document: { slots: [{ id: 'key-file' }] } });
      expect(readdirSync(join(home, 'data', 'backups'))).toEqual([]);
      const shown = await run('auth', 'show', 'work', '--reveal');
      expect(shown.document['profile']).toMatchObject({ secret: inventedKeys.openai });
    },
  );

  test.each([
    [['vault'], 64],
    [['vault', 'protect'], 64],
    [['vault', 'protect', '--add', 'recovery', '--remove', 'recovery'], 64],
    [['vault', 'protect', '--add', 'smart-card'], 64],
    [['vault', 'protect', '--add', 'safe-storage'], 64],
    [['vault', 'protect', '--remove', 'nobody', '--yes'], 66],
    [['vault', 'protect', '--add', 'key-file', '--key-file', '/does/not/exist'], 66],
    [['vault', 'protect', '--add', 'passphrase'], 64],
    [['vault', 'unlock', 'a', 'b'], 64],
  ])('%j exits with %d', async (args, code) => {
    await add();
    expect((await run(...args)).code).toBe(code);
  });
});

describe('a slot that was removed', () => {
  const bare = () => runCli(env, ['doctor', '--json']);
  const findings = async () => {
    const { stdout } = await bare();
    return (JSON.parse(stdout) as { findings: { id: string; what: string }[] }).findings;
  };
  const openedByPassphrase = async () => {
    await add();
    await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphraseFile);
  };
  const keyBeside = () => readdirSync(join(home, 'data')).includes('vault.key');

  test('is told of while a backup holds the key of the vault by it', { timeout: 60_000 }, async () => {
    await openedByPassphrase();
    const removed = await runCli(env, ['vault', 'protect', '--remove', 'key-file', '--yes']);
    expect(removed.stdout).toContain('vault rotate-key --purge-backups');
    // What lies there still opens the backups, and nobody asked for them to go.
    expect(keyBeside()).toBe(true);
    expect(await findings()).toMatchObject([
      { id: 'former_ways_in', what: expect.stringContaining('slot key-file') },
    ]);
    env = { ...env, KEYWATCH_PASSPHRASE_FILE: passphraseFile };
    const told = { protected: false, advice: expect.stringContaining('rotate-key --purge-backups') };
    const formerWays = { slots: ['key-file'], presentKey: true, protected: false };
    expect((await run('vault', 'status')).document).toMatchObject({
      ...told,
      backups: { formerWays },
      remains: expect.stringContaining('What was removed (slot key-file) still opens the vault'),
      slots: [{ id: 'passphrase', protected: true }],
    });
    expect((await runCli(env, ['vault', 'status'])).stdout).toContain(
      'its slots protect it, older backups do not',
    );
    // Where nobody opens the vault, its files tell the same.
    expect((await run('status')).document).toMatchObject({ vault: told });
    const rotated = ['vault', 'rotate-key', '--passphrase-file', passphraseFile, '--purge-backups', '--yes'];
    expect((await runCli(env, rotated)).code).toBe(0);
    expect((await findings()).map(({ id }) => id)).not.toContain('former_ways_in');
    expect((await run('vault', 'status')).document).toMatchObject({
      protected: true,
      advice: null,
      backups: { formerWays: null },
    });
    expect((await run('status')).document).toMatchObject({ vault: { protected: true } });
  });

  test('takes its own key file along once no backup needs it', { timeout: 60_000 }, async () => {
    await openedByPassphrase();
    const removal = ['vault', 'protect', '--remove', 'key-file', '--purge-backups', '--yes'];
    expect((await runCli(env, removal)).code).toBe(0);
    expect(keyBeside()).toBe(false);
    env = { ...env, KEYWATCH_PASSPHRASE_FILE: passphraseFile };
    expect((await runCli(env, ['auth', 'show', 'work', '--reveal'])).stdout).toBe(`${inventedKeys.openai}\n`);
  });

  test(
    'leaves the key file to the slot that has it, when the key is rotated',
    { timeout: 60_000 },
    async () => {
      await add();
      expect((await runCli(env, ['vault', 'rotate-key', '--purge-backups', '--yes'])).code).toBe(0);
      expect(keyBeside()).toBe(true);
      expect((await runCli(env, ['auth', 'show', 'work', '--reveal'])).stdout).toBe(
        `${inventedKeys.openai}\n`,
      );
    },
  );
});

describe('a vault that a passphrase alone opens, without a terminal and without an owner', () => {
  const byFile = ['--passphrase-file', '../passphrase'];
  const bare = (...args: string[]) => runCli(env, args);
  let wrongFile: string;
  beforeEach(async () => {
    wrongFile = join(home, 'wrong');
    writeFileSync(wrongFile, 'wrong horse\n', { mode: 0o600 });
    byFile[1] = passphraseFile;
    await add();
    for (const change of [
      ['--add', 'passphrase', ...byFile],
      ['--remove', 'key-file', '--yes'],
    ]) {
      expect(await bare('vault', 'protect', ...change)).toMatchObject({ code: 0 });
    }
  });

  test('is given another key by the file that rotate-key names', { timeout: 60_000 }, async () => {
    const before = vaultJson().key.id;
    expect(await bare('vault', 'rotate-key', '--yes')).toMatchObject({ code: 77 });
    const wrong = await bare('vault', 'rotate-key', '--passphrase-file', wrongFile, '--yes');
    expect(wrong).toMatchObject({ code: 77, stderr: expect.stringContaining('opens no slot') });
    expect(vaultJson().key.id).toBe(before);
    expect(await bare('vault', 'rotate-key', ...byFile, '--yes')).toMatchObject({ code: 0 });
    expect(vaultJson().key.id).not.toBe(before);
  });

  test(
    'is given a slot, and one taken, by the file that vault protect names',
    { timeout: 60_000 },
    async () => {
      const ids = () => vaultJson().key.slots.map(({ id }) => id);
      expect(await bare('vault', 'protect', '--add', 'key-file', '--key-file', keyFile)).toMatchObject({
        code: 77,
      });
      const both = ['--key-file', keyFile, ...byFile];
      expect(await bare('vault', 'protect', '--add', 'key-file', ...both)).toMatchObject({ code: 0 });
      expect(ids()).toEqual(['passphrase', 'key-file']);
      rmSync(keyFile);
      const removal = ['vault', 'protect', '--remove', 'key-file', '--yes'];
      expect(await bare(...removal)).toMatchObject({ code: 77 });
      expect(await bare(...removal, ...byFile)).toMatchObject({ code: 0 });
      expect(ids()).toEqual(['passphrase']);
    },
  );

  test('is put back to a backup by the file that backup restore names', { timeout: 60_000 }, async () => {
    const [oldest] = readdirSync(join(home, 'data', 'backups')).toSorted();
    const id = oldest?.slice('vault-'.length, -'.json'.length) ?? '';
    expect(await bare('backup', 'restore', id, '--yes')).toMatchObject({ code: 77 });
    expect(await bare('backup', 'restore', id, '--yes', ...byFile)).toMatchObject({ code: 0 });
  });
});

describe('with an owner', () => {
  test('lock and unlock are its state; a key file alone cannot be locked', { timeout: 60_000 }, async () => {
    await add();
    serving = await startServe(env);
    expect(await run('vault', 'lock')).toMatchObject({ code: 64, document: { code: 'cannot_lock' } });
    await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphraseFile);
    const { document } = await run('vault', 'protect', '--add', 'recovery');
    const code = String(document['recoveryCode']);
    expect(await run('vault', 'lock')).toMatchObject({
      code: 0,
      document: { state: 'locked', reason: 'it was locked on demand' },
    });

    const list = await run('auth', 'list');
    expect(list).toMatchObject({ code: 0 });
    expect(list.document['profiles']).toMatchObject([
      { id: 'openai:work', available: false, unavailableReason: 'vault_locked' },
    ]);
    for (const args of [
      ['auth', 'show', 'work', '--reveal'],
      ['auth', 'edit', 'work', '--notes', 'n'],
      ['vault', 'rotate-key', '--yes'],
    ]) {
      expect(await run(...args)).toMatchObject({ code: 77, document: { code: 'vault_locked' } });
    }

    writeFileSync(join(home, 'wrong'), 'wrong horse', { mode: 0o600 });
    const wrong = ['vault', 'unlock', '--passphrase-file', join(home, 'wrong')];
    for (let count = 0; count < 3; count += 1) {
      expect(await run(...wrong)).toMatchObject({ code: 77, document: { code: 'wrong_passphrase' } });
    }
    expect(await run(...wrong)).toMatchObject({ code: 75, document: { code: 'too_many_attempts' } });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const unlocked = await run('vault', 'unlock', 'passphrase', '--passphrase-file', passphraseFile);
    expect(unlocked).toMatchObject({ code: 0, document: { state: 'open' } });
    const shown = await run('auth', 'show', 'work', '--reveal');
    expect(shown.document['profile']).toMatchObject({ secret: inventedKeys.openai });

    expect(await run('vault', 'lock')).toMatchObject({ code: 0 });
    await serving.stop('SIGTERM');
    serving = null;
    // Lock ends with the owner: the next one opens by what opens without anyone.
    expect(await run('auth', 'show', 'work', '--reveal')).toMatchObject({ code: 0 });
    for (const secret of [code, code.slice(0, 11), passphrase, 'wrong horse', inventedKeys.openai]) {
      expect(filesBelow(join(home, 'data'))).not.toContain(secret);
    }
  });

  test('its output holds no code and no passphrase, whatever it logs', { timeout: 60_000 }, async () => {
    await add();
    env = { ...env, KEYWATCH_LOG: 'debug' };
    serving = await startServe(env);
    await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphraseFile);
    const { document } = await run('vault', 'protect', '--add', 'recovery');
    await run('vault', 'lock');
    await run('vault', 'unlock', '--passphrase-file', passphraseFile);
    await serving.stop('SIGTERM');
    const output = serving.output();
    serving = null;
    expect(output).toContain('a slot was added');
    for (const secret of [passphrase, String(document['recoveryCode']).slice(0, 11)]) {
      expect(output).not.toContain(secret);
    }
  });

  test(
    'a vault that only a passphrase opens is served locked, and unlocked by it',
    { timeout: 60_000 },
    async () => {
      await add();
      await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphraseFile);
      await run('vault', 'protect', '--remove', 'key-file', '--yes');
      serving = await startServe(env);
      expect((await run('vault', 'status')).document).toMatchObject({
        state: 'locked',
        reason: expect.stringContaining('passphrase'),
      });
      expect(await run('vault', 'unlock')).toMatchObject({ code: 77 });
      expect(await run('vault', 'unlock', '--passphrase-file', passphraseFile)).toMatchObject({ code: 0 });
      expect(await run('auth', 'edit', 'work', '--notes', 'open')).toMatchObject({ code: 0 });
      expect((await run('vault', 'status')).document).toMatchObject({ state: 'open', slot: 'passphrase' });
    },
  );
});

function filesBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
