import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src-main/vault/canonical-json.ts';
import { openFile, sealFile } from '../../../src-main/transfer/sealed-file.ts';

const text = JSON.stringify({ profiles: [{ id: 'openai:a', secret: 'ünicode 密' }], order: {} });
const passphrase = 'pässphräse';
let file: JsonObject;
beforeAll(async () => {
  file = await sealFile(text, passphrase, '2027-01-01T00:00:00.000Z');
});
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'keywatch-export-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a sealed file', () => {
  it('opens with its passphrase, however its letters were typed', async () => {
    expect(await openFile(file, passphrase.normalize('NFD'))).toBe(text);
    expect(JSON.stringify(file)).not.toContain('openai');
  });

  it('opens in twenty lines without Keywatch, as its document says', async () => {
    const page = readFileSync(new URL('../../../docs/export-format.md', import.meta.url), 'utf8');
    const program = /```js\n([^`]*)```/.exec(page)?.[1] ?? '';
    expect(program.trim().split('\n').length).toBeLessThanOrEqual(22);
    const at = (name: string) => join(directory, name);
    writeFileSync(at('open-export.mjs'), program);
    writeFileSync(at('file'), JSON.stringify(file, null, 2));
    writeFileSync(at('passphrase'), `${passphrase}\n`);
    const said = execFileSync(process.execPath, [at('open-export.mjs'), at('file'), at('passphrase')]);
    expect(said.toString()).toBe(text);
  });

  it(
    'does not open with another passphrase, nor with any of its members changed',
    { timeout: 120_000 },
    async () => {
      await expect(openFile(file, 'another')).rejects.toMatchObject({ code: 'wrong_passphrase' });
      const changes: Record<string, string | number> = {
        createdAt: '2026-01-01T00:00:00.000Z',
        salt: Buffer.alloc(16).toString('base64'),
        nonce: Buffer.alloc(12).toString('base64'),
        added: 'a member',
        sealed: `${String(file['sealed']).slice(0, -8)}AAAAAAAA`,
      };
      for (const [name, value] of Object.entries(changes))
        await expect(openFile({ ...file, [name]: value }, passphrase), name).rejects.toMatchObject({
          code: 'wrong_passphrase',
        });
    },
  );

  it.each([
    ['another cipher', { cipher: 'none' }],
    ['a cost nobody can pay', { n: 2 ** 30 }],
    ['no cost', { n: 0 }],
    ['no salt', { salt: null }],
    ['another way from the passphrase to the key', { kdf: 'md5' }],
  ])('with %s is refused before any work is done', async (_what, change) => {
    await expect(openFile({ ...file, ...change }, passphrase)).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
