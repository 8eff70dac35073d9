import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from '../../../src-main/machine/log-file.ts';
import { createLog } from '../../../src-main/machine/log.ts';
import { inventedKeys } from '../../fixtures/real-core.ts';

let home: string;
let logs: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-'));
  logs = join(home, 'logs');
});
afterEach(() => rmSync(home, { recursive: true }));

const newest = () => join(logs, 'keywatch.log');

describe('the log in files', () => {
  it('keeps five files of at most 2 MB, the newest lines in the first', () => {
    const write = openLogFile(logs);
    const line = `${'x'.repeat(9_999)}\n`;
    for (let n = 0; n < 1_500; n++) write(`${n} ${line}`);
    expect(readdirSync(logs).sort()).toEqual([
      'keywatch.1.log',
      'keywatch.2.log',
      'keywatch.3.log',
      'keywatch.4.log',
      'keywatch.log',
    ]);
    for (const name of readdirSync(logs))
      expect(statSync(join(logs, name)).size).toBeLessThanOrEqual(2 * 1024 * 1024);
    expect(readFileSync(newest(), 'utf8')).toContain('\n1499 x');
    const firstOf = (name: string) => Number.parseInt(readFileSync(join(logs, name), 'utf8'), 10);
    expect(firstOf('keywatch.1.log')).toBeLessThan(firstOf('keywatch.log'));
    expect(firstOf('keywatch.4.log')).toBeLessThan(firstOf('keywatch.3.log'));
  });

  it('goes on where the one before it ended', () => {
    openLogFile(logs)('before\n');
    openLogFile(logs)('after\n');
    expect(readFileSync(newest(), 'utf8')).toBe('before\nafter\n');
  });

  it.skipIf(process.platform === 'win32')(
    'is for its user alone, also under a loose umask and where somebody loosened it',
    () => {
      const before = process.umask(0);
      try {
        openLogFile(logs)('line\n');
        chmodSync(newest(), 0o644);
        openLogFile(logs)('line\n');
      } finally {
        process.umask(before);
      }
      expect(statSync(logs).mode & 0o777).toBe(0o700);
      expect(statSync(newest()).mode & 0o777).toBe(0o600);
    },
  );

  it.skipIf(!existsSync('/dev/full'))(
    'leaves out what finds no room, and says how much when there is room again',
    () => {
      const write = openLogFile(logs);
      write('first\n');
      unlinkSync(newest());
      symlinkSync('/dev/full', newest());
      const late = openLogFile(logs);
      for (let n = 0; n < 3; n++) late('lost\n');
      unlinkSync(newest());
      late('last\n');
      expect(readFileSync(newest(), 'utf8')).toBe(
        '{"level":40,"lost":3,"msg":"log lines were lost"}\nlast\n',
      );
    },
  );

  it('ends nothing where its directory cannot be made', () => {
    writeFileSync(logs, 'a file');
    expect(() => openLogFile(logs)('line\n')).not.toThrow();
  });

  it('never has a key in it, whatever is said', () => {
    const log = createLog('debug', openLogFile(logs));
    log.debug(`asked with ${inventedKeys.anthropic}`, { header: `Bearer ${inventedKeys.openai}` });
    const text = readFileSync(newest(), 'utf8');
    expect(text).toContain('[redacted]');
    for (const key of Object.values(inventedKeys)) expect(text).not.toContain(key.slice(14, 40));
  });
});
