import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemFiles } from '../../../src-main/machine/files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywatch-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = () => systemFiles(folder);

it('reads a file, also through a link', async () => {
  writeFileSync(join(folder, 'key'), 'text', { mode: 0o600 });
  symlinkSync(join(folder, 'key'), join(folder, 'link'));
  expect(await files().read(join(folder, 'key'))).toBe('text');
  expect(await files().read(join(folder, 'link'))).toBe('text');
  expect(await files().stat(join(folder, 'key'))).toMatchObject({ mode: 0o600, size: 4 });
  expect(await files().stat(join(folder, 'none'))).toBeNull();
});

describe.skipIf(process.platform === 'win32')('reads nothing that never ends or is no file', () => {
  it.each<[string, string, () => string]>([
    ['nothing at all', 'not_found', () => join(folder, 'none')],
    [
      'more than 1 MB',
      'too_large',
      () => {
        writeFileSync(join(folder, 'large'), 'x'.repeat(1024 * 1024 + 1));
        return join(folder, 'large');
      },
    ],
    [
      'a directory',
      'invalid_input',
      () => {
        mkdirSync(join(folder, 'directory'));
        return join(folder, 'directory');
      },
    ],
    [
      'a pipe nobody writes to',
      'invalid_input',
      () => {
        execFileSync('mkfifo', [join(folder, 'pipe')]);
        return join(folder, 'pipe');
      },
    ],
    ['a device', 'invalid_input', () => '/dev/zero'],
  ])('%s', async (_, code, path) => {
    await expect(files().read(path())).rejects.toMatchObject({ code });
  });
});
