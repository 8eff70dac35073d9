import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectLocal } from '../../src-cli/local-client.ts';
import { createDoorman } from '../../src-main/api/local-door.ts';
import type { AddInput } from '../../src-shared/contract-input.ts';
import { clientOf, testDoors, type TestDoor } from '../fixtures/doors.ts';
import { grantIn } from '../fixtures/granted.ts';
import { inventedKeys, realCore, type RealCore } from '../fixtures/real-core.ts';

const reader = 'openclaw';
const surroundings = { KEYWATCH_OFFLINE: '1', INVENTED_KEY: inventedKeys.openai };

let directory: string;
let core: RealCore;
let door: TestDoor;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kw-served-'));
});
afterEach(async () => {
  await door.close();
  await core.end();
  rmSync(directory, { recursive: true, force: true });
});

/** A core whose vault holds these, all of them granted, and a client at its local door. Gives their ids. */
async function granted(...inputs: AddInput[]): Promise<string[]> {
  const before = await realCore(surroundings, directory);
  const ids: string[] = [];
  for (const input of inputs) ids.push((await before.keywatch.profiles.add({ probe: false, ...input })).id);
  await before.close();
  await grantIn(directory, { [reader]: ids });
  core = await realCore(surroundings, directory);
  door = await testDoors.local(core);
  return ids;
}
const work = { secret: inventedKeys.anthropic, name: 'Work' };
const enter = async () => clientOf(await door.enter());
const serve = async (ids: string[]) => (await enter()).secrets.serve({ reader, ids });

describe('a secret that a gateway fetches', () => {
  it('is read where its reference points, at that moment', async () => {
    const file = join(directory, 'key');
    writeFileSync(file, `${inventedKeys.openrouter}\n`, { mode: 0o600 });
    const ids = await granted(
      { reference: 'env:INVENTED_KEY', provider: 'openai', name: 'variable' },
      { reference: `file:${file}`, provider: 'openrouter', name: 'file' },
      {
        reference: 'exec:/bin/echo invented-token',
        provider: 'groq',
        name: 'program',
      },
    );
    expect(await serve(ids)).toEqual({
      values: {
        'openai:variable': inventedKeys.openai,
        'openrouter:file': inventedKeys.openrouter,
        'groq:program': 'invented-token',
      },
      errors: {},
    });
    rmSync(file);
    const { values, errors } = await serve(ids);
    expect(Object.keys(values)).toEqual(expect.arrayContaining(['openai:variable', 'groq:program']));
    expect(errors['openrouter:file']?.message).toContain('There is no file');
  });

  it('keeps no other back by being slow', async () => {
    const [slow = '', quick = ''] = await granted(
      { reference: 'exec:/bin/sleep 5', provider: 'groq', name: 'slow' },
      work,
    );
    const begun = performance.now();
    const { values, errors } = await serve([slow, quick]);
    expect(performance.now() - begun).toBeLessThan(4_500);
    expect(values).toEqual({ [quick]: inventedKeys.anthropic });
    expect(errors[slow]?.message).toContain('did not answer in time');
  });

  it('that somebody is on the way to hand out is waited for, and no other is begun', async () => {
    const [slow = ''] = await granted({ reference: 'exec:/bin/sleep 0.3', provider: 'groq', name: 'slow' });
    const doorman = createDoorman({ home: directory, handler: core.handler, log: core.log });
    const server = createServer(doorman.receive);
    const address = join(directory, 'room.sock');
    await new Promise<void>((resolve) => server.listen(address, resolve));
    const entered = await connectLocal(address, directory, 'test');
    let answers = 0;
    const ask = () =>
      entered?.client.secrets.serve({ reader, ids: [slow] }).then(
        () => answers++,
        () => 0,
      );
    const first = ask();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const finished = doorman.finish();
    const second = ask();
    await finished;
    await first;
    expect(answers).toBe(1);
    doorman.dismiss();
    await second;
    expect(answers).toBe(1);
    server.close();
  });

  it('is no login: its owner renews that, and a copy would end', async () => {
    const [login = '', key = ''] = await granted({ reference: 'login:codex', name: 'Codex' }, work);
    const { values, errors } = await serve([login, key]);
    expect(Object.keys(values)).toEqual([key]);
    expect(errors[login]?.message).toMatch(/is a login.*nothing was handed out/);
    expect(core.keywatch.profiles.accesses(login, 10)).toEqual([]);
  });

  it('may be a setup token, whose terms were agreed to when it was stored', async () => {
    const [token = ''] = await granted({ secret: inventedKeys.setupToken, agreePolicy: true });
    expect((await serve([token])).values).toEqual({ [token]: inventedKeys.setupToken });
  });

  it('stays here while the profile is out of use, removed or locked away', async () => {
    const [id = ''] = await granted(work);
    core.keywatch.profiles.disable(id, 'leaked');
    expect((await serve([id])).errors[id]?.message).toContain('out of use');
    core.keywatch.profiles.enable(id);
    core.keywatch.profiles.remove(id);
    expect((await serve([id])).errors[id]?.message).toContain('granted');
    core.keywatch.profiles.restore(id);
    expect((await serve([id])).values).toEqual({ [id]: inventedKeys.anthropic });
    expect(core.keywatch.profiles.accesses(id, 10)).toHaveLength(1);
  });

  it('is not that of a new profile under the id of one that was removed', async () => {
    const [id = ''] = await granted(work);
    core.keywatch.profiles.remove(id);
    await core.keywatch.profiles.add({ ...work, secret: inventedKeys.anthropicOther, probe: false });
    const { values, errors } = await serve([id]);
    expect(values).toEqual({});
    expect(errors[id]?.message).toContain('granted');
  });

  it('stays here where it cannot be written down that it leaves', async () => {
    const [id = ''] = await granted(work);
    const meddler = new DatabaseSync(join(directory, 'history.sqlite'));
    meddler.exec(`CREATE TRIGGER no_more BEFORE INSERT ON accesses BEGIN SELECT RAISE(ABORT, 'no'); END`);
    meddler.close();
    const { values, errors } = await serve([id]);
    expect(values).toEqual({});
    expect(errors[id]?.message).toEqual(expect.any(String));
  });

  it('counts as serving: the other of two equals is next', async () => {
    const ids = await granted(work, { secret: inventedKeys.anthropicOther, name: 'Other' });
    const next = () => core.keywatch.order.explain({ provider: 'anthropic' }).next ?? '';
    const first = next();
    await serve([first]);
    expect(next()).toBe(ids.find((id) => id !== first));
  });

  it.each(['browser', 'desktop'] as const)('leaves by the local door alone, not by the %s', async (name) => {
    const [id = ''] = await granted(work);
    const other = await testDoors[name](core);
    const raw = await other.enter();
    await expect(clientOf(raw).secrets.serve({ reader, ids: [id] })).rejects.toMatchObject({
      code: 'not_permitted',
    });
    raw.close();
    await other.close();
    expect(core.keywatch.profiles.accesses(id, 10)).toEqual([]);
  });

  it('is in no log, nor is the id of what was not granted', async () => {
    const [id = ''] = await granted(work);
    await serve([id, 'openai/not-granted']);
    expect(core.log.lines.join('\n')).not.toMatch(/Kw7-|not-granted/);
  });
});
