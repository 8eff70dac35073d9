import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runHere } from '../fixtures/keywatch-here.ts';
import { root, scratchEnvironment, startServe, type Environment } from '../fixtures/keywatch-process.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

const { anthropic, anthropicOther, openai, openrouter } = inventedKeys;

let home: string;
let env: Environment;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-keep-'));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error', KEYWATCH_OFFLINE: '1' };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const at = (name: string) => join(home, name);
const data = (name = '') => join(home, 'data', name);
const file = (name: string, text: string) => {
  writeFileSync(at(name), text, { mode: 0o600 });
  return at(name);
};

/** As much of the documents as is looked into. */
interface Said {
  backups: { id: string }[];
  findings: { id: string; remedy: string }[];
  profiles: { id: string }[];
  entries: object[];
  vault: object;
  setAside: string;
  exit: number;
}
interface Ran {
  code: number;
  document: Said;
  stdout: string;
  stderr: string;
}
async function run(...args: string[]): Promise<Ran> {
  const ran = await runHere(env, args);
  const document = JSON.parse(ran.stdout.startsWith('{') ? ran.stdout : '{}') as Said;
  return { ...ran, document };
}
const keys = () => file('keys.env', `ANTHROPIC_API_KEY=${anthropic}\nOPENAI_API_KEY=${openai}\n`);
const ids = async () => {
  const { document } = await run('auth', 'list', '--json');
  return document.profiles.map(({ id }) => id);
};
/** Every byte of the vault and its backups. */
const vaultFiles = () =>
  filesBelow(data())
    .filter(({ where }) => where === 'vault.json' || where.startsWith('backups'))
    .map(({ where, content }) => [where, content.toString()]);

describe('keywatch import and export', () => {
  it('carry everything from one data directory to another, sealed', { timeout: 60_000 }, async () => {
    expect((await run('import', keys(), '--yes', '--json')).document).toMatchObject({
      schema: 'keywatch.import/1',
      imported: true,
      counts: { new: 2 },
    });
    const passphrase = file('passphrase', 'a passphrase of the tests\n');
    const exported = await run('export', at('out'), '--secrets', '--passphrase-file', passphrase, '--json');
    expect(exported.document).toMatchObject({
      schema: 'keywatch.exported/1',
      sealed: true,
      secrets: 2,
      written: true,
    });
    expect(statSync(at('out')).mode & 0o777).toBe(0o600);
    rmSync(at('keys.env'));
    expect(leaksOf(anthropic, filesBelow(home))).toEqual([]);
    expect((await run('log', '--json')).document.entries).toMatchObject([
      { action: 'export' },
      { action: 'export' },
    ]);

    env = { ...env, KEYWATCH_HOME: at('other') };
    expect(await run('import', at('out'), '--yes')).toMatchObject({
      code: 77,
      stderr: expect.stringContaining('sealed'),
    });
    expect((await run('import', at('out'), '--passphrase-file', passphrase, '--yes')).code).toBe(0);
    expect((await run('auth', 'show', 'openai', '--reveal')).stdout).toBe(`${openai}\n`);
  });

  it('write over no file, into no directory that is not there, and nothing when asked to try', async () => {
    await run('import', keys(), '--yes');
    file('there', 'mine');
    expect(await run('export', at('there'))).toMatchObject({
      code: 73,
      stderr: expect.stringContaining('--force'),
    });
    expect(readFileSync(at('there'), 'utf8')).toBe('mine');
    expect((await run('export', at('no/where'))).code).toBe(66);
    expect((await run('export', at('tried'), '--dry-run')).code).toBe(0);
    expect(existsSync(at('tried'))).toBe(false);
    expect((await run('export', at('there'), '--force', '--json')).document).toMatchObject({
      sealed: false,
      secrets: 0,
    });
    expect(JSON.parse(readFileSync(at('there'), 'utf8'))).toMatchObject({ schema: 'keywatch.export/1' });
    symlinkSync(at('there'), at('link'));
    mkdirSync(at('directory'));
    for (const place of ['link', 'directory'])
      expect(await run('export', at(place), '--force')).toMatchObject({
        code: 73,
        stderr: expect.stringContaining('no plain file'),
      });
    const before = vaultFiles();
    for (const name of ['vault.json', 'backups/new'])
      expect(await run('export', data(name), '--force')).toMatchObject({
        code: 73,
        stderr: expect.stringContaining("Keywatch's own files"),
      });
    expect(vaultFiles()).toEqual(before);
    expect((await run('export', at('bare'), '--secrets')).code).toBe(64);
    expect(existsSync(at('bare'))).toBe(false);
  });

  it('change nothing without a word of agreement, nor on any error', async () => {
    await run('import', keys(), '--yes');
    const before = vaultFiles();
    const table = file('more.csv', `provider,key\nopenrouter,${openrouter}\nnobody,${openrouter}\n`);
    expect((await run('import', table)).code).toBe(64);
    const refused = await run('import', table, '--yes', '--json');
    expect(refused).toMatchObject({
      code: 65,
      document: { schema: 'keywatch.error/1', code: 'invalid_input' },
    });
    expect(refused.stderr).toContain('line 3');
    expect(
      leaksOf(openrouter, [{ where: 'what was said', content: refused.stdout + refused.stderr }]),
    ).toEqual([]);
    expect((await run('import', table, '--dry-run', '--json')).document).toMatchObject({ imported: false });
    expect((await run('import', at('nothing'), '--yes')).code).toBe(66);
    expect((await run('import', home, '--yes')).code).toBe(77);
    expect((await run('import', file('bytes', '\u0000'), '--yes')).code).toBe(65);
    expect(vaultFiles()).toEqual(before);
  });

  it(
    'read what PowerShell writes, and send a long file to a running Keywatch in pieces',
    { timeout: 60_000 },
    async () => {
      writeFileSync(at('utf16.env'), Buffer.from(`\uFEFFOPENAI_API_KEY=${openai}\r\n`, 'utf16le'));
      expect((await run('import', at('utf16.env'), '--yes')).code).toBe(0);
      const serving = await startServe(env, ['--no-browser']);
      try {
        const records = Array.from({ length: 4000 }, (_, index) => ({
          provider: 'custom',
          name: `Server ${index}`,
          key: `k${String(index).padStart(30, '0')}`,
          url: 'https://x.test/v1',
          notes: 'long '.repeat(60),
        }));
        const long = file('long.json', JSON.stringify(records));
        expect(statSync(long).size).toBeGreaterThan(1024 * 1024);
        expect((await run('import', long, '--yes', '--json')).document).toMatchObject({
          counts: { new: 4000 },
        });
        expect(await ids()).toHaveLength(4001);
      } finally {
        await serving.stop('SIGTERM');
      }
    },
  );
});

