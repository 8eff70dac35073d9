import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../src-shared/contract.ts';
import { inventCanaries, layOut, layOutGateway, type Sources } from '../fixtures/canaries.ts';
import { clientOf, enterBrowser, type RawClient } from '../fixtures/doors.ts';
import { startFakeProvider, type FakeProvider } from '../fixtures/fake-provider.ts';
import { runCli, scratchEnvironment, startServe, type Serving } from '../fixtures/keywatch-process.ts';
import { filesBelow, leaksOf, processTraces, type Trace } from '../fixtures/leaks.ts';
import { tapLocalDoor, type TappedDoor } from '../fixtures/tapped-door.ts';

/** Every call of the contract by its path. */
const pathsOf = (node: object, path = ''): string[] =>
  '~orpc' in node
    ? [path]
    : Object.entries(node).flatMap(([name, child]) => pathsOf(child as object, `${path}/${name}`));
const callPaths = pathsOf(contract);

const canaries = inventCanaries();
const home = mkdtempSync(join(tmpdir(), 'kw-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'kw-owners-'));
const sources: Sources = layOut(canaries, elsewhere);
const env = { ...scratchEnvironment(home), ...sources.env, KEYWATCH_CONFIRM_AFTER: '50ms' };
const traces: Trace[] = [];

let provider: FakeProvider;
let serving: Serving;
let tap: TappedDoor;
let raw: RawClient;

/** Providers that repeat a key in all they say, as some do. */
const echoing = (status: number, key: string) => ({
  status,
  headers: { 'x-echo': key, 'request-id': key },
  body: { type: 'error', error: { type: 'authentication_error', message: `invalid x-api-key: ${key}` } },
});

async function run(args: readonly string[], input = '') {
  const { code, stdout, stderr } = await runCli(env, args, input);
  const where = `keywatch ${args.slice(0, 4).join(' ').slice(0, 60)}`;
  traces.push({ where: `${where}, stdout`, content: stdout }, { where: `${where}, stderr`, content: stderr });
  return { code, stdout, stderr };
}

/** A client at the browser door that keeps all it is told. */
async function tapped(url: string): Promise<RawClient> {
  const client = await enterBrowser(url);
  client.onFrame((content) => traces.push({ where: 'the browser door', content }));
  return client;
}

beforeAll(async () => {
  provider = await startFakeProvider();
  // Before anybody owns the data, a command does all itself, and keeps what it compiled.
  const early = await run(['auth', 'add', '--name', 'Early', '--no-probe', '--key', '-'], canaries.early);
  expect(early).toMatchObject({ code: 0 });
  await run(['auth', 'edit', 'Early', '--notes', 'before']);
  serving = await startServe(env);
  tap = await tapLocalDoor(join(serving.home, 'keywatch.sock'));
  raw = await tapped(serving.url);
});
afterAll(async () => {
  raw.close();
  await tap.close();
  await serving.stop('SIGTERM');
  await provider.close();
  for (const directory of [home, elsewhere]) rmSync(directory, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('secrets of every kind, through every command and call', () => {
  const ids: string[] = [];

  test('are taken in, asked about and refused', { timeout: 120_000 }, async () => {
    provider.script('*', [echoing(401, canaries.apiKey)]);
    const add = async (args: readonly string[], input = '') => {
      const { stdout } = await run(['auth', 'add', ...args, '--json'], input);
      const { profile } = JSON.parse(stdout) as { profile: { id: string } };
      ids.push(profile.id);
    };
    await add(
      ['--name', 'Key', '--base-url', provider.url, '--key', '-'],
      `export KEY="${canaries.apiKey}"\n`,
    );
    await add(['--provider', 'openai', '--base-url', provider.url, '--ref', sources.references.inFile]);
    await add([
      '--provider',
      'openrouter',
      '--base-url',
      provider.url,
      '--ref',
      sources.references.fromProgram,
    ]);
    await add(['--provider', 'groq', '--base-url', provider.url, '--ref', sources.references.inEnvironment]);
    await add(['--provider', 'claude-code', '--ref', 'login:claude-code']);
    const token = ['--provider', 'anthropic', '--agree-policy', '--json'];
    const pasted = await run(['auth', 'paste-token', ...token], canaries.setupToken);
    ids.push((JSON.parse(pasted.stdout) as { profile: { id: string } }).profile.id);
    expect(ids).toHaveLength(6);

    await run(['auth', 'test', '--json']);
    provider.script('*', [{ status: 200, body: `not JSON at all: ${canaries.inFile}` }]);
    await run(['auth', 'test']);
    provider.script('*', [echoing(500, canaries.replaced)]);
    await run(['auth', 'replace', ids[0]!, '--key', '-'], canaries.replaced);
    for (const key of [canaries.replaced, canaries.inFile, canaries.fromProgram, canaries.inEnvironment])
      expect(provider.requests().some((request) => request.key === key)).toBe(true);
    expect(sources.seenByChildren().claude).toContain(canaries.setupToken);
  });

  test('stay where they are whatever is asked at the command line', { timeout: 180_000 }, async () => {
    const [key = ''] = ids;
    const gateway = layOutGateway(canaries, elsewhere);
    const asked = (verb: string, ...more: string[]) =>
      [['gateway', verb, 'openclaw', '--state-dir', gateway, ...more]] as const;
    const commands: (readonly [args: readonly string[], input?: string])[] = [
      ...ids.map((id) => [['auth', 'show', id]] as const),
      ...[
        'status',
        'auth list',
        'auth status',
        'log',
        'vault status',
        'backup list',
        'doctor',
        'version',
        'help',
      ]
        .map((command) => command.split(' '))
        .flatMap((command) => [[command] as const, [[...command, '--json']] as const]),
      [['history', key, '--json']],
      [['auth', 'edit', key, '--name', 'Other', '--expires', 'no date']],
      [['auth', 'edit', key, '--notes', 'a note']],
      [['auth', 'disable', key, '--reason', 'a rest']],
      [['auth', 'enable', key]],
      [['auth', 'reset', key]],
      // What fails: a key where none belongs, a key that is there already, one that is cut off.
      [['auth', 'show', canaries.replaced]],
      [['auth', 'test', canaries.apiKey]],
      [['status', '--provider', canaries.replaced]],
      [['auth', 'add', '--provider', canaries.replaced, '--key', '-'], canaries.replaced],
      [['auth', 'add', '--provider', 'anthropic', '--key', '-'], canaries.replaced],
      [
        ['auth', 'add', '--provider', 'anthropic', '--name', 'Cut', '--key', '-'],
        canaries.setupToken.slice(0, 90),
      ],
      [['auth', 'paste-token', '--provider', 'anthropic'], canaries.setupToken.slice(0, 100)],
      [['auth', 'replace', key, '--key', '-'], `${canaries.refresh}\n`],
      [[`--${canaries.replaced}`]],
      [[canaries.replaced]],
      [['explain', '--provider', 'anthropic'], JSON.stringify(echoing(401, canaries.replaced).body)],
      [['explain', '--json'], `curl -H "Authorization: Bearer ${canaries.inFile}"\n401 Unauthorized`],
      [['explain'], encodeURIComponent(`401 invalid key ${canaries.fromProgram}`)],
      [['explain', '--gateway', canaries.replaced, '--code', canaries.replaced]],
      [['gateway', 'list', '--json']],
      asked('status', '--json'),
      asked('status', '--prefer', canaries.replaced, '--check'),
      asked('status', '--provider', canaries.replaced),
      asked('status', '--agent', canaries.replaced),
      asked('keys', '--provider', 'openai', '--json'),
      asked('keys', '--provider', 'groq'),
      asked('keys', '--provider', canaries.replaced),
      asked('resolve', '--ref', 'file:kept:/key', '--json'),
      asked('resolve', '--ref', 'file:kept:/nothing'),
      asked('resolve', '--ref', 'exec:teller:a'),
      asked('resolve', '--ref', canaries.replaced),
      [['gateway', 'status', canaries.replaced]],
      asked('import', '--dry-run', '--json'),
      asked('import', canaries.replaced, '--yes'),
      asked('import', '--yes', '--agree-policy'),
      asked('link', '--dry-run', '--json'),
      asked('link', canaries.replaced, '--yes'),
      asked('link', '--yes', '--json'),
      asked('export', key, '--dry-run', '--json'),
      asked('export', canaries.replaced, '--yes'),
      asked('unlink', '--dry-run'),
      asked('unlink', '--yes', '--json'),
      [['onboard', '--json']],
      [['onboard', '--non-interactive', '--auth-choice', canaries.replaced], canaries.replaced],
      [['onboard', '--non-interactive', '--auth-choice', 'apiKey', '--json'], canaries.replaced],
      [['secret', 'get', canaries.replaced]],
      [['secret', 'serve', '--for', canaries.replaced], JSON.stringify({ protocolVersion: 1, ids: [key] })],
      [['secret', 'serve'], `{"protocolVersion":1,"ids":["${canaries.inFile}`],
      [['secret', 'serve'], JSON.stringify({ protocolVersion: 1, ids: [canaries.replaced.repeat(4)] })],
      [['run', '--profile', canaries.replaced, '--', 'true']],
      [['run', '--provider', canaries.replaced, '--', canaries.inFile]],
      [['claude', '-p', 'a person’s own run']],
      [['allow', elsewhere]],
      [['auth', 'discover', '--file', gateway]],
      [['auth', 'discover', '--file', join(gateway, '.env'), '--all', '--json']],
      [['auth', 'discover', '--file', gateway, '--copy', 'env:CANARY_KEY', '--no-probe']],
      [['auth', 'discover', '--link', 'claude-code', '--ignore', 'env:CANARY_KEY']],
      [['auth', 'discover', '--unignore', 'env:CANARY_KEY', '--json']],
      [['auth', 'discover', '--link', canaries.replaced, '--json']],
      [['auth', 'discover', '--provider', canaries.replaced, '--copy', 'env:CANARY_KEY', '--force']],
      [['auth', 'discover', canaries.replaced]],
      [['models', 'status', '--probe', '--probe-timeout', '5000']],
      [['models', 'auth', 'list', '--json']],
      [['models', 'auth', 'login', '--provider', canaries.replaced]],
      [['auth', 'setup-token'], canaries.setupToken.slice(0, 100)],
      [['auth', 'order', 'set', '--provider', 'anthropic', key, canaries.replaced]],
      [['auth', 'order', 'get', '--provider', canaries.replaced]],
      [['auth', 'order', 'explain', '--provider', 'anthropic', '--agent', canaries.apiKey.slice(0, 60)]],
      [['auth', 'order', 'explain', '--provider', 'anthropic', '--model', `m@${canaries.replaced}`]],
      [['auth', 'order', 'clear', '--provider', 'anthropic']],
      [['models', 'auth', 'order', 'set', '--provider', 'anthropic', canaries.replaced]],
      [['models', 'auth', 'order', 'get', '--provider', 'anthropic', '--json']],
      [['models', 'auth', 'order', 'clear', '--provider', canaries.replaced]],
      [['auth', 'pin', canaries.replaced]],
      [['auth', 'unpin', '--provider', canaries.replaced]],
      [['vault', 'unlock'], 'not the passphrase'],
      [['vault', 'lock']],
      [['vault', 'protect', '--test', 'passphrase']],
      [['vault', 'rotate-key', '--yes']],
      [['export', join(home, 'plain.json'), '--json']],
      [['import', join(elsewhere, 'key'), '--dry-run']],
      [['backup', 'restore', 'newest', '--dry-run']],
      [['reset', '--dry-run']],
      [['open']],
      [['auth', 'remove', key, '--yes']],
      [['auth', 'restore', key]],
      [['service', 'install', '--dry-run', '--passphrase-file', canaries.replaced]],
      [['service', 'install', '--dry-run', '--json']],
      [['service', 'uninstall', '--check', '--yes']],
      [['service', 'status', '--json']],
      [['notify', 'webhook', `https://example.invalid/${canaries.replaced}`]],
      [['notify', 'webhook', 'https://example.invalid/', '--authorization', canaries.replaced]],
      [['notify', 'command', '--', '/bin/true', canaries.replaced]],
      [['notify', canaries.replaced]],
      [['relay', '--port', '0']],
      [['relay', 'status', '--json']],
      [['relay', 'token', 'add', canaries.replaced.slice(0, 60)]],
      [['relay', 'token', 'add', 'tool', '--agent', canaries.replaced.slice(0, 60), '--json']],
      [['relay', 'token', 'list', '--json']],
      [['relay', 'token', 'revoke', canaries.replaced.slice(0, 60)]],
      [['relay', 'stop']],
      [['metrics']],
      [['metrics', '--port', canaries.replaced]],
      [['connect', '--json']],
      [['connect', canaries.replaced]],
      [
        [
          'connect',
          'codex',
          '--file',
          join(elsewhere, 'codex.toml'),
          '--provider',
          'openai',
          '--yes',
          '--json',
        ],
      ],
      [['connect', 'codex', '--provider', canaries.replaced]],
      [['connect', '--undo', 'codex', '--yes']],
      [['store', 'vault', '--json']],
      [['store', 'vault', `https://example.invalid/${canaries.replaced}`]],
      [['store', 'vault', 'https://example.invalid', '--role-id', canaries.replaced]],
      [['store', 'vault', 'https://example.invalid', '--secret-id-at', canaries.replaced]],
      [['store', 'vault', 'https://example.invalid', '--namespace', canaries.replaced]],
      [['store', 'vault', 'https://example.invalid', '--ca-file', `/${canaries.replaced}`]],
      [['store', 'vault', 'none']],
      [['completion', 'bash']],
      [['notify', '--json']],
      [['status', '--check', '--notify', '--json']],
    ];
    for (const [args, input] of commands) await run(args, input);
    const { stdout } = await run(['help']);
    const named = stdout.matchAll(/^ {2}([a-z-]+(?: [a-z-]+)*)/gm);
    const left = [...named]
      .map(([, name]) => name)
      .filter((name) => !traces.some(({ where }) => where.startsWith(`keywatch ${name}`)));
    // It is the one that runs all the while.
    expect(left).toEqual(['serve']);
  });

  test('stay where they are whatever is called at the browser door', { timeout: 60_000 }, async () => {
    const called = new Set<string>();
    const client = clientOf({
      ...raw,
      send(frame) {
        called.add(/"u":"([^"]+)"/.exec(frame)?.[1] ?? '');
        return raw.send(frame);
      },
    });
    const [key = ''] = ids;
    const { upload } = await client.transfer.put({
      upload: null,
      piece: `A=${canaries.fromProgram}\nB="${canaries.replaced}"\nC=${canaries.inFile.slice(0, 60)}\n`,
    });
    const { backups } = await client.backups.list({});
    const backup = backups[0]?.id ?? '';
    const stream = await client.changes({});
    const { status, headers, body } = echoing(401, canaries.replaced);
    const answer = { status, headers, body: JSON.stringify(body) };
    const placeOfCanary = { where: canaries.replaced, location: canaries.inFile };
    const seenCanary = {
      source: canaries.replaced.slice(0, 60),
      provider: 'anthropic',
      kind: null,
      secret: null,
      link: null,
      baseUrl: canaries.replaced,
      config: {},
      expiresAt: null,
    };
    const gateway = join(elsewhere, canaries.replaced.slice(0, 40));
    const place = {
      gateway: 'openclaw',
      stateDir: gateway,
      configPath: join(gateway, 'openclaw.json'),
      agentDir: null,
      home: elsewhere,
    };
    const all = { ...place, agent: null, provider: null, ids: [] };
    const starts = { node: '/bin/true', program: gateway };
    const calls: (() => Promise<unknown>)[] = [
      () => client.recovery.look({}),
      () => client.recovery.restore({ id: canaries.replaced }),
      () => client.gateways.list({}),
      () => client.gateways.status({ ...place, agent: canaries.replaced }),
      () => client.gateways.previewImport({ ...all, ids: [canaries.replaced] }),
      () => client.gateways.import({ ...all, provider: canaries.replaced.slice(0, 60) }),
      () => client.gateways.previewExport({ ...place, agent: null, ids: [canaries.replaced] }),
      () =>
        client.gateways.export({ ...place, agent: null, ids: [key], mark: canaries.replaced.slice(0, 60) }),
      () => client.gateways.plan({ act: 'link', ...all, starts }),
      () => client.gateways.apply({ act: 'unlink', ...all, mark: canaries.replaced.slice(0, 60) }),
      () => client.updates.check({}),
      () => client.service.look({}),
      () => client.service.install({ mark: canaries.replaced.slice(0, 64) }),
      () => client.relay.state({}),
      () => client.relay.open({ port: 0 }),
      () => client.relay.addToken({ name: canaries.replaced.slice(0, 60) }),
      () => client.relay.addToken({ name: 'canary', providers: [canaries.replaced.slice(0, 60)] }),
      async () => {
        const { url } = await client.relay.state({});
        const asked = await fetch(`${url}/anthropic/v1/messages`, {
          headers: { 'x-api-key': canaries.inFile },
        });
        traces.push({ where: 'the relay', content: await asked.text() });
      },
      () => client.relay.tokens({}),
      () => client.relay.revokeToken({ name: canaries.replaced.slice(0, 60) }),
      () => client.relay.close({}),
      () => client.connections.list({}),
      () => client.connections.plan({ act: 'connect', tool: canaries.replaced.slice(0, 60), providers: [] }),
      () =>
        client.connections.apply({
          act: 'disconnect',
          tool: 'codex',
          mark: canaries.replaced.slice(0, 60),
        }),
      () => client.metrics({}),
      () => client.profiles.list({}),
      () => client.profiles.get({ id: key }),
      () => client.profiles.get({ id: canaries.replaced }),
      () => client.profiles.recognise({ text: `ANTHROPIC_API_KEY=${canaries.replaced}` }),
      () => client.profiles.add({ secret: canaries.replaced, name: 'Twice', probe: false }),
      () => client.profiles.add({ secret: canaries.refresh, name: 'Refresh', probe: false }),
      () => client.profiles.edit({ id: key, notes: 'seen' }),
      () => client.profiles.edit({ id: key, name: canaries.replaced }),
      () => client.profiles.replaceSecret({ id: canaries.replaced, secret: canaries.replaced }),
      () => client.profiles.history({ id: key, span: 'day' }),
      () => client.profiles.accesses({}),
      () => client.probes.trial({ secret: canaries.inFile, provider: 'openai', baseUrl: provider.url }),
      () => client.probes.trial({ secret: canaries.inFile, provider: canaries.inFile }),
      () => client.probes.report({ id: key, from: 'gateway', method: 'POST', path: '/v1/messages', answer }),
      () => client.probes.test({ ids: [key] }),
      () => client.probes.test({ ids: [canaries.replaced] }),
      () => client.providers.explain({ text: `401 invalid x-api-key: ${canaries.replaced}` }),
      () => client.providers.list({}),
      () => client.settings.get({}),
      () => client.settings.set({ theme: canaries.replaced as never }),
      () => client.settings.setWindow({ theme: canaries.replaced } as never),
      () => client.alerts.list({}),
      () => client.alerts.tell({}),
      () => client.alerts.trial({}),
      () => client.settings.set({ notify: { by: 'command', command: ['/bin/true', canaries.replaced] } }),
      () => client.alerts.snooze({ id: canaries.replaced, until: 1 }),
      () => client.vault.status({}),
      () => client.vault.unlock({ passphrase: canaries.passphrase }),
      () => client.vault.protect({ act: 'test', slot: canaries.replaced.slice(0, 64) }),
      () => client.vault.protect({ act: 'add', slot: 'passphrase', passphrase: canaries.replaced }),
      () => client.vault.rotateKey({ given: [{ passphrase: canaries.apiKey }], dryRun: true }),
      () => client.vault.lock({}),
      () => client.vault.unlock({ passphrase: canaries.replaced }),
      () => client.transfer.preview({ upload }),
      () => client.transfer.import({ upload: canaries.replaced.slice(0, 64) }),
      () => client.transfer.export({ secrets: false }),
      () => client.secrets.serve({ reader: canaries.replaced, ids: [key, canaries.replaced] }),
      () =>
        client.secrets.run({
          profile: key,
          provider: null,
          agent: null,
          program: canaries.inFile.slice(0, 99),
        }),
      () => client.discovery.find({ files: [join(elsewhere, 'gateway')] }),
      () => client.discovery.find({ files: [canaries.replaced] }),
      () => client.discovery.take({ as: 'copy', selector: canaries.replaced }),
      () => client.discovery.take({ as: 'copy', seen: { ...seenCanary, secret: canaries.replaced } }),
      () => client.discovery.take({ as: 'link', seen: { ...seenCanary, link: canaries.replaced } }),
      () => client.discovery.compare({ seen: [{ ...placeOfCanary, secret: canaries.inFile, link: null }] }),
      () => client.discovery.ignore({ places: [{ where: canaries.replaced, location: canaries.inFile }] }),
      () => client.discovery.unignore({ places: [{ where: canaries.replaced, location: canaries.inFile }] }),
      () => client.backups.preview({ id: backup }),
      () => client.backups.restore({ id: canaries.replaced }),
      () => client.order.explain({ provider: canaries.replaced.slice(0, 60), prefer: canaries.replaced }),
      () => client.order.explain({ provider: 'anthropic', prefer: canaries.replaced }),
      () => client.order.get({ provider: 'anthropic', agent: canaries.replaced.slice(0, 60) }),
      () => client.order.set({ provider: 'anthropic', ids: [canaries.replaced] }),
      () => client.order.clear({ provider: 'anthropic' }),
      () => client.order.pin({ id: canaries.replaced }),
      () => client.order.unpin({ provider: 'anthropic' }),
      () => client.profiles.disable({ id: key, note: 'a rest' }),
      () => client.profiles.enable({ id: key }),
      () => client.profiles.reset({ id: key }),
      () => client.profiles.remove({ id: key }),
      () => client.profiles.restore({ id: key }),
      () => client.probes.pause({ until: null }),
      () => client.probes.resume({}),
      () => client.alerts.dismiss({ id: canaries.replaced }),
      () => client.address({}),
      () => client.doctor({ around: true, fix: true }),
      () => client.status({ provider: canaries.replaced }),
      () => client.ping({}),
    ];
    const ended = await Promise.allSettled(calls.map((call) => call()));
    expect(ended.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(20);
    await stream.return?.();
    // It gives a secret, and is asked for one in the end.
    expect(callPaths.filter((path) => !called.has(path))).toEqual(['/profiles/reveal']);
    raw.bytes(Buffer.from(canaries.replaced));
    await raw.ended;
  });

  test('and are nowhere but where they belong', { timeout: 60_000 }, async () => {
    const { claude, program } = sources.seenByChildren();
    // Whoever runs it by hand runs it in their own environment.
    const asked = claude.replaceAll(/(?:^\w+=.*\n)+.* -p a person’s own run\n/gm, '');
    const withoutItsOwn = asked.replaceAll(`CLAUDE_CODE_OAUTH_TOKEN=${canaries.setupToken}`, '');
    traces.push(
      { where: 'what claude saw', content: withoutItsOwn },
      { where: 'what a keeper saw', content: program },
    );
    expect(program).toMatch(/^PATH=/m);
    expect(program).not.toMatch(/^(KEYWATCH|CANARY)_/m);
    traces.push(...tap.heard, ...filesBelow(home));
    traces.push({ where: 'serve', content: serving.output() });
    expect(tap.heard.length).toBeGreaterThan(30);
    expect(traces.filter(({ where }) => where === 'the browser door').length).toBeGreaterThan(30);
    const files = filesBelow(home).map(({ where }) => where);
    for (const name of [
      'data/vault.json',
      'data/history.sqlite',
      'data/history.sqlite-wal',
      'data/logs/keywatch.log',
    ])
      expect(files).toContain(name);
    expect(files.some((name) => name.startsWith('data/backups/'))).toBe(true);
    expect(files.some((name) => name.startsWith('data/cache/'))).toBe(true);

    const { inEnvironment, ...others } = canaries;
    const found = Object.entries(canaries).flatMap(([kind, secret]) =>
      leaksOf(secret, traces).map((leak) => `${kind}: ${leak}`),
    );
    // Its person put that one into the environment of the service: there it is, and in no other process.
    expect(leaksOf(inEnvironment, processTraces(serving.pid))).not.toEqual([]);
    for (const secret of Object.values(others)) found.push(...leaksOf(secret, processTraces(serving.pid)));
    expect(found).toEqual([]);

    const revealed = await run(['auth', 'show', ids[0]!, '--reveal']);
    expect(
      leaksOf(canaries.replaced, [{ where: 'the one that was asked for', content: revealed.stdout }]),
    ).toContain('the one that was asked for: as it is');
    const script = 'printenv ANTHROPIC_API_KEY; printenv ANTHROPIC_API_KEY | base64 >&2; exit 3';
    // What was reported of it may have disabled it by now.
    await run(['auth', 'enable', ids[0]!]);
    const ran = await run(['run', '--profile', ids[0]!, '--', 'sh', '-c', script]);
    expect(ran, ran.stderr).toMatchObject({ code: 3 });
    expect(
      leaksOf(canaries.replaced, [{ where: 'what a program wrote', content: ran.stdout + ran.stderr }]),
    ).toEqual([]);
    expect(leaksOf(canaries.replaced, filesBelow(home))).toEqual([]);
  });
});
