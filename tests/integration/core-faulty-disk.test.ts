import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../src-cli/failure.ts';
import { modelList, startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';

/** No file of this process may grow past so many bytes: such a write fails as one to a broken disk does, not as one to a full disk. */
function limitFiles(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`], { stdio: 'pipe' });
}

function whyNoLimit(): string | null {
  try {
    limitFiles('unlimited');
    return null;
  } catch {
    return 'prlimit is not here, or a limit is set already';
  }
}

const why = whyNoLimit();
const title =
  why === null
    ? 'a core whose history cannot be written'
    : `a core whose history cannot be written (skipped: ${why})`;
const id = 'anthropic:work';

describe.skipIf(why !== null)(title, () => {
  let directory: string;
  let core: RealCore;
  let provider: FakeProvider;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'keywatch-faulty-'));
    provider = await startFakeProvider();
    provider.script('*', [modelList]);
    core = await realCore({}, directory);
    const secret = `sk-ant-api03-${'Kw7-'.repeat(23)}xAA`;
    await core.client.profiles.add({
      provider: 'anthropic',
      name: 'Work',
      secret,
      baseUrl: provider.url,
      probe: false,
    });
    core.keywatch.start();
  });
  afterEach(async () => {
    limitFiles('unlimited');
    await core.end();
    await provider.close();
  });

  const asked = async () =>
    (await core.client.probes.test({ ids: [id] })).answers.map(({ outcome }) => outcome);
  const rows = async () => (await core.client.profiles.history({ id })).rows.length;
  const revealed = () =>
    core.client.profiles.reveal({ id }).then(
      () => null,
      (thrown: unknown) => failureOf(thrown),
    );

  it('asks and answers on, gives out no secret unrecorded, changes the vault, and keeps what comes when it can', async () => {
    expect(await asked()).toEqual(['ok']);
    const before = await rows();
    const told: (string | null)[] = [];
    core.keywatch.observe(({ what }) => {
      const { historyFault } = core.keywatch.state();
      if (what === 'state' && told.at(-1) !== historyFault) told.push(historyFault);
    });
    const log = join(directory, 'history.sqlite-wal');
    limitFiles(statSync(log).size);
    for (const name of ['one', 'two', 'three']) {
      expect(await asked()).toEqual(['ok']);
      expect(await revealed()).toMatchObject({
        code: 'write_failed',
        message: expect.stringMatching(/history could not be written.*vault/i),
      });
      // The vault is smaller than that, and is a file of its own.
      expect((await core.client.profiles.edit({ id, notes: name })).profile.notes).toBe(name);
    }
    expect(core.log.lines.filter((line) => line.startsWith('error')).join('\n')).toMatch(
      /could not be (kept|noted)/,
    );
    expect((await core.client.status({})).profiles[0]).toMatchObject({
      health: { state: 'healthy' },
      lastAnswer: { outcome: 'ok' },
    });
    expect(await rows()).toBe(before);

    limitFiles('unlimited');
    expect(await asked()).toEqual(['ok']);
    expect(await revealed()).toBe(null);
    expect(await rows()).toBeGreaterThan(before);
    // Whoever watches hears of it when it begins and when it is over.
    expect(told.filter((each, at) => at > 0 || each !== null)).toEqual(['the disk reported an error', null]);
    expect(JSON.parse(readFileSync(join(directory, 'vault.json'), 'utf8'))).toMatchObject({
      profiles: { [id]: { notes: 'three' } },
    });
  });

  it('keeps the vault as it was where that cannot be written either, and says so', async () => {
    const bytes = readFileSync(join(directory, 'vault.json'));
    limitFiles(512);
    const refused = await core.client.profiles.edit({ id, notes: 'n'.repeat(3000) }).then(
      () => null,
      (thrown: unknown) => failureOf(thrown),
    );
    limitFiles('unlimited');
    expect(refused).toMatchObject({ code: 'write_failed' });
    expect(readFileSync(join(directory, 'vault.json')).equals(bytes)).toBe(true);
    expect((await core.client.profiles.edit({ id, notes: 'again' })).profile.notes).toBe('again');
  });
});
