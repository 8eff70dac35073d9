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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore } from '../../../src-main/headless/conf-store.ts';
import {
  openMemoryVault,
  standingClock,
  storedProfile,
  testSlot,
} from '../../fixtures/vaults/memory-vault.ts';

let home: string;
let path: string;
const slots = [testSlot()];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-conf-'));
  path = join(home, 'vault.json');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const open = (more = {}) =>
  openMemoryVault({ store: openConfStore(home), slots, backups: join(home, 'backups'), ...more });
const work = storedProfile('anthropic:work');

describe('a vault on disk', () => {
  it('is one file that holds everything after the call returned', async () => {
    const vault = await open();
    expect(vault.path).toBe(path);
    vault.add(work, 'sk-first');
    expect(readdirSync(home).sort()).toEqual(['backups', 'vault.json']);
    const again = await open();
    expect(again.reveal(work.id)).toBe('sk-first');
    again.replaceSecret(work.id, 'sk-second', {});
    again.setSettings({ theme: 'dark' });
    const third = await open();
    expect(third.reveal(work.id)).toBe('sk-second');
    expect(third.settings()).toEqual({ theme: 'dark' });
    expect(third.generation()).toBe(4);
  });

  it('holds plain JSON, one profile a line', async () => {
    const vault = await open();
    for (let count = 0; count < 3; count += 1) vault.add(storedProfile(`openai:${count}`), 'x');
    const text = readFileSync(path, 'utf8');
    expect(text.split('\n').filter((line) => line.startsWith('"openai:'))).toHaveLength(3);
    expect(Object.keys(JSON.parse(text))).toContain('profiles');
  });

  it.skipIf(process.platform === 'win32')(
    'is for its owner alone, and is so again after someone loosened it',
    async () => {
      const umask = process.umask(0);
      try {
        const vault = await open();
        expect(statSync(path).mode & 0o777).toBe(0o600);
        chmodSync(path, 0o644);
        vault.add(work, 'x');
        expect(statSync(path).mode & 0o777).toBe(0o600);
      } finally {
        process.umask(umask);
      }
    },
  );

  it.skipIf(process.platform === 'win32')('stays where a link points', async () => {
    mkdirSync(join(home, 'elsewhere'));
    const vault = await open();
    rmSync(path);
    symlinkSync(join('elsewhere', 'real.json'), path);
    vault.add(work, 'x');
    expect(existsSync(join(home, 'elsewhere', 'real.json'))).toBe(true);
    expect((await open()).reveal(work.id)).toBe('x');
  });

  it('backs up what was there: before the first edit of an hour', async () => {
    const clock = standingClock();
    const vault = await open({ clock });
    const made = readFileSync(path);
    vault.add(work, 'x');
    vault.change(work.id, { notes: 'n' });
    const [only, ...more] = readdirSync(join(home, 'backups'));
    expect(more).toEqual([]);
    expect(readFileSync(join(home, 'backups', only!)).equals(made)).toBe(true);
  });

  it('goes on without a backup before an edit, and says so', async () => {
    writeFileSync(join(home, 'backups'), 'a file in the way');
    const warnings: string[] = [];
    const log = { error() {}, warn: (what: string) => void warnings.push(what), info() {}, debug() {} };
    const vault = await open({ log });
    vault.add(work, 'x');
    expect(warnings).toEqual([expect.stringContaining('no backup')]);
    expect((await open()).reveal(work.id)).toBe('x');
  });

  describe('of an earlier version', () => {
    const format = { version: 2, steps: { 1: (json: object) => ({ ...json, migrated: true }) } };

    it('is backed up before it is migrated, whenever the last backup was', async () => {
      const vault = await open();
      vault.add(work, 'x');
      const before = readFileSync(path);
      const migrated = await open({ format });
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 2, migrated: true });
      const backups = readdirSync(join(home, 'backups')).sort();
      expect(backups).toHaveLength(2);
      expect(readFileSync(join(home, 'backups', backups[1]!)).equals(before)).toBe(true);
      expect(migrated.reveal(work.id)).toBe('x');
      expect(migrated.damage()).toEqual([]);
    });

    it('is used and not changed where no backup can be made', async () => {
      const vault = await open({ backups: null });
      vault.add(work, 'x');
      const before = readFileSync(path);
      writeFileSync(join(home, 'backups'), 'a file in the way');
      const migrated = await open({ format });
      expect(migrated.reveal(work.id)).toBe('x');
      expect(() => migrated.change(work.id, { notes: 'n' })).toThrow(
        expect.objectContaining({ code: 'write_failed' }),
      );
      expect(readFileSync(path).equals(before)).toBe(true);
      rmSync(join(home, 'backups'));
      migrated.change(work.id, { notes: 'n' });
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ version: 2, migrated: true });
      expect(readdirSync(join(home, 'backups'))).toHaveLength(1);
    });
  });

  it('removes what killed writers left', async () => {
    await open();
    writeFileSync(`${path}.tmp-1-0123456789ab`, 'half');
    await open();
    expect(readdirSync(home)).toEqual(['vault.json']);
  });

  it('cut off anywhere is refused, kept as it is, and says where backups are', async () => {
    const vault = await open();
    vault.add(work, 'x');
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length - 1; length += 1 + Math.floor(length / 20)) {
      const cut = whole.subarray(0, length);
      writeFileSync(path, cut);
      await expect(open()).rejects.toMatchObject({
        code: 'vault_unreadable',
        message: expect.stringContaining(join(home, 'backups')),
      });
      expect(readFileSync(path).equals(cut)).toBe(true);
    }
  });

  it('with a record that is no JSON any more names it, keeps it and serves the others', async () => {
    const vault = await open();
    vault.add(work, 'sk-right');
    vault.add(storedProfile('openai:other'), 'sk-other');
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.replace(`"${work.id}":{"api"`, `"${work.id}":{"api`));
    const again = await open();
    expect(again.damage()).toEqual([{ id: work.id, reason: expect.stringContaining('cannot be read') }]);
    expect(() => again.reveal(work.id)).toThrow(expect.objectContaining({ code: 'profile_damaged' }));
    expect(again.reveal('openai:other')).toBe('sk-other');
    const sealed = /"sealed":"([^"]+)"/.exec(whole.slice(whole.indexOf(`"${work.id}":{`)))?.[1];
    again.change('openai:other', { notes: 'written anew' });
    expect(readFileSync(path, 'utf8')).toContain(sealed);
    expect((await open()).damage().map(({ id }) => id)).toEqual([work.id]);
  });

  it('is read with the mark some editors put first', async () => {
    const vault = await open();
    vault.add(work, 'x');
    writeFileSync(path, `\uFEFF${readFileSync(path, 'utf8')}`);
    expect((await open()).reveal(work.id)).toBe('x');
  });

  it('is not made where it cannot be, in words', async () => {
    writeFileSync(join(home, 'file'), '');
    const store = openConfStore(join(home, 'file', 'sub'));
    await expect(openMemoryVault({ store, slots })).rejects.toMatchObject({
      code: expect.stringMatching(/write_failed|not_permitted/),
    });
  });

  it('is refused when a directory is in its place', async () => {
    mkdirSync(path);
    await expect(open()).rejects.toMatchObject({ code: 'vault_unreadable' });
  });
});
