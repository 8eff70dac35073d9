import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../../src-main/doctor/examine.ts';
import { systemPremises } from '../../../src-main/machine/premises.ts';
import type { Premises } from '../../../src-main/ports.ts';

import type { Json } from '../../fixtures/vaults/memory-vault.ts';

const fixture = new URL('../../fixtures/vaults/version-1.json', import.meta.url);
const recovery = { id: 'recovery', type: 'passphrase', recovery: true, protected: true, wrapped: 'x' };

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-doctor-'));
  mkdirSync(at('backups'), { mode: 0o700 });
  const vault = JSON.parse(readFileSync(fixture, 'utf8')) as { key: { slots: object[] } };
  vault.key.slots.push(recovery);
  write('vault.json', JSON.stringify(vault));
  write('backups/vault-2027-01-01T00.00.00.000Z-g000000004.json', JSON.stringify(vault));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const at = (name: string) => join(directory, name);
function write(name: string, text: string): void {
  writeFileSync(at(name), text, { mode: 0o600 });
}
const nothing = { live: null, owned: false, clock: null, lastGeneration: null };
const look = (
  more: Partial<Parameters<typeof examine>[1]> = {},
  fix = false,
  premises = systemPremises(directory),
) => examine(premises, { ...nothing, ...more }, fix);
const ids = async (...asked: Parameters<typeof look>) => (await look(...asked)).findings.map(({ id }) => id);

