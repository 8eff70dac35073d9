import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { givenPassphraseSlot } from '../../src-main/vault/passphrase-slot.ts';

describe('a passphrase slot', () => {
  let path: string;
  let directory: string;
  const dataKey = new Uint8Array(32).fill(7);
  const context = { keyId: 'k1' };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'keywatch-passphrase-'));
    path = join(directory, 'passphrase');
    await writeFile(path, 'correct horse battery\n', { mode: 0o600 });
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('opens with the passphrase it was made with, at the cost it was made with', async () => {
    const slot = givenPassphraseSlot({ path, env: {} });
    const wrapped = await slot.wrap(dataKey, context);
    expect(wrapped).toMatchObject({ type: 'passphrase', kdf: 'scrypt', n: 131_072, r: 8, p: 1 });
    expect(await slot.unwrap(wrapped, context)).toEqual(expect.objectContaining({ length: 32 }));
    expect([...(await slot.unwrap(wrapped, context))]).toEqual([...dataKey]);
  });

  it.each([
    ['another passphrase', { fault: 'lost' }, () => writeFile(path, 'wrong horse')],
    ['an empty file', { fault: 'refused' }, () => writeFile(path, '\n')],
    ['a file others can read', { fault: 'refused' }, () => chmod(path, 0o644)],
    ['no file', { fault: 'refused' }, () => rm(path)],
  ])('does not open with %s and says why', async (_, failure, spoil) => {
    const slot = givenPassphraseSlot({ path, env: {} });
    const wrapped = await slot.wrap(dataKey, context);
    await spoil();
    await expect(slot.unwrap(wrapped, context)).rejects.toMatchObject(failure);
  });

  it('is not made of bytes that are no text, for many files would be one passphrase', async () => {
    await writeFile(path, Buffer.from('fffefdfcfbfaf9f8f7f6', 'hex'));
    const slot = givenPassphraseSlot({ path, env: {} });
    await expect(slot.wrap(dataKey, context)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('does not spend memory on a cost somebody wrote into the file', async () => {
    const slot = givenPassphraseSlot({ path, env: {} });
    const wrapped = await slot.wrap(dataKey, context);
    await expect(slot.unwrap({ ...wrapped, n: 2 ** 30 }, context)).rejects.toMatchObject({ fault: 'lost' });
  });
});
