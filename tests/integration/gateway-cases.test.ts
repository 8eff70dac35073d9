import { chmodSync, linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path, { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { runHere } from '../fixtures/keywatch-here.ts';
import { runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { put, putDatabase, putJson, putSplit, type PeerDocument } from '../fixtures/gateway-homes.ts';
import cases from '../fixtures/gateway-cases.json' with { type: 'json' };

let home: string;
let env: Environment;
beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-gate-')));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'error' };
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Said = Record<string, unknown>;
const askedOfBuilt = new Set<string>();
/** Runs a command here, and the first of each command and generation by the built one as well: both say the same. */
async function run(
  args: readonly string[],
  more: Environment = {},
  input = '',
): Promise<{ code: number; document: Said }> {
  const given = [{ ...env, ...more }, [...args, '--json'], input] as const;
  const ran = await runHere(...given);
  const document = JSON.parse(ran.stdout) as Said;
  const kind = [...args.slice(0, 2), document['generation'] ?? args[2]].join(' ');
  if (!askedOfBuilt.has(kind)) {
    askedOfBuilt.add(kind);
    expect(await runCli(...given)).toEqual(ran);
  }
  if (document['schema'] !== 'keywatch.error/1') expect(ran.stderr).toBe('');
  return { code: ran.code, document };
}

let place = 0;
/** A state directory of its own for one case. */
const newState = () => join(home, `state-${place++}`);

/** Cases run on a clock of their own; the command has the wall's, so their times move along. */
function moved<T>(value: T, by: number): T {
  if (typeof value === 'number') return (value > 1e12 && value < 1e14 ? value + by : value) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => moved(each, by)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, moved(each, by)])) as T;
}

const inForm = {
  '2026.3.13': (stateDir: string, store: PeerDocument) => void putJson(stateDir, store),
  '2026.5.28': (stateDir: string, store: PeerDocument) => putSplit(stateDir, store),
  '2026.9.6': (stateDir: string, store: PeerDocument) => putDatabase(stateDir, store).close(),
} as const;
type Release = keyof typeof inForm;
const releases = Object.keys(inForm) as Release[];

describe.concurrent('gateway status --check exits as the gateway itself would', () => {
  const rows = cases.exitCodes.flatMap((each) =>
    releases.map((release) => ({ ...each, release, wanted: each.exit[release] })),
  );

  test.each(rows)('$id, $release: $wanted', async ({ now, profiles, release, wanted, ...each }) => {
    const stateDir = newState();
    const usageStats = 'usageStats' in each ? each.usageStats : {};
    inForm[release](stateDir, moved({ profiles, usageStats }, Date.now() - now) as PeerDocument);
    const [used] = each.modelProvidersInUse;
    put(
      join(stateDir, 'openclaw.json'),
      JSON.stringify({ agents: { defaults: { model: `${used}/model` } } }),
    );
    const { code, document } = await run([
      'gateway',
      'status',
      'openclaw',
      '--state-dir',
      stateDir,
      '--check',
    ]);
    expect(document).toMatchObject({ schema: 'keywatch.gateway/1', generation: release, exit: wanted });
    expect(code).toBe(wanted);
  });

  it('has all cases there are', () => expect(rows).toHaveLength(13 * 3));
});

/** The stores of a release, read where they lie: `gateway status`, at the case's own moment. */
async function judged(
  { now, input }: { now: number; input: Judged },
  release: Release,
  more: readonly string[] = [],
): Promise<Said> {
  const stateDir = newState();
  const by = Date.now() - now;
  inForm[release](stateDir, moved(input.store, by) as PeerDocument);
  if (input.cfg !== undefined) put(join(stateDir, 'openclaw.json'), JSON.stringify(moved(input.cfg, by)));
  const { code, document } = await run([
    'gateway',
    'status',
    `openclaw@${release}`,
    '--state-dir',
    stateDir,
    '--provider',
    input.provider,
    ...more,
  ]);
  expect(code).toBe(0);
  expect(document).toMatchObject({ schema: 'keywatch.gateway/1', generation: release });
  return document;
}

interface Judged {
  store: object;
  provider: string;
  cfg?: object;
  preferredProfile?: string;
  profileId?: string;
}

describe.concurrent('gateway status tells who serves after whom, as the release would have it', () => {
  const rows = cases.selection.flatMap((each) =>
    releases.map((release) => ({ ...each, release, wanted: each.expected[release].order })),
  );

  test.each(rows)('$id, $release: $title', async ({ release, wanted, now, input: typed }) => {
    const input = typed as Judged;
    const prefer = input.preferredProfile === undefined ? [] : ['--prefer', input.preferredProfile];
    const { order } = await judged({ now, input }, release, prefer);
    expect(order).toEqual({ [input.provider]: wanted });
  });

  it('has all cases there are', () => expect(rows).toHaveLength(27 * 3));
});

