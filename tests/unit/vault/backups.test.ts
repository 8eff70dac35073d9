import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackups } from '../../../src-main/vault/backups.ts';
import { standingClock } from '../../fixtures/vaults/memory-vault.ts';

const hourMs = 3_600_000;
let home: string;
let vault: string;
let directory: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keywatch-backups-'));
  vault = join(home, 'vault.json');
  directory = join(home, 'backups');
  writeFileSync(vault, 'generation 1');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const contents = () =>
  readdirSync(directory)
    .sort()
    .map((name) => readFileSync(join(directory, name), 'utf8'));

describe('backups', () => {
  it('copy the vault before each structural change, byte for byte', () => {
    const backups = createBackups(directory, vault, standingClock());
    for (let generation = 1; generation <= 3; generation += 1) {
      writeFileSync(vault, `generation ${generation}`);
      backups.before('import', generation);
    }
    expect(contents()).toEqual(['generation 1', 'generation 2', 'generation 3']);
  });

  it('clear away what was half copied when its writer was killed', () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'vault-x.json.tmp-1-0123456789ab'), 'half');
    createBackups(directory, vault, standingClock()).before('import', 1);
    expect(contents()).toEqual(['generation 1']);
  });

  it('are twenty again after their writer was killed before it deleted one, and the last one is not that', () => {
    const clock = standingClock();
    const backups = createBackups(directory, vault, clock);
    for (let generation = 1; generation <= 20; generation += 1) {
      clock.move(1);
      backups.before('import', generation);
    }
    writeFileSync(vault, 'made by a clock that was set back');
    const elsewhere = join(home, 'elsewhere');
    createBackups(elsewhere, vault, standingClock()).before('import', 21);
    const [name = ''] = readdirSync(elsewhere);
    writeFileSync(join(directory, name), readFileSync(join(elsewhere, name)));
    writeFileSync(join(directory, `${name}.tmp-1-0123456789ab`), 'half');
    backups.tidy();
    expect(readdirSync(directory)).toHaveLength(20);
    expect(contents()).toContain('made by a clock that was set back');
  });

  it('are at most one an hour for single edits, in this process or the next', () => {
    const clock = standingClock();
    const edit = (text: string) => {
      writeFileSync(vault, text);
      createBackups(directory, vault, clock).before('edit', 1);
    };
    edit('first');
    edit('at once');
    clock.move(hourMs - 1);
    edit('just before the hour');
    expect(contents()).toEqual(['first']);
    clock.move(1);
    edit('after an hour');
    expect(contents()).toEqual(['first', 'after an hour']);
  });

  it('are never the one that is cleared away at once, though the clock was set back', () => {
    const clock = standingClock();
    const backups = createBackups(directory, vault, clock);
    for (let generation = 1; generation <= 25; generation += 1) {
      clock.move(generation === 25 ? -2 * hourMs : 1_000);
      writeFileSync(vault, `generation ${generation}`);
      backups.before('import', generation);
    }
    expect(contents()).toHaveLength(20);
    expect(contents()).toContain('generation 25');
  });

  it('are made again when the clock was set back', () => {
    const clock = standingClock();
    const backups = createBackups(directory, vault, clock);
    backups.before('edit', 1);
    clock.move(-3 * hourMs);
    backups.before('edit', 2);
    expect(contents()).toHaveLength(2);
  });

  it('keep the newest 20 and no other file is touched', () => {
    const clock = standingClock();
    const backups = createBackups(directory, vault, clock);
    backups.before('import', 0);
    writeFileSync(join(directory, 'mine.txt'), 'mine');
    for (let generation = 1; generation <= 25; generation += 1) {
      writeFileSync(vault, `${generation}`);
      clock.move(1_000);
      backups.before('import', generation);
    }
    const expected = Array.from({ length: 20 }, (_, index) => `${index + 6}`);
    expect(contents()).toEqual(['mine', ...expected]);
  });

  it('are nothing where there is no vault yet', () => {
    rmSync(vault);
    createBackups(directory, vault, standingClock()).before('import', 1);
    expect(readdirSync(home)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('are for their owner alone under any umask', () => {
    const umask = process.umask(0);
    try {
      createBackups(directory, vault, standingClock()).before('edit', 1);
    } finally {
      process.umask(umask);
    }
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
  });
});
