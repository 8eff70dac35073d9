import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageBoxOptions } from 'electron';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { composeOrRecover } from '../../src-main/desktop/offer-backup.ts';
import { headlessSlots } from '../../src-main/headless/headless-slots.ts';
import { inventedKeys, listeningLog, realCore, type RealCore } from '../fixtures/real-core.ts';

let directory: string;
let core: RealCore | null;
let shown: MessageBoxOptions[];
let pressed: number;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kw-'));
  core = null;
  shown = [];
  pressed = 0;
});
afterEach(async () => {
  await core?.close();
  rmSync(directory, { recursive: true });
});

const vault = () => join(directory, 'vault.json');
const start = () => {
  const env = { KEYWATCH_NO_KEYRING: '1' };
  const dialog = {
    showMessageBox: async (box: unknown) => {
      shown.push(box as MessageBoxOptions);
      return { response: pressed, checkboxChecked: false };
    },
  };
  const place = { directory, env, slots: headlessSlots({ env, directory }), log: listeningLog() };
  return composeOrRecover(dialog, () => realCore({}, directory), place);
};

/** A vault with backups of no profile and of one, whose file is cut short then. */
async function tear(): Promise<Buffer> {
  const made = await realCore({}, directory);
  await made.client.profiles.add({ provider: 'openai', secret: inventedKeys.openai, probe: false });
  await made.client.vault.rotateKey({});
  await made.close();
  writeFileSync(vault(), readFileSync(vault()).subarray(0, 300));
  return readFileSync(vault());
}

describe('a start of the app', () => {
  test('asks nothing where the vault can be read', async () => {
    core = await start();
    expect(shown).toEqual([]);
  });

  test('over a vault that is cut short offers its newest backups, and goes on with the chosen one', async () => {
    const torn = await tear();
    core = await start();
    expect(shown).toMatchObject([
      {
        message: 'The vault cannot be read',
        detail: expect.stringContaining('cut short or damaged'),
        buttons: [
          expect.stringMatching(/^Use the copy of .* \(1 profile\)$/),
          expect.stringMatching(/\(0 profiles\)$/),
          'Quit',
        ],
        // Enter and Escape change nothing.
        defaultId: 2,
        cancelId: 2,
      },
    ]);
    expect(core.keywatch.profiles.list()).toHaveLength(1);
    const aside = readdirSync(directory).find((name) => name.startsWith('vault.json.unreadable-'));
    expect(readFileSync(join(directory, aside ?? '')).equals(torn)).toBe(true);
  });

  test('changes nothing where a person quits instead', async () => {
    const torn = await tear();
    pressed = 2;
    await expect(start()).rejects.toMatchObject({ code: 'vault_unreadable' });
    expect(readFileSync(vault()).equals(torn)).toBe(true);
    expect(readdirSync(directory).some((name) => name.includes('unreadable'))).toBe(false);
  });

  test('tells why where there is no backup to offer', async () => {
    writeFileSync(vault(), 'no vault', { mode: 0o600 });
    await expect(start()).rejects.toMatchObject({ code: 'vault_unreadable' });
    expect(shown).toEqual([]);
  });
});
