import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync as plainWrite,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftovers, writeFileSync } from '../../../src-main/vault/replace-file.ts';

let directory: string;
let path: string;
let umask: number;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-replace-'));
  path = join(directory, 'vault.json');
  umask = process.umask();
});
afterEach(() => {
  process.umask(umask);
  rmSync(directory, { recursive: true, force: true });
});

const modeOf = (file: string) => statSync(file).mode & 0o777;
const onPosix = it.skipIf(process.platform === 'win32');
const asRoot = it.skipIf(process.getuid?.() !== 0);

describe('a replaced file', () => {
  it.each([
    ['text', 'ünicode\n', Buffer.from('ünicode\n')],
    ['nothing', '', Buffer.alloc(0)],
    ['bytes', Buffer.from([0, 255, 128]), Buffer.from([0, 255, 128])],
    ['several megabytes', randomBytes(5_000_000), null],
  ])('holds %s whole', (_what, data, bytes) => {
    plainWrite(path, 'a longer text that was there before');
    writeFileSync(path, data);
    expect(readFileSync(path).equals(bytes ?? (data as Buffer))).toBe(true);
    expect(readdirSync(directory)).toEqual(['vault.json']);
  });

  onPosix('is another file under the old name, so that a reader of the old one goes on undisturbed', () => {
    writeFileSync(path, 'old');
    const inode = statSync(path).ino;
    writeFileSync(path, 'new');
    expect(statSync(path).ino).not.toBe(inode);
  });

  onPosix.each([0, 0o022, 0o077, 0o777])('has the mode asked for under umask %o', (mask) => {
    process.umask(mask);
    writeFileSync(path, 'x', { mode: 0o640 });
    expect(modeOf(path)).toBe(0o640);
  });

  onPosix('is for its owner alone unless told, and keeps the mode it had', () => {
    process.umask(0);
    writeFileSync(path, 'x');
    expect(modeOf(path)).toBe(0o600);
    chmodSync(path, 0o644);
    writeFileSync(path, 'y');
    expect(modeOf(path)).toBe(0o644);
  });

  asRoot('stays with its owner when root replaces it', () => {
    writeFileSync(path, 'x');
    chownSync(path, 1234, 1234);
    writeFileSync(path, 'y');
    expect(statSync(path)).toMatchObject({ uid: 1234, gid: 1234 });
  });

  it('makes the directory it goes in', () => {
    const deep = join(directory, 'a', 'b', 'c.json');
    writeFileSync(deep, 'x');
    expect(readFileSync(deep, 'utf8')).toBe('x');
    if (process.platform !== 'win32') expect(modeOf(join(directory, 'a'))).toBe(0o700);
  });

  it('leaves nothing beside it and the old one as it was when it cannot be put there', () => {
    const taken = join(directory, 'taken');
    writeFileSync(join(taken, 'inside'), 'x');
    expect(() => writeFileSync(taken, 'y')).toThrow();
    expect(readdirSync(directory)).toEqual(['taken']);
    expect(readFileSync(join(taken, 'inside'), 'utf8')).toBe('x');
  });
});

describe('what killed writers left', () => {
  it('is removed, and nothing else', () => {
    writeFileSync(path, 'x');
    const half = ['vault.json.tmp-1-0123456789ab', 'vault.key.tmp-22-ba9876543210'];
    const others = ['vault.json.bak', 'vault.tmp-1-abc.json'];
    for (const name of [...half, ...others]) plainWrite(join(directory, name), 'half');
    removeLeftovers(directory);
    expect(readdirSync(directory).sort()).toEqual(['vault.json', ...others]);
    expect(existsSync(path)).toBe(true);
  });
});
