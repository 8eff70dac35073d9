import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { givenKeyFileSlot, ownKeyFileSlot, type KeyFile } from '../../../src-main/vault/key-file-slot.ts';
import { readPrivateFile } from '../../../src-main/vault/private-file.ts';

const uid = process.getuid?.() ?? null;
const context = { keyId: 'k1' };
const dataKey = new Uint8Array(randomBytes(32));
let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'keywatch-key-file-'));
  path = join(root, 'key');
  mkdirSync(join(root, 'vault'), { mode: 0o700 });
  writeFileSync(path, randomBytes(32), { mode: 0o600 });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = (more: Partial<KeyFile> = {}): KeyFile => ({
  path,
  vaultDirectory: join(root, 'vault'),
  env: {},
  ...more,
});

describe('a key file', () => {
  it('gives back the data key it wrapped', async () => {
    const slot = givenKeyFileSlot(file());
    const wrapped = await slot.wrap(dataKey, context);
    expect(wrapped.type).toBe('key-file');
    expect(await slot.unwrap(wrapped, context)).toEqual(dataKey);
    expect(wrapped.wrapped).not.toContain(Buffer.from(dataKey).toString('base64').slice(0, 20));
  });

  it('does not open what was wrapped for a key of another name, or by another file', async () => {
    const slot = givenKeyFileSlot(file());
    const wrapped = await slot.wrap(dataKey, context);
    await expect(slot.unwrap(wrapped, { keyId: 'k2' })).rejects.toMatchObject({ fault: 'lost' });
    await expect(slot.unwrap({ ...wrapped, wrapped: 'AAAA' }, context)).rejects.toMatchObject({
      fault: 'lost',
    });
    writeFileSync(path, randomBytes(32));
    await expect(slot.unwrap(wrapped, context)).rejects.toMatchObject({
      fault: 'lost',
      code: 'vault_locked',
    });
  });

  it('is said to be gone when it is, and is not made anew by opening', async () => {
    for (const slot of [givenKeyFileSlot(file()), ownKeyFileSlot(file())]) {
      const wrapped = await slot.wrap(dataKey, context);
      rmSync(path);
      await expect(slot.unwrap(wrapped, context)).rejects.toMatchObject({ fault: 'lost' });
      expect(existsSync(path)).toBe(false);
      writeFileSync(path, randomBytes(32), { mode: 0o600 });
    }
  });

  it('that a person named is not made by Keywatch', async () => {
    rmSync(path);
    await expect(givenKeyFileSlot(file()).wrap(dataKey, context)).rejects.toMatchObject({ fault: 'lost' });
    expect(existsSync(path)).toBe(false);
  });

  it('of our own is made when needed, for its owner alone, 32 bytes', async () => {
    const own = file({ path: join(root, 'vault', 'vault.key') });
    const umask = process.umask(0);
    await ownKeyFileSlot(own).wrap(dataKey, context);
    process.umask(umask);
    expect(readFileSync(own.path)).toHaveLength(32);
    if (uid !== null) expect(statSync(own.path).mode & 0o777).toBe(0o600);
  });

  it.each([0, 31])('of %i bytes is too short', async (length) => {
    writeFileSync(path, randomBytes(length));
    await expect(givenKeyFileSlot(file()).wrap(dataKey, context)).rejects.toMatchObject({ fault: 'refused' });
  });

  it('protects elsewhere and not beside the vault, whichever way it is reached', async () => {
    expect(await givenKeyFileSlot(file()).describe()).toMatchObject({
      available: true,
      protected: true,
      advice: null,
    });
    const beside = join(root, 'vault', 'key');
    writeFileSync(beside, randomBytes(32), { mode: 0o600 });
    symlinkSync(join(root, 'vault'), join(root, 'link'));
    for (const own of [beside, join(root, 'link', 'key'), join(root, 'vault', '..', 'vault', 'key')]) {
      expect(await givenKeyFileSlot(file({ path: own })).describe()).toMatchObject({
        protected: false,
        backend: own,
        advice: expect.stringContaining('lies beside'),
      });
    }
  });
});

describe.skipIf(uid === null)('a key file is read', () => {
  const who = { env: {}, uid };
  const codeOf = (reader = who) => {
    try {
      readPrivateFile(path, reader);
      return 'read';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  it.each([
    [0o600, 'read'],
    [0o400, 'read'],
    [0o640, 'file_too_open'],
    [0o604, 'file_too_open'],
    [0o660, 'file_too_open'],
    [0o644, 'file_too_open'],
    [0o620, 'file_too_open'],
    [0o777, 'file_too_open'],
  ])('with mode %o: %s', (mode, result) => {
    chmodSync(path, mode);
    expect(codeOf()).toBe(result);
  });

  it('by the target of a link, judged by its own mode', () => {
    const target = join(root, 'target');
    writeFileSync(target, randomBytes(32), { mode: 0o644 });
    chmodSync(target, 0o644);
    rmSync(path);
    symlinkSync(target, path);
    expect(codeOf()).toBe('file_too_open');
    chmodSync(target, 0o600);
    expect(codeOf()).toBe('read');
  });

  it('inside CREDENTIALS_DIRECTORY whatever its mode, and not beside it', () => {
    chmodSync(path, 0o644);
    const reader = (directory: string) => ({ env: { CREDENTIALS_DIRECTORY: directory }, uid });
    expect(codeOf(reader(root))).toBe('read');
    expect(codeOf(reader(join(root, 'vault')))).toBe('file_too_open');
    expect(codeOf(reader(join(root, 'nowhere')))).toBe('file_too_open');
    expect(codeOf(reader(''))).toBe('file_too_open');
  });

  it.skipIf(uid !== 0)('not when it belongs to someone else', () => {
    chownSync(path, 1234, 1234);
    expect(codeOf()).toBe('file_too_open');
  });

  it('not when it is a directory, missing or huge, and the command to type is told', () => {
    chmodSync(path, 0o644);
    expect(() => readPrivateFile(path, who)).toThrow(`chmod 600 ${path}`);
    writeFileSync(path, Buffer.alloc(70_000));
    chmodSync(path, 0o600);
    expect(codeOf()).toBe('too_large');
    rmSync(path);
    expect(codeOf()).toBe('not_found');
    mkdirSync(path);
    expect(codeOf()).toBe('not_permitted');
  });
});
