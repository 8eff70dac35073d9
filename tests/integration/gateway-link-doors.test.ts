import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GatewayInput, LinkInput } from '../../src-shared/contract-gateways.ts';
import type { Door } from '../../src-shared/words.ts';
import { agentDirectory, putJson, treeOf } from '../fixtures/gateway-homes.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { keyOf, linkableKeys, mixedStore } from '../fixtures/linked-gateway.ts';
import { realCore, type RealCore } from '../fixtures/real-core.ts';

let home: string;
let core: RealCore;
let program: string;
beforeEach(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-doors-')));
  // As npm leaves it: a name that leads to the file.
  program = join(home, 'keywatch.cjs');
  writeFileSync(program, '');
  symlinkSync(program, join(home, 'keywatch'));
  putJson(join(home, '.openclaw'), mixedStore);
  core = await realCore({ KEYWATCH_OFFLINE: '1' }, join(home, 'data'), {
    home,
    commandLine: join(home, 'keywatch'),
  });
});
afterEach(async () => {
  await core.end();
  rmSync(home, { recursive: true, force: true });
});

const through = (door: Door) => ({ door, program: 'the window', pid: 7 });
const everything = { agent: null, provider: null, ids: [] };

async function found() {
  const listed = await core.keywatch.gateways.list();
  const place = listed.find(({ id }) => id === 'openclaw')?.place;
  if (place === undefined) throw new Error('OpenClaw is not listed');
  return place;
}
const toLink = async (more: Partial<LinkInput> = {}): Promise<LinkInput> => ({
  act: 'link',
  ...(await found()),
  ...everything,
  agreePolicy: true,
  ...more,
});
const toUnlink = async (): Promise<GatewayInput> => ({ act: 'unlink', ...(await found()), ...everything });

async function apply(input: GatewayInput, door: Door) {
  const { mark } = await core.keywatch.gateways.plan(input, through(door));
  return core.keywatch.gateways.apply({ ...input, mark }, through(door));
}

const store = () => join(agentDirectory(join(home, '.openclaw')), 'auth-profiles.json');

describe.each(['browser', 'desktop'] as const)('a gateway that is linked through the %s door', (door) => {
  it('starts this Keywatch by its own Node and its own command line, by their real paths', async () => {
    const { reader } = await apply(await toLink(), door);
    const launcher = readFileSync(join(core.directory, 'launchers', `keywatch-${reader}`), 'utf8');
    expect(launcher).toContain(`exec '${realpathSync(process.execPath)}' '${program}' secret serve`);
    for (const secret of linkableKeys) expect(leaksOf(secret, filesBelow(home))).toEqual([]);
  });

  it('is shown whole before, and nothing is changed by that', async () => {
    const before = treeOf(join(home, '.openclaw'));
    const plan = await core.keywatch.gateways.plan(await toLink(), through(door));
    expect(treeOf(join(home, '.openclaw'))).toEqual(before);
    expect(plan.files.map(({ what }) => what)).toEqual(['launcher', 'config', 'store']);
    for (const secret of [...linkableKeys, keyOf('access')])
      expect(leaksOf(secret, [{ where: 'the plan', content: JSON.stringify(plan) }])).toEqual([]);
  });

  it('is byte for byte what it was once it is unlinked there', async () => {
    const before = readFileSync(store(), 'utf8');
    await apply(await toLink(), door);
    expect(readFileSync(store(), 'utf8')).not.toBe(before);
    await apply(await toUnlink(), door);
    expect(readFileSync(store(), 'utf8')).toBe(before);
  });

  it('is in the access log, with the door, each time for every key that is meant', async () => {
    await apply(await toLink({ ids: ['anthropic:default', 'groq:spare'] }), door);
    await apply(await toUnlink(), door);
    const entries = core.keywatch.profiles.accesses(null, 10);
    expect(entries.map(({ id, action, door: by, program: who }) => [id, action, by, who]).toSorted()).toEqual(
      ['anthropic:default', 'groq:spare'].flatMap((id) =>
        ['link', 'unlink'].map((action) => [id, action, door, 'the window']),
      ),
    );
  });

  it('starts no program that the page names', async () => {
    const before = treeOf(join(home, '.openclaw'));
    const named = await toLink({ starts: { node: '/bin/sh', program: '/nowhere/evil.sh' } });
    await expect(core.keywatch.gateways.plan(named, through(door))).rejects.toMatchObject({
      code: 'not_permitted',
      message: expect.stringContaining('nothing was changed') as string,
    });
    expect(treeOf(join(home, '.openclaw'))).toEqual(before);
  });

  it.each(['stateDir', 'configPath', 'home', 'agentDir'] as const)(
    'lies where Keywatch finds it: a page names no %s of its own',
    async (part) => {
      const elsewhere = join(home, 'elsewhere');
      putJson(elsewhere, mixedStore);
      for (const input of [await toLink(), await toUnlink()])
        await expect(
          core.keywatch.gateways.plan({ ...input, [part]: elsewhere }, through(door)),
        ).rejects.toMatchObject({ code: 'not_permitted' });
    },
  );
});

it('the command line names what is started, and any place', async () => {
  const elsewhere = join(home, 'elsewhere');
  putJson(elsewhere, mixedStore);
  const starts = { node: '/opt/node/bin/node', program: '/opt/keywatch/keywatch.cjs' };
  const named = await toLink({ starts, stateDir: elsewhere, configPath: join(elsewhere, 'openclaw.json') });
  const { reader } = await apply(named, 'local');
  const launcher = readFileSync(join(core.directory, 'launchers', `keywatch-${reader}`), 'utf8');
  expect(launcher).toContain(`exec '/opt/node/bin/node' '/opt/keywatch/keywatch.cjs' secret serve`);
});

it('a plan is not recorded as an access, and neither is what was left as it is', async () => {
  await core.keywatch.gateways.plan(await toLink(), through('browser'));
  await apply(await toLink({ ids: ['openai-codex:me@example.com'] }), 'browser');
  expect(core.keywatch.profiles.accesses(null, 10)).toEqual([]);
});