describe('keywatch backup', () => {
  it(
    'lists, shows the difference, restores after a yes, and can be undone',
    { timeout: 60_000 },
    async () => {
      await run('import', keys(), '--yes');
      await run('import', file('more.env', `OPENROUTER_API_KEY=${openrouter}\n`), '--yes');
      const listed = await run('backup', 'list', '--json');
      expect(listed.document).toMatchObject({
        schema: 'keywatch.backups/1',
        backups: [{ profiles: 2, why: 'import', presentKey: true }, { profiles: 0 }],
      });
      const id = listed.document.backups[0]?.id ?? '';
      const before = vaultFiles();
      expect((await run('backup', 'restore', id)).code).toBe(64);
      const dry = await run('backup', 'restore', id, '--dry-run', '--json');
      expect(dry.document).toMatchObject({
        schema: 'keywatch.restored/1',
        restored: false,
        difference: { removed: [{ id: 'openrouter:openrouter' }] },
      });
      expect(vaultFiles()).toEqual(before);
      expect((await run('backup', 'restore', id, '--yes')).code).toBe(0);
      expect(await ids()).toEqual(['anthropic:anthropic', 'openai:openai']);
      const [undo] = (await run('backup', 'list', '--json')).document.backups;
      expect((await run('backup', 'restore', undo?.id ?? '', '--yes')).code).toBe(0);
      expect((await run('auth', 'show', 'openrouter', '--reveal')).stdout).toBe(`${openrouter}\n`);
      expect((await run('status')).stdout).not.toContain('older');
      expect((await run('backup', 'restore', 'nothing', '--yes')).code).toBe(66);
    },
  );

  it('puts a backup in the place of a vault that cannot be read', { timeout: 60_000 }, async () => {
    await run('import', keys(), '--yes');
    await run('import', file('more.env', `OPENROUTER_API_KEY=${openrouter}\n`), '--yes');
    writeFileSync(data('vault.json'), readFileSync(data('vault.json')).subarray(0, 900));
    const found = await run('doctor', '--json');
    expect(found).toMatchObject({ code: 1, document: { findings: [{ id: 'vault_unreadable' }] } });
    const [newest] = (await run('backup', 'list', '--json')).document.backups;
    expect(found.document.findings[0]?.remedy).toContain(newest?.id);
    const recovered = await run('backup', 'restore', newest?.id ?? '', '--yes', '--json');
    expect(recovered).toMatchObject({ code: 0, document: { restored: true, difference: null } });
    expect(statSync(recovered.document.setAside).size).toBe(900);
    expect(await ids()).toEqual(['anthropic:anthropic', 'openai:openai']);
    expect((await run('status', '--json')).document.vault).toMatchObject({ state: 'open', reason: null });
  });

  it(
    'is what brings back a vault that was taken away; no other takes its place',
    { timeout: 60_000 },
    async () => {
      await run('import', keys(), '--yes');
      await run('import', file('more.env', `OPENROUTER_API_KEY=${openrouter}\n`), '--yes');
      rmSync(data('vault.json'));
      const [newest] = (await run('backup', 'list', '--json')).document.backups;
      for (const command of [
        ['status'],
        ['vault', 'status'],
        ['import', keys(), '--yes'],
        ['export', at('out')],
      ])
        expect(await run(...command)).toMatchObject({
          code: 77,
          stderr: expect.stringContaining('keywatch backup restore'),
        });
      expect(existsSync(data('vault.json'))).toBe(false);
      const recovered = await run('backup', 'restore', newest?.id ?? '', '--yes', '--json');
      expect(recovered).toMatchObject({ code: 0, document: { restored: true, setAside: null } });
      expect((await run('auth', 'show', 'openai', '--reveal')).stdout).toBe(`${openai}\n`);
    },
  );

  it('makes no vault where there is none', async () => {
    expect((await run('backup', 'restore', 'g1', '--yes')).code).toBe(66);
    expect(existsSync(data('vault.json'))).toBe(false);
  });

  it('refuses one under an earlier key that nothing opens, with 77', { timeout: 60_000 }, async () => {
    await run('import', keys(), '--yes');
    const [old] = (await run('backup', 'list', '--json')).document.backups;
    const passphrase = file('passphrase', 'a passphrase of the tests\n');
    expect((await run('vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphrase)).code).toBe(
      0,
    );
    expect((await run('vault', 'protect', '--remove', 'key-file', '--yes')).code).toBe(0);
    env = { ...env, KEYWATCH_PASSPHRASE_FILE: passphrase };
    expect((await run('vault', 'rotate-key', '--passphrase-file', passphrase, '--yes')).code).toBe(0);
    rmSync(data('vault.key'), { force: true });
    const refused = await run('backup', 'restore', old?.id ?? '', '--yes', '--json');
    expect(refused).toMatchObject({ code: 77, document: { code: 'sealed' } });
    expect(await ids()).toHaveLength(2);
  });
});

describe('the vault of a newer Keywatch', () => {
  it(
    'is listed, and every command that writes is refused without touching a byte',
    { timeout: 120_000 },
    async () => {
      await run('import', keys(), '--yes');
      const newer = {
        ...(JSON.parse(readFileSync(data('vault.json'), 'utf8')) as object),
        version: 99,
        invention: [1],
      };
      writeFileSync(data('vault.json'), JSON.stringify(newer));
      const [backup] = readdirSync(data('backups'));
      const before = vaultFiles();
      expect(await ids()).toEqual(['anthropic:anthropic', 'openai:openai']);
      const id = 'openai:openai';
      const passphrase = file('passphrase', 'a passphrase of the tests\n');
      const refused: string[][] = [
        ['auth', 'add', '--provider', 'openrouter', '--key', openrouter],
        ['auth', 'edit', id, '--name', 'x'],
        ['auth', 'replace', 'anthropic:anthropic', '--key', anthropicOther],
        ['auth', 'remove', id, '--yes'],
        ['auth', 'enable', id],
        ['auth', 'disable', id],
        ['auth', 'show', id, '--reveal'],
        ['import', keys(), '--yes'],
        ['export', at('out')],
        ['export', at('out'), '--secrets', '--passphrase-file', passphrase],
        ['backup', 'restore', (backup ?? '').slice('vault-'.length, -'.json'.length), '--yes'],
        ['vault', 'rotate-key', '--yes'],
        ['vault', 'protect', '--add', 'passphrase', '--passphrase-file', passphrase],
        ['vault', 'protect', '--remove', 'key-file', '--yes'],
      ];
      for (const command of refused) {
        const ran = await run(...command);
        expect([command.join(' '), ran.code]).toEqual([command.join(' '), 73]);
        expect(ran.stderr).toMatch(/newer Keywatch/);
      }
      expect((await run('doctor', '--fix', '--json')).document).toMatchObject({ exit: 1 });
      expect(vaultFiles()).toEqual(before);
      expect(existsSync(at('out'))).toBe(false);
    },
  );
});

describe.skipIf(process.platform === 'win32')('modes', () => {
  /** Runs the command under another umask, in a process of its own. */
  const under = (umask: string, ...args: string[]) =>
    new Promise<number | null>((resolve, reject) => {
      const child = spawn(
        'sh',
        [
          '-c',
          `umask ${umask}; exec "$0" "$@"`,
          process.execPath,
          join(root, 'dist/cli/keywatch.cjs'),
          ...args,
        ],
        { env: { ...env }, stdio: 'ignore' },
      );
      child.on('error', reject);
      child.on('close', resolve);
    });

  it.each(['000', '077', '027'])(
    'are 0600 in 0700 under a umask of %s',
    { timeout: 60_000 },
    async (umask) => {
      expect(await under(umask, 'import', keys(), '--yes')).toBe(0);
      expect(await under(umask, 'auth', 'edit', 'openai', '--name', 'Main')).toBe(0);
      expect(await under(umask, 'export', at('out'))).toBe(0);
      const lies = readdirSync(data(), { recursive: true, withFileTypes: true })
        // What is compiled is not Keywatch's to write; its directory keeps others out.
        .filter((entry) => !join(entry.parentPath, entry.name).startsWith(data('cache/')))
        .map((entry) => [join(entry.parentPath, entry.name), entry.isDirectory()] as const);
      expect(lies.length).toBeGreaterThan(5);
      for (const [path, isDirectory] of [...lies, [data(), true] as const, [at('out'), false] as const])
        expect([path, (statSync(path).mode & 0o777).toString(8)]).toEqual([
          path,
          isDirectory ? '700' : '600',
        ]);
    },
  );

  it('that somebody loosened are reported, and set right by doctor --fix', { timeout: 60_000 }, async () => {
    await run('import', keys(), '--yes');
    for (const name of ['vault.json', 'vault.key']) chmodSync(data(name), 0o644);
    chmodSync(data(), 0o755);
    const found = await run('doctor', '--json');
    expect(found.code).toBe(1);
    expect(found.document.findings.filter(({ id }) => id === 'loose_mode')).toHaveLength(3);
    expect(statSync(data()).mode & 0o777).toBe(0o755);
    const mended = await run('doctor', '--fix', '--json');
    expect(mended.document).toMatchObject({ schema: 'keywatch.doctor/1', exit: 2 });
    expect([statSync(data('vault.json')).mode & 0o777, statSync(data()).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
  });
});

describe('keywatch doctor', () => {
  it('makes nothing where there is nothing', async () => {
    expect(await run('doctor', '--fix', '--json')).toMatchObject({
      code: 0,
      document: { findings: [], exit: 0 },
    });
    expect(existsSync(data())).toBe(false);
  });

  it('asks the running Keywatch, which knows of marks too', { timeout: 60_000 }, async () => {
    await run('import', keys(), '--yes');
    const vault = JSON.parse(readFileSync(data('vault.json'), 'utf8')) as {
      profiles: Record<string, { name: string }>;
    };
    vault.profiles['openai:openai']!.name = 'tampered with';
    writeFileSync(data('vault.json'), JSON.stringify(vault), { mode: 0o600 });
    expect((await run('doctor', '--json')).document.exit).toBe(2);
    const serving = await startServe(env, ['--no-browser']);
    try {
      chmodSync(data('door.key'), 0o640);
      const found = await run('doctor', '--fix', '--json');
      expect(found.document.findings).toMatchObject([
        { id: 'damaged_record', where: 'openai:openai', fixed: false },
        { id: 'loose_mode', where: data('door.key'), fixed: true },
        { id: 'not_protected' },
        { id: 'no_recovery' },
      ]);
      expect(found.code).toBe(1);
      await serving.stop('SIGKILL');
      expect((await run('doctor', '--json')).document.findings).toContainEqual(
        expect.objectContaining({ id: 'stale_socket' }),
      );
    } finally {
      await serving.stop('SIGTERM');
    }
  });
});

describe('keywatch reset', () => {
  it('says what lies where, and removes it and nothing else', { timeout: 60_000 }, async () => {
    await run('import', keys(), '--yes');
    mkdirSync(data('backups/mine'));
    writeFileSync(data('notes.txt'), 'mine');
    const before = filesBelow(data()).length;
    expect((await run('reset')).code).toBe(64);
    const dry = await run('reset', '--dry-run', '--json');
    expect(dry.document).toMatchObject({
      schema: 'keywatch.reset/1',
      removed: false,
      stays: ['backups/mine', 'notes.txt'],
    });
    expect(filesBelow(data())).toHaveLength(before);
    expect((await run('reset', '--yes', '--json')).document).toMatchObject({ removed: true });
    expect(readdirSync(data()).toSorted()).toEqual(['backups', 'notes.txt']);
    expect((await run('reset', '--yes')).code).toBe(0);
    rmSync(data(), { recursive: true });
    await run('import', keys(), '--yes');
    await run('reset', '--yes');
    expect(existsSync(data())).toBe(false);
  });

  it('is refused while a Keywatch runs', { timeout: 60_000 }, async () => {
    await run('import', keys(), '--yes');
    const serving = await startServe(env, ['--no-browser']);
    try {
      expect(await run('reset', '--yes')).toMatchObject({
        code: 75,
        stderr: expect.stringContaining('nothing was changed'),
      });
      expect(existsSync(data('vault.json'))).toBe(true);
    } finally {
      await serving.stop('SIGTERM');
    }
  });
});