describe('the doctor', () => {
  it('finds nothing where all is well, nor where there is nothing', async () => {
    expect(await look()).toEqual({ findings: [], exit: 0 });
    rmSync(directory, { recursive: true });
    expect(await look()).toEqual({ findings: [], exit: 0 });
  });

  describe.skipIf(process.platform === 'win32')('of modes', () => {
    const loose = ['vault.json', 'vault.key', 'history.sqlite', 'door.key', 'window.json'];
    it('names everything that others can reach, and sets it right when asked', async () => {
      for (const name of loose.slice(1)) write(name, '');
      for (const name of loose) chmodSync(at(name), 0o644);
      chmodSync(at('backups'), 0o755);
      chmodSync(at('backups/vault-2027-01-01T00.00.00.000Z-g000000004.json'), 0o640);
      chmodSync(directory, 0o751);
      const found = await look();
      expect(found.exit).toBe(1);
      expect(found.findings.map(({ where }) => where).toSorted()).toEqual(
        [
          directory,
          ...loose.map(at),
          at('backups'),
          at('backups/vault-2027-01-01T00.00.00.000Z-g000000004.json'),
        ].toSorted(),
      );
      expect(found.findings.every(({ id, fixable, fixed }) => id === 'loose_mode' && fixable && !fixed)).toBe(
        true,
      );
      expect(statSync(at('vault.json')).mode & 0o777).toBe(0o644);

      const mended = await look({}, true);
      expect(mended.findings.every(({ fixed }) => fixed)).toBe(true);
      expect(mended.exit).toBe(0);
      for (const name of loose) expect(statSync(at(name)).mode & 0o777).toBe(0o600);
      for (const name of ['', 'backups']) expect(statSync(at(name)).mode & 0o777).toBe(0o700);
      expect(await look()).toEqual({ findings: [], exit: 0 });
    });

    it('leaves files of others in the directory alone', async () => {
      write('notes.txt', 'mine');
      chmodSync(at('notes.txt'), 0o666);
      expect(await ids({}, true)).toEqual([]);
      expect(statSync(at('notes.txt')).mode & 0o777).toBe(0o666);
    });

    it('says of what could not be set right why', async () => {
      chmodSync(at('vault.json'), 0o644);
      const real = systemPremises(directory);
      const refusing: Premises = {
        ...real,
        setMode: () => {
          throw Object.assign(new Error(), { code: 'EPERM' });
        },
      };
      const { findings } = await look({}, true, refusing);
      expect(findings[0]).toMatchObject({
        fixed: false,
        remedy: expect.stringContaining('could not be set right'),
      });
    });

    it('names what belongs to another user', async () => {
      const other: Premises = { ...systemPremises(directory), uid: 4_242 };
      const { findings, exit } = await look({}, false, other);
      expect(new Set(findings.map(({ id }) => id))).toEqual(new Set(['other_owner']));
      expect(findings[0]?.remedy).toContain('chown 4242');
      expect(exit).toBe(1);
    });
  });

  it.each([
    ['cut short', '{"version":1', 'vault_unreadable'],
    ['no vault', '[]', 'vault_unreadable'],
    ['of a newer Keywatch', '{"version":9,"key":{"id":"k1","slots":[]},"profiles":{}}', 'vault_newer'],
  ])('tells of a vault that is %s, and which backup to restore', async (_what, text, id) => {
    write('vault.json', text);
    const { findings, exit } = await look();
    expect(findings.map((each) => each.id)).toContain(id);
    expect(exit).toBe(1);
    if (id === 'vault_unreadable')
      expect(findings[0]?.remedy).toContain('2027-01-01T00.00.00.000Z-g000000004');
  });

  it('tells of a vault that was taken away', async () => {
    rmSync(at('vault.json'));
    expect(await ids()).toEqual(['vault_missing']);
  });

  const edited = (act: (json: Json) => void) => {
    const json = JSON.parse(readFileSync(at('vault.json'), 'utf8')) as Json;
    act(json);
    write('vault.json', JSON.stringify(json));
  };

  it('tells of a record that is broken', async () => {
    edited((json) => {
      json.profiles['anthropic:work']!['name'] = 7;
    });
    expect((await look()).findings).toMatchObject([
      { id: 'damaged_record', severity: 'bad', where: 'anthropic:work' },
    ]);
  });

  it('tells of a slot that does not protect, of a vault with no way back, and of a backup that still has the former one', async () => {
    edited((json) => {
      json.key.slots = [{ ...json.key.slots[0], protected: false }];
    });
    expect(await look()).toMatchObject({
      findings: [{ id: 'not_protected' }, { id: 'former_ways_in' }, { id: 'no_recovery' }],
      exit: 2,
    });
  });

  it('asks for access to a vault and to a backup that only their modes keep from us, and for no restore', async () => {
    const backup = at('backups/vault-2027-01-01T00.00.00.000Z-g000000004.json');
    chmodSync(at('vault.json'), 0o000);
    const premises: Premises = {
      ...systemPremises(directory),
      uid: 4711,
      look: (path) => {
        const found = systemPremises(directory).look(path);
        return found === null ? null : { ...found, uid: 4711 };
      },
      // As root, who reads whatever lies there, a test cannot be refused.
      read: () => {
        throw Object.assign(new Error('refused'), { code: 'EACCES' });
      },
    };
    const remedyOf = async (id: string, asked: Premises) =>
      (await look({}, false, asked)).findings.find((finding) => finding.id === id)?.remedy;
    expect(await remedyOf('vault_unreadable', premises)).toBe(
      `Give yourself access to it again: chmod 600 '${at('vault.json')}'`,
    );
    const others = { ...premises, look: systemPremises(directory).look };
    expect(await remedyOf('vault_unreadable', others)).toBe(
      `Give it back to yourself: sudo chown 4711 '${at('vault.json')}'`,
    );
    // One that could be read and is no vault takes a restore.
    chmodSync(at('vault.json'), 0o600);
    expect(await remedyOf('vault_unreadable', premises)).toMatch(/backup restore/);
    write('backups/vault-2027-01-01T00.00.00.000Z-g000000004.json', '{');
    chmodSync(backup, 0o000);
    expect(await remedyOf('backup_unreadable', premises)).toBe(
      `Give yourself access to it again: chmod 600 '${backup}'`,
    );
  });

  it('tells of an older vault put in place', async () => {
    expect(await ids({ lastGeneration: 5 })).toEqual([]);
    expect(await ids({ lastGeneration: 6 })).toEqual(['older_vault']);
  });

  it('tells of backups that are missing, in the way, or cannot be restored', async () => {
    write('backups/vault-2027-01-02T00.00.00.000Z-g000000005.json', '{');
    expect(await ids()).toEqual(['backup_unreadable']);
    rmSync(at('backups'), { recursive: true });
    expect(await ids()).toEqual(['no_backups']);
    write('backups', 'a file');
    expect(await ids()).toContain('backups_unusable');
  });

  it('tells of a history that was set aside, and of a clock that is wrong', async () => {
    write('history.sqlite.damaged-20270101T000000Z', '');
    expect(await look()).toMatchObject({ findings: [{ id: 'history_set_aside', fixable: false }], exit: 0 });
    expect(await look({ clock: { offByMs: -600_000 } })).toMatchObject({
      findings: [{ id: 'clock_off' }, {}],
      exit: 2,
    });
  });

  it.skipIf(process.platform === 'win32')(
    'tells of a socket nobody answers at, and takes it away',
    async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(at('keywatch.sock'), resolve));
      chmodSync(at('keywatch.sock'), 0o600);
      expect(await ids({ owned: true })).toEqual([]);
      expect(await ids()).toEqual(['stale_socket']);
      expect((await look({}, true)).findings).toMatchObject([{ id: 'stale_socket', fixed: true }]);
      expect(await ids()).toEqual([]);
      await new Promise((resolve) => server.close(resolve));
    },
  );

  it('takes away what a killed writer left, and nothing else', async () => {
    write('vault.json.tmp-0011', 'half');
    const { findings } = await look({}, true);
    expect(findings).toMatchObject([{ id: 'left_over', fixed: true }]);
    expect(await ids()).toEqual([]);
    expect(statSync(at('vault.json')).size).toBeGreaterThan(0);
  });

  it('tells what an open vault says of itself, the worst first', async () => {
    const vault = {
      protected: false,
      slot: 'key-file',
      backend: null,
      advice: 'Use the keyring.',
      state: 'open',
      path: at('vault.json'),
      reason: 'One profile was taken out outside Keywatch.',
      recovery: true,
    } as const;
    const live = { vault, damage: [{ id: 'openai:a', reason: 'its secret does not open' }] };
    const { findings } = await look({ live, owned: true });
    expect(findings.map(({ id }) => id)).toEqual(['damaged_record', 'not_protected', 'vault_odd']);
    expect(findings[1]?.remedy).toBe('Use the keyring.');
    const locked = {
      vault: { ...vault, protected: true, state: 'locked', reason: 'it was locked on demand' },
      damage: [],
    } as const;
    expect(await ids({ live: locked, owned: true })).toEqual(['vault_locked']);
  });
});
