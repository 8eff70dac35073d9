import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../src-cli/failure.ts';
import type { Client } from '../../src-shared/contract.ts';
import { errorTable } from '../../src-shared/errors.ts';
import { modelList, startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';
import { smallDisk, whyNoSmallDisk, type SmallDisk } from '../fixtures/small-disk.ts';

const why = whyNoSmallDisk();
const title = why === null ? 'a core whose disk' : `a core whose disk (skipped: ${why})`;

/** An invented key; no two are alike. */
const key = (letter: string) => `sk-ant-api03-${letter.repeat(92)}xAA`;
const id = 'anthropic:work';

/** Every write a person can ask of the core, each of which may be repeated. */
const acts: Readonly<Record<string, (client: Client, turn: string) => Promise<unknown>>> = {
  'a key is added': (client, turn) =>
    client.profiles.add({
      provider: 'anthropic',
      name: `n${turn}`,
      secret: key(turn),
      notes: 'n'.repeat(3900),
      probe: false,
    }),
  'a key is edited': (client, turn) => client.profiles.edit({ id, notes: turn.repeat(3900) }),
  'a secret is replaced': (client, turn) =>
    client.profiles.replaceSecret({ id, secret: key(turn), probe: false }),
  'a key is removed': (client) => client.profiles.remove({ id }),
  'a key is disabled': (client, turn) => client.profiles.disable({ id, note: turn.repeat(400) }),
  'the order is set': (client) => client.order.set({ provider: 'anthropic', ids: [id] }),
  'the settings are changed': (client, turn) =>
    client.settings.set({ probesPerDay: turn.charCodeAt(0) % 90 }),
  'the window is arranged': (client, turn) =>
    client.settings.setWindow({
      columns: Object.fromEntries(
        [...Array(400).keys()].map((n) => [
          `${turn}${n.toString().replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')}`,
          n,
        ]),
      ),
    }),
  'a slot is added': (client) => client.vault.protect({ act: 'add', slot: 'recovery' }),
  'the key of the vault is changed': (client) => client.vault.rotateKey({}),
  'a file is imported': (client, turn) =>
    client.transfer.import({
      content: JSON.stringify([{ provider: 'anthropic', name: `i${turn}`, secret: key(turn) }]),
    }),
  'a backup is restored': async (client) => {
    const { backups } = await client.backups.list({});
    return client.backups.restore({ id: backups.at(-1)?.id ?? '' });
  },
};

describe.skipIf(why !== null)(title, () => {
  let disk: SmallDisk;
  let core: RealCore;
  let provider: FakeProvider;
  beforeEach(async () => {
    disk = smallDisk(1024 * 1024);
    provider = await startFakeProvider();
    provider.script('*', [modelList]);
    core = await realCore({}, disk.path);
    await core.client.profiles.add({
      provider: 'anthropic',
      name: 'Work',
      secret: key('w'),
      baseUrl: provider.url,
      probe: false,
    });
    await core.client.vault.rotateKey({});
    core.keywatch.start();
  });
  afterEach(async () => {
    await core.close();
    await provider.close();
    disk.end();
  });

  const vaultBytes = () => readFileSync(join(disk.path, 'vault.json'));
  const halves = () => readdirSync(disk.path).filter((name) => name.includes('.tmp-'));
  const refusalOf = (act: Promise<unknown>) =>
    act.then(
      () => null,
      (thrown: unknown) => failureOf(thrown),
    );
  const told = async () => ({
    status: await core.client
      .status({})
      .then(({ profiles }) => profiles.map(({ name, notes, mask }) => ({ name, notes, mask }))),
    settings: await core.client.settings.get({}),
    slots: (await core.client.vault.status({})).vault.slots.map(({ id: slot }) => slot),
  });

  it.each(Object.entries(acts))(
    'is full keeps what it had when %s, says so, and does it once there is room',
    { timeout: 60_000 },
    async (_, act) => {
      const before = await told();
      const bytes = vaultBytes();
      disk.fill(0);
      const refused = await refusalOf(act(core.client, 'q'));
      expect(refused).toMatchObject({ message: expect.stringMatching(/full/) });
      expect([73, 75]).toContain(errorTable[refused?.code ?? 'fault'].exit);
      expect(vaultBytes().equals(bytes)).toBe(true);
      expect(await told()).toEqual(before);
      expect(halves()).toEqual([]);
      disk.makeRoom();
      expect(await refusalOf(act(core.client, 'q'))).toBe(null);
    },
  );

  const rows = async () => (await core.client.profiles.history({ id })).rows.length;
  const asked = async () =>
    (await core.client.probes.test({ ids: [id] })).answers.map(({ outcome }) => outcome);

  it('is full answers on, keeps no half of what it saw, and gives out no secret that is not written down', async () => {
    const bytes = vaultBytes();
    disk.fill(0);
    const refusals: (string | undefined)[] = [];
    // The log of the history has a little room of its own: as often as it takes until that is used up.
    for (let time = 0; time < 2000 && refusals.length < 3; time += 1) {
      expect(await asked()).toEqual(['ok']);
      const refused = await refusalOf(core.client.profiles.reveal({ id }));
      if (refused !== null) refusals.push(refused.code);
    }
    expect(refusals).toEqual(['write_failed', 'write_failed', 'write_failed']);
    expect(core.log.lines.join('\n')).toMatch(/could not be kept/);
    expect(core.keywatch.state().historyFault).toBe('the disk is full');
    const { profiles, vault } = await core.client.status({});
    expect(profiles[0]).toMatchObject({ health: { state: 'healthy' }, lastAnswer: { outcome: 'ok' } });
    expect(vault.state).toBe('open');
    expect(vaultBytes().equals(bytes)).toBe(true);
    const kept = await rows();

    disk.makeRoom();
    expect(await asked()).toEqual(['ok']);
    expect(await refusalOf(core.client.profiles.reveal({ id }))).toBe(null);
    expect(await rows()).toBeGreaterThan(kept);
    expect(core.keywatch.state().historyFault).toBe(null);
    const all = await rows();
    await core.close();
    core = await realCore({}, disk.path);
    expect(await rows()).toBe(all);
    expect((await core.client.status({})).vault).toMatchObject({ state: 'open', reason: null });
  });

  it('is full starts without room for its history, says so, and keeps one again where there is room', async () => {
    await core.close();
    const bytes = vaultBytes();
    for (const name of ['history.sqlite', 'history.sqlite-wal', 'history.sqlite-shm'])
      rmSync(join(disk.path, name), { force: true });
    disk.fill(0);
    core = await realCore({}, disk.path);
    expect(core.log.lines.join('\n')).toMatch(/history cannot be written/);
    expect(core.keywatch.state().historyFault).toBe('the disk is full');
    expect(await asked()).toEqual(['ok']);
    expect(await refusalOf(core.client.profiles.reveal({ id }))).toMatchObject({ code: 'write_failed' });
    expect(vaultBytes().equals(bytes)).toBe(true);
    await core.close();
    disk.makeRoom();
    core = await realCore({}, disk.path);
    expect(await refusalOf(core.client.profiles.reveal({ id }))).toBe(null);
  });

  it('is read-only is told as such, keeps everything, and opens once it can be written to', async () => {
    await core.close();
    const bytes = vaultBytes();
    disk.makeReadOnly();
    expect(await refusalOf(realCore({}, disk.path))).toMatchObject({
      code: 'write_failed',
      message: expect.stringContaining('read-only'),
    });
    expect(vaultBytes().equals(bytes)).toBe(true);
    disk.makeWritable();
    core = await realCore({}, disk.path);
    expect(await refusalOf(core.client.profiles.reveal({ id }))).toBe(null);
  });
});