describe.concurrent('gateway status tells whom a release would pass over, and why', () => {
  const rows = cases.eligibility.flatMap((each) =>
    releases.map((release) => ({ ...each, release, wanted: each.expected[release] })),
  );
  // Of these there is nothing to show: the profile is not stored, or another provider's.
  const unlisted = ['profile_missing', 'provider_mismatch'];

  test.each(rows)('$id, $release: $title', async ({ release, wanted, now, input }) => {
    const { profiles } = await judged({ now, input: input as Judged }, release);
    const shown = (profiles as { id: string }[]).find(({ id }) => id === input.profileId);
    if (unlisted.includes(wanted.reasonCode)) expect(shown).toBeUndefined();
    else expect(shown).toMatchObject(wanted);
  });

  it('has all cases there are', () => expect(rows).toHaveLength(10 * 3));
});

describe.concurrent('explain --gateway tells what a gateway takes an error for', () => {
  const rows = cases.failureText.flatMap((each) =>
    releases.map((release) => ({ ...each, release, wanted: each.expected[release] })),
  );

  test.each(rows)('$id, $release: $wanted', async ({ input, release, wanted }) => {
    const { status, code, message, provider } = input as {
      status?: number;
      code?: string;
      message?: string;
      provider?: string;
    };
    const told = [
      ...(status === undefined ? [] : ['--status', String(status)]),
      ...(code === undefined ? [] : ['--code', code]),
      ...(provider === undefined ? [] : ['--provider', provider]),
    ];
    const { document } = await run(
      ['explain', '--gateway', `openclaw@${release}`, ...told],
      {},
      message ?? '',
    );
    expect(document).toMatchObject({ schema: 'keywatch.explanation/1', gatewayReason: wanted });
  });

  it('has all cases there are', () => expect(rows).toHaveLength(80 * 3));

  it('by the rules of the gateway or of the release that is named', async () => {
    const asked = async (gateway: string) =>
      (await run(['explain', '--gateway', gateway, '--status', '404'])).document['gatewayReason'];
    expect([await asked('remoteclaw'), await asked('openclaw@2026.5.28')]).toEqual([null, 'model_not_found']);
    expect((await run(['explain', '--gateway', 'nobody', '--status', '404'])).code).toBe(66);
  });
});

describe.concurrent('explain --gateway tells whether a gateway goes on to its next key', () => {
  const rows = cases.rotationErrors.flatMap(({ id, message, rotates }) =>
    (['2026.3.13', '2026.9.6'] as const).map((release) => ({
      id,
      message,
      release,
      wanted: rotates[release],
    })),
  );

  test.each(rows)('$id, $release: $message ($wanted)', async ({ message, release, wanted }) => {
    const { document } = await run(['explain', '--gateway', `openclaw@${release}`], {}, message);
    expect(document).toMatchObject({ gatewayRotates: wanted });
  });

  it('says so of none that has one key only, and nothing without a text', async () => {
    const asked = async (gateway: string, text: string) =>
      (await run(['explain', '--gateway', gateway, '--status', '429'], {}, text)).document['gatewayRotates'];
    expect(await asked('thinkfleet', 'too many requests')).toBe(false);
    expect(await asked('coderclaw', 'too many requests')).toBe(true);
    expect(await asked('coderclaw', '')).toBeNull();
    expect(await asked('restflow', 'too many requests')).toBeNull();
  });
});

describe.concurrent('gateway keys lists what a gateway would try', () => {
  test.each(cases.rotationKeys)('$id', async ({ provider, env: variables, primary, expected }) => {
    const stateDir = newState();
    mkdirSync(stateDir);
    if (primary !== null)
      putJson(stateDir, { profiles: { [`${provider}:own`]: { type: 'api_key', provider, key: primary } } });
    const { code, document } = await run(
      ['gateway', 'keys', 'openclaw', '--provider', provider, '--state-dir', stateDir],
      variables as unknown as Environment,
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: 'keywatch.keys/1', provider });
    // What is masked is told by where it came from.
    const keys = document['keys'] as { name: string; mask: string }[];
    const given = { ...variables, [`${provider}:own`]: primary } as Record<string, string>;
    const names = expected.map((value) =>
      Object.keys(given).find((name) => (given[name] ?? '').split(/[\s,;]+/).includes(value)),
    );
    expect(keys.map(({ name }) => name)).toEqual(names);
    expect(keys.filter(({ mask }, index) => mask.includes(expected[index] ?? ''))).toEqual([]);
  });
});

