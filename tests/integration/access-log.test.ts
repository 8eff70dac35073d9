import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOf, testDoors, type TestDoor } from '../fixtures/doors.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

let core: RealCore;
let door: TestDoor;
afterEach(async () => {
  await door.close();
  await core.end();
});

/** A client at the local door, and every frame it was told. */
async function enter() {
  const raw = await door.enter();
  const told: string[] = [];
  const onFrame = (listener: (frame: string) => void) =>
    raw.onFrame((frame) => {
      told.push(frame);
      listener(frame);
    });
  return { client: clientOf({ ...raw, onFrame }), told };
}

async function withOneKey(directory?: string): Promise<string> {
  core = await realCore({ KEYWATCH_OFFLINE: '1' }, directory);
  door = await testDoors.local(core);
  const { profile } = await core.client.profiles.add({
    secret: inventedKeys.anthropic,
    name: 'Work',
    probe: false,
  });
  return profile.id;
}

describe('a secret that leaves', () => {
  it.each(['reveal', 'copy'] as const)(
    'by %s is written down first, with who says it was and when',
    async (action) => {
      const id = await withOneKey();
      const { client } = await enter();
      const before = Date.now();
      const { secret } = await client.profiles.reveal({ id, action });
      expect(secret).toBe(inventedKeys.anthropic);
      const { entries } = await client.profiles.accesses({});
      expect(entries).toEqual([
        { at: expect.any(Number), id, action, door: 'local', program: 'the tests', pid: process.pid },
      ]);
      expect(entries[0]!.at).toBeGreaterThanOrEqual(before);
    },
  );

  it('in an exported file is written down too, and one that exports nothing secret is not', async () => {
    const id = await withOneKey();
    const { client } = await enter();
    await client.transfer.export({ secrets: false });
    expect(await client.profiles.accesses({})).toEqual({ entries: [] });
    const { secrets } = await client.transfer.export({ secrets: true, passphrase: 'an invented passphrase' });
    expect(secrets).toBe(1);
    const { entries } = await client.profiles.accesses({ id });
    expect(entries).toMatchObject([{ id, action: 'export', door: 'local', program: 'the tests' }]);
  });

  it('does not leave where that cannot be written down', async () => {
    const id = await withOneKey();
    const meddler = new DatabaseSync(join(core.directory, 'history.sqlite'));
    meddler.exec(`CREATE TRIGGER no_more BEFORE INSERT ON accesses BEGIN SELECT RAISE(ABORT, 'no'); END`);
    meddler.close();
    const { client, told } = await enter();
    for (const action of ['reveal', 'copy'] as const)
      await expect(client.profiles.reveal({ id, action })).rejects.toMatchObject({ code: 'write_failed' });
    const asked = client.transfer.export({ secrets: true, passphrase: 'an invented passphrase' });
    await expect(asked).rejects.toMatchObject({ code: 'write_failed' });
    expect(told.join()).not.toContain(inventedKeys.anthropic.slice(20));
    expect((await client.profiles.list({})).profiles).toHaveLength(1);
  });

  it('does not leave where the log would be forgotten with the process', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'kw-'));
    symlinkSync(join(directory, 'not there', 'history.sqlite'), join(directory, 'history.sqlite'));
    const id = await withOneKey(directory);
    const { client, told } = await enter();
    await expect(client.profiles.reveal({ id })).rejects.toMatchObject({
      code: 'write_failed',
      message: expect.stringMatching(/access log cannot be written, so no secret is given out/),
    });
    expect(told.join()).not.toContain(inventedKeys.anthropic.slice(20));
  });
});
