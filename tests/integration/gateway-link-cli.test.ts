import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentOf } from '../../src-main/gateways/environment/gateway-environment.ts';
import { resolveRefs } from '../../src-main/gateways/references/resolve-refs.ts';
import { readGateway } from '../../src-main/gateways/stores/snapshot.ts';
import { gatewayNamed } from '../../src-main/gateways/systems.ts';
import { systemSurroundings } from '../../src-main/machine/gateway-surroundings.ts';
import { agentDirectory, putConfig, putJson, treeOf } from '../fixtures/gateway-homes.ts';
import {
  root,
  runCli,
  scratchEnvironment,
  startServe,
  type Environment,
} from '../fixtures/keywatch-process.ts';
import { filesBelow, leaksOf } from '../fixtures/leaks.ts';
import { keyOf, linkableKeys, mixedStore } from '../fixtures/linked-gateway.ts';

let home: string;
let env: Environment;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-link-cli-')));
  mkdirSync(join(home, 'tmp'));
  env = {
    ...scratchEnvironment(home),
    TMPDIR: join(home, 'tmp'),
    KEYWATCH_LOG: 'error',
    KEYWATCH_OFFLINE: '1',
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const config = "{ // by hand\n  meta: { lastTouchedVersion: '2026.5.28' },\n}\n";
const stateDir = () => join(home, '.openclaw');
const store = () => join(agentDirectory(stateDir()), 'auth-profiles.json');
const configPath = () => join(stateDir(), 'openclaw.json');
const files = () => [store(), configPath()].map((path) => readFileSync(path, 'utf8'));
const ours = () =>
  ['launchers', 'links'].flatMap((name) => {
    const directory = join(home, 'data', name);
    return existsSync(directory) ? readdirSync(directory) : [];
  });

function openClaw(): void {
  putJson(stateDir(), mixedStore);
  putConfig(stateDir(), 'openclaw', config);
}

interface Said {
  schema: string;
  done: boolean;
  changes: boolean;
  reader: string;
  code: string;
  profiles: { id: string; state: string }[];
}
async function run(args: readonly string[], more: Environment = {}) {
  const ran = await runCli({ ...env, ...more }, [...args, '--json']);
  const document = (ran.stdout.trim() === '' ? {} : JSON.parse(ran.stdout)) as Said;
  return { ...ran, document };
}
const link = (more: Environment = {}) =>
  run(['gateway', 'link', 'openclaw', '--yes', '--agree-policy'], more);
const unlink = (more: Environment = {}) => run(['gateway', 'unlink', 'openclaw', '--yes'], more);

/** What the gateway would get for all references in its stores: by its rules, with an environment of its own. */
async function fetched(): Promise<Record<string, string>> {
  const around = systemSurroundings({ env: { HOME: home }, home, now: Date.now() });
  const snapshot = readGateway(gatewayNamed('openclaw'), { stateDir: null, agent: null }, around);
  const credentials = [...(snapshot.agents.get('main')?.own.profiles.values() ?? [])];
  const variables = (await environmentOf(snapshot, around)).variables;
  const by = {
    secrets: snapshot.config.secrets,
    env: Object.fromEntries([...variables].map(([name, { value }]) => [name, value])),
    generation: snapshot.generation,
    around,
  };
  const referring = credentials.flatMap(({ id, ref, inline }) =>
    ref === null || inline !== '' ? [] : [{ id, ref }],
  );
  const answers = await resolveRefs(
    referring.map(({ ref }) => ref),
    by,
  );
  const inClear = credentials.flatMap(({ id, inline, type }) =>
    type === 'oauth' || inline === '' ? [] : [[id, inline]],
  );
  return Object.fromEntries([
    ...inClear,
    ...referring.map(({ id }, index) => [id, answers[index]?.ok === true ? answers[index].value : 'nothing']),
  ]) as Record<string, string>;
}
const all = {
  'anthropic:default': linkableKeys[0],
  'anthropic:manual': linkableKeys[1],
  'groq:spare': linkableKeys[2],
};

describe('a linked gateway', () => {
  it(
    'fetches its keys through the launcher, with and without a Keywatch that runs',
    { timeout: 60_000 },
    async () => {
      openClaw();
      expect(await fetched()).toEqual(all);
      const linked = await link();
      expect(linked).toMatchObject({
        code: 0,
        document: { schema: 'keywatch.link/1', done: true, reader: 'openclaw' },
      });
      for (const key of linkableKeys) expect(leaksOf(key, filesBelow(home))).toEqual([]);
      expect(await fetched()).toEqual(all);
      // A reset would leave it without its keys and without what puts them back.
      const refused = await runCli(env, ['reset', '--yes']);
      expect(refused.code).toBe(64);
      expect(refused.stderr).toContain(`keywatch gateway unlink openclaw --state-dir ${stateDir()}`);
      const owner = await startServe(env, ['--no-browser']);
      try {
        expect(await fetched()).toEqual(all);
        // The owner links and unlinks for a command line that asks it.
        expect((await unlink()).document).toMatchObject({ done: true });
        expect(files()[1]).toBe(config);
        expect((await link()).document).toMatchObject({ done: true });
        expect(await fetched()).toEqual(all);
      } finally {
        await owner.stop('SIGTERM');
      }
      const log = await runCli(env, ['log', '--json']);
      expect(log.stdout).toContain('"program":"openclaw"');
    },
  );

  it('is shown before, and asked about: without a terminal --yes is needed, and --dry-run changes nothing', async () => {
    openClaw();
    const before = treeOf(stateDir());
    const unasked = await run(['gateway', 'link', 'openclaw']);
    expect(unasked).toMatchObject({ code: 64, document: { code: 'bad_usage' } });
    const dry = await run(['gateway', 'link', 'openclaw', '--dry-run']);
    expect(dry).toMatchObject({ code: 0, document: { done: false, changes: true } });
    expect(treeOf(stateDir())).toEqual(before);
    expect(ours()).toEqual([]);
    const lines = await runCli(env, ['gateway', 'link', 'openclaw', '--dry-run']);
    expect(lines.stdout).toContain('needs --agree-policy');
    expect(lines.stdout).toContain('Nothing was changed.');
    for (const key of [...linkableKeys, keyOf('access')])
      expect(leaksOf(key, [{ where: 'stdout', content: dry.stdout + lines.stdout + lines.stderr }])).toEqual(
        [],
      );
    expect(await run(['gateway', 'unlink', 'openclaw'])).toMatchObject({ code: 64 });
  });

  it('is found by its own variables, and told by the exit where one that was named stays as it is', async () => {
    openClaw();
    const elsewhere = join(home, 'other');
    putJson(elsewhere, {
      profiles: { 'unheard:of': { type: 'api_key', provider: 'unheard', key: keyOf('of') } },
    });
    const other = { OPENCLAW_STATE_DIR: elsewhere };
    expect(await run(['gateway', 'link', 'openclaw', 'unheard:of', '--yes'], other)).toMatchObject({
      code: 66,
      document: { changes: false, profiles: [{ id: 'unheard:of', state: 'left' }] },
    });
    expect(await run(['gateway', 'link', 'openclaw', '--yes'], other)).toMatchObject({ code: 0 });
    expect(await run(['gateway', 'link', 'openclaw', '--yes', '--provider', 'groq'])).toMatchObject({
      code: 0,
      document: { done: true, profiles: [{ id: 'groq:spare', state: 'link' }] },
    });
    expect(files()[0]).toContain(linkableKeys[0]);
  });
});

describe('a Keywatch that is ended by force between any two writes', () => {
  const killed = (count: number): Environment => ({
    NODE_OPTIONS: `--require=${join(root, 'tests/fixtures/kill-at-write.cjs')}`,
    KILL_AT_WRITE: String(count),
  });

  it.each(['link', 'unlink'] as const)(
    'leaves a gateway that works, and that link and unlink finish: during %s',
    { timeout: 300_000 },
    async (act) => {
      let deaths = 0;
      for (let count = 1; ; count += 1) {
        rmSync(join(home, 'data'), { recursive: true, force: true });
        rmSync(stateDir(), { recursive: true, force: true });
        openClaw();
        const before = files();
        if (act === 'unlink') expect(await link()).toMatchObject({ code: 0 });
        const ran = await (act === 'link' ? link : unlink)(killed(count));
        const isDead = ran.code === -1;
        deaths += isDead ? 1 : 0;
        if (!isDead) expect(ran).toMatchObject({ code: 0, stderr: '' });
        expect(await fetched()).toEqual(all);

        if (count % 2 === 0) {
          expect(await link()).toMatchObject({ code: 0 });
          expect(await fetched()).toEqual(all);
          for (const key of linkableKeys) expect(leaksOf(key, filesBelow(home))).toEqual([]);
        }
        const back = await unlink();
        expect([0, 66]).toContain(back.code);
        expect(files()).toEqual(before);
        // A lock of a process that is gone is taken over by whoever needs it, gateways too.
        const left = readdirSync(agentDirectory(stateDir())).filter((name) => !name.endsWith('.lock'));
        expect(left).toEqual(['auth-profiles.json']);
        expect(ours()).toEqual([]);
        if (!isDead) break;
      }
      expect(deaths).toBeGreaterThan(5);
    },
  );
});