describe('gateway resolve tells what a gateway would get', () => {
  let dir: string;
  let files: Record<string, string>;
  beforeAll(() => {
    dir = join(home, 'secrets');
    const script = (name: string, body: string) => put(join(dir, name), `#!/bin/sh\n${body}\n`, 0o700);
    const answer = (json: object) =>
      `cat >/dev/null; printf '%s' '${JSON.stringify({ protocolVersion: 1, ...json })}'`;
    files = {
      j: put(
        join(dir, 'secrets.json'),
        JSON.stringify({
          providers: { openai: { apiKey: 'sk-file' } },
          'a/b': { '~x': 'esc' },
          arr: ['z0', 'z1'],
          n: 7,
          empty: '',
        }),
      ),
      jw: put(join(dir, 'open.json'), '{"k":"v"}', 0o644),
      hard: join(dir, 'h.json'),
      single: put(join(dir, 'single.txt'), 'raw-token\n'),
      two: put(join(dir, 'two.txt'), 'line1\nline2\n'),
      ok: script('ok.sh', answer({ values: { 'a/b': 'v1' } })),
      plain: script('plain.sh', 'echo plain-secret'),
      err: script('err.sh', answer({ errors: { 'a/b': { code: 'NOT_FOUND', message: 'boom' } } })),
      miss: script('miss.sh', answer({ values: {} })),
      exit3: script('exit3.sh', 'exit 3'),
      slow: script('slow.sh', 'exec sleep 20'),
    };
    put(join(dir, 'h0.json'), '{"k":"v"}');
    linkSync(join(dir, 'h0.json'), files['hard'] ?? '');
    symlinkSync(files['j'] ?? '', join(dir, 'link.json'));
    symlinkSync(files['ok'] ?? '', join(dir, 'lnk.sh'));
  });

  const forms = { '2026.3.13': inForm['2026.3.13'], '2026.9.6': inForm['2026.9.6'] } as const;
  const rows = cases.secretRef.flatMap((each) =>
    (Object.keys(forms) as (keyof typeof forms)[]).map((release) => ({
      ...each,
      release,
      wanted: each.expected[release],
    })),
  );

  test.each(rows)('$id, $release: $title', async ({ setup, release, wanted }) => {
    const names = Object.keys(files);
    // The cases are written as the arguments of a call.
    const read = new Function('path', 'dir', 'process', ...names, `return [${setup}]`) as (
      ...given: unknown[]
    ) => unknown[];
    const [ref, providers = {}, variables = {}] = read(
      path,
      dir,
      process,
      ...names.map((name) => files[name]),
    );
    const stateDir = newState();
    forms[release](stateDir, { profiles: {} });
    put(join(stateDir, 'openclaw.json'), JSON.stringify({ secrets: { providers } }));
    const { code, document } = await run(
      ['gateway', 'resolve', 'openclaw', '--state-dir', stateDir, '--ref', JSON.stringify(ref), '--reveal'],
      variables as Environment,
    );
    const said =
      document['ok'] === true
        ? `OK ${JSON.stringify(document['value'])}`
        : `ERR ${String(document['error'])}`;
    const named = said.replaceAll(dir, '<dir>').replaceAll(process.cwd(), '<cwd>');
    expect(named).toBe(wanted);
    expect(code === 0).toBe(wanted.startsWith('OK'));
  });

  it('has all cases there are', () => expect(rows).toHaveLength(cases.secretRef.length * 2));

  it('gives a program nothing of its own environment but what was named', async () => {
    const stateDir = newState();
    const told = put(
      join(dir, 'env.sh'),
      `#!/bin/sh\ncat >/dev/null\nprintf '{"protocolVersion":1,"values":{"a":"%s %s %s %s"}}' "\${HOME:-none}" "\${NAMED:-none}" "$SET" "$PWD"\n`,
      0o700,
    );
    inForm['2026.5.28'](stateDir, { profiles: {} });
    put(
      join(stateDir, 'openclaw.json'),
      JSON.stringify({
        secrets: {
          providers: { x: { source: 'exec', command: told, passEnv: ['NAMED'], env: { SET: 'set' } } },
        },
      }),
    );
    const asked = [
      'gateway',
      'resolve',
      'openclaw',
      '--state-dir',
      stateDir,
      '--ref',
      'exec:x:a',
      '--reveal',
    ];
    expect((await run(asked, { NAMED: 'named' })).document['value']).toBe(`none named set ${dir}`);
    chmodSync(told, 0o777);
    const { code, document } = await run(asked);
    expect([code, document['error']]).toEqual([
      77,
      `secrets.providers.x.command permissions are too open: ${told}`,
    ]);
  });

  it('is of no use to a gateway that knows no references', async () => {
    const stateDir = newState();
    putJson(stateDir, { profiles: {} });
    const { code, document } = await run([
      'gateway',
      'resolve',
      'coderclaw',
      '--state-dir',
      stateDir,
      '--ref',
      'env:default:HOME',
    ]);
    expect([code, document['ok']]).toEqual([65, false]);
    expect(document['error']).toContain('knows no SecretRefs');
  });
});

it('the built command said the same of each command and generation', () => {
  const wanted = releases.flatMap((release) => [
    `gateway status ${release}`,
    `gateway resolve ${release}`,
    `explain --gateway openclaw@${release}`,
  ]);
  expect([...askedOfBuilt]).toEqual(expect.arrayContaining([...wanted, 'gateway keys openclaw']));
});
