import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { readConfig } from '../../../src-main/gateways/stores/config.ts';
import { jsonRows, readDatabase } from '../../../src-main/gateways/stores/database-copy.ts';
import { generationOf } from '../../../src-main/gateways/generation.ts';
import { parseJson } from '../../../src-main/gateways/stores/peer-file.ts';
import { inherited, readStore } from '../../../src-main/gateways/stores/peer-store.ts';
import { readProvider } from '../../../src-main/gateways/references/provider-options.ts';
import { gatewayNamed, systems } from '../../../src-main/gateways/systems.ts';
import { typedRef } from '../../../src-main/gateways/references/typed-ref.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kw-stores-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a database is read from a copy', () => {
  test.skipIf(process.platform === 'win32').each(['', '-wal'])(
    'and a pipe in the place of its part “%s” holds nobody up',
    (part) => {
      const path = join(directory, 'some.sqlite');
      if (part !== '') new DatabaseSync(path).close();
      execFileSync('mkfifo', [`${path}${part}`]);
      expect(() => readDatabase(path, directory, () => null)).toThrow(`some.sqlite${part} is no file`);
      expect(readdirSync(directory).filter((name) => name.startsWith('keywatch-'))).toEqual([]);
    },
  );

  it('that holds together while its owner writes without a pause, and is gone afterwards', async () => {
    const path = join(directory, 'live.sqlite');
    const database = new DatabaseSync(path);
    database.exec(
      'PRAGMA journal_mode = WAL; CREATE TABLE auth_profile_store (store_key TEXT, store_json TEXT, n INTEGER)',
    );
    database.prepare('INSERT INTO auth_profile_store VALUES (?, ?, 0)').run('primary', '{}');
    // Every write changes the two columns together: a torn copy would show them apart.
    const writer = new Worker(
      `const { DatabaseSync } = require('node:sqlite');
       const { workerData, parentPort } = require('node:worker_threads');
       const database = new DatabaseSync(workerData);
       const write = database.prepare("UPDATE auth_profile_store SET store_json = ?, n = ?");
       let n = 0;
       parentPort.postMessage('writing');
       setInterval(() => { n++; write.run(JSON.stringify({ n, filler: 'x'.repeat(20000) }), n); }, 15);`,
      { eval: true, workerData: path },
    );
    await new Promise((resolve) => writer.once('message', resolve));
    let read = 0;
    for (let round = 0; round < 20; round++) {
      try {
        const [row] = readDatabase(path, directory, (copy) =>
          copy.prepare('SELECT store_json AS json, n FROM auth_profile_store').all(),
        );
        const shown = JSON.parse(String(row?.['json'])) as { n?: number };
        expect(shown.n ?? 0).toBe(row?.['n']);
        read++;
      } catch (error) {
        // It may never hold still for long enough, and then that is what is said.
        expect(String(error)).toContain('all the while');
      }
    }
    await writer.terminate();
    database.close();
    expect(read).toBeGreaterThan(0);
    expect(readdirSync(directory).filter((name) => name.startsWith('keywatch-'))).toEqual([]);
  });

  it('and only rows that may hold credentials are looked at', () => {
    const path = join(directory, 'rows.sqlite');
    const database = new DatabaseSync(path);
    database.exec(`
      CREATE TABLE messages (message_key TEXT, body_json TEXT);
      CREATE TABLE config_machine_state (state_key TEXT, value_json TEXT);
      INSERT INTO messages VALUES ('a', 'private');
      INSERT INTO config_machine_state VALUES ('authProfiles.store', '{}');
    `);
    database.close();
    expect(readDatabase(path, directory, jsonRows)).toEqual([
      { table: 'config_machine_state', key: 'authProfiles.store', json: '{}' },
    ]);
  });
});

describe('a configuration', () => {
  it('is read in all of JSON5, and says nothing where it is none', () => {
    const config = readConfig(`{
      /* a block */ agents: { defaults: { model: { primary: 'anthropic/one', fallbacks: ["openai/two",] }, }, },
      auth: { order: { Anthropic: ['a', 'b'], }, cooldowns: { billingBackoffHours: +2, billingMaxHours: .5e1 } },
      models: { providers: { groq: { apiKey: 'k' }, local: { baseUrl: 'http://x' } } },
      text: 'over \\
two lines', hex: 0xff,
    }`);
    expect(config).toMatchObject({
      order: { Anthropic: ['a', 'b'] },
      providersInUse: ['anthropic', 'openai'],
      keysInConfig: ['groq'],
      cooldowns: { billingBackoffHours: 2, billingMaxHours: 5 },
    });
    expect([readConfig('{ cut: '), readConfig('[]'), readConfig('')]).toEqual([null, null, null]);
  });

  test('no name in it reaches the prototype of anything', () => {
    const config = readConfig(
      `{ "__proto__": { auth: { order: { x: ['y'] } } }, auth: { order: { "__proto__": ['z'] } } }`,
    );
    expect(config?.order['x']).toBeUndefined();
    expect(({} as Record<string, unknown>)['auth']).toBeUndefined();
  });
});

describe('a store', () => {
  it('of an agent is the main one with its own on top', () => {
    const of = (...names: string[]) =>
      readStore(
        {
          profiles: Object.fromEntries(
            names.map((name) => [name, { type: 'api_key', provider: 'p', key: name }]),
          ),
          order: { [names[0] ?? '']: names },
        },
        '2026.3.13',
      )!;
    const effective = inherited(of('a', 'b'), of('b', 'c'));
    expect([...effective.profiles.keys()]).toEqual(['a', 'b', 'c']);
    expect(effective.order).toEqual({ a: ['a', 'b'], b: ['b', 'c'] });
  });

  it('takes apiKey in camel letters only in the latest release', () => {
    const raw = { profiles: { x: { type: 'apiKey', provider: 'openai', apiKey: 'k' } } };
    expect(readStore(raw, '2026.5.28')?.dropped).toEqual([{ id: 'x', why: 'invalid_type' }]);
    expect(readStore(raw, '2026.9.6')?.profiles.get('x')).toMatchObject({ type: 'api_key', inline: 'k' });
  });

  test('what is cut off is told from what was never JSON, and neither repeats what it read', () => {
    expect(parseJson('{"key":"inv').problem).toContain('cut off');
    expect(parseJson('{"key" "inv"}').problem).toBe('it is no JSON');
    expect(parseJson(' ').problem).toBe('it is empty');
  });
});

describe('names', () => {
  test.each([
    ['2026.2.25', '2026.2.25'],
    ['2026.2.26', '2026.3.13'],
    ['2026.3.28', '2026.5.28'],
    ['2026.6.4', '2026.5.28'],
    ['v2026.9.6-beta.1', '2026.9.6'],
    ['2027.1.1', '2026.9.6'],
    ['latest', null],
  ])('release %s is judged as %s', (version, generation) => expect(generationOf(version)).toBe(generation));

  it('of a gateway are its id, its name and its command', () => {
    for (const { id, name, command } of systems)
      expect([id, name, command, name.toUpperCase()].map((typed) => gatewayNamed(typed).system.id)).toEqual([
        id,
        id,
        id,
        id,
      ]);
    expect(gatewayNamed('openclaw@2026.4.1').told).toBe('2026.5.28');
    expect(() => gatewayNamed('openclaw@soon')).toThrow('is a release');
  });

  it('of a reference are its object and its short forms', () => {
    const wanted = { source: 'exec', provider: 'vault', id: 'a:b/c' };
    for (const typed of [JSON.stringify(wanted), 'exec:vault:a:b/c'])
      expect(typedRef(typed, '2026.5.28', {})).toEqual(wanted);
    const named = { source: 'env', provider: 'own', id: 'NAME' };
    for (const typed of ['env:NAME', '${NAME}', '{"source":"env","id":"NAME"}'])
      expect(typedRef(typed, '2026.5.28', { env: 'own' })).toEqual(named);
    expect(typedRef('$NAME', '2026.9.6', {}).id).toBe('NAME');
    const { id, ...rest } = wanted;
    const more = [
      { ...wanted, note: '' },
      { ...wanted, provider: '' },
      { ...rest, ids: id },
    ].map((each) => JSON.stringify(each));
    for (const typed of ['$NAME', 'vault:x:y', '{"source":"vault","id":"X"}', '{', ...more])
      expect(() => typedRef(typed, '2026.5.28', {})).toThrow('no reference');
  });
});

describe('a secret provider', () => {
  it('has its documented limits, and one that is beyond them is refused by the option', () => {
    const read = (more: object) =>
      readProvider('x', { source: 'exec', command: '/bin/x', ...more }, '2026.5.28');
    expect(read({})).toMatchObject({
      timeoutMs: 5000,
      noOutputTimeoutMs: 5000,
      maxOutputBytes: 1024 * 1024,
      jsonOnly: true,
    });
    expect(read({ timeoutMs: 120_000 })).toMatchObject({ noOutputTimeoutMs: 120_000 });
    expect(read({ timeoutMs: 120_001 })).toContain('timeoutMs must be');
    expect(read({ maxOutputBytes: 21 * 1024 * 1024 })).toContain('maxOutputBytes must be');
    expect(read({ args: Array.from({ length: 129 }, () => '') })).toContain('args must be');
    expect(read({ args: ['x'.repeat(1025)] })).toContain('args must hold');
    expect(read({ passEnv: 'HOME' })).toContain('passEnv must be');
    expect(read({ env: { A: 1 } })).toContain('env must be');
  });

  it('may follow links and stand in the open only in releases that let it', () => {
    const raw = { source: 'exec', command: '/bin/x', allowInsecurePath: true, allowSymlinkCommand: true };
    const allowed = { allowInsecurePath: true, allowSymlinkCommand: true };
    expect(readProvider('x', raw, '2026.5.28')).toMatchObject(allowed);
    expect(readProvider('x', raw, '2026.9.6')).not.toMatchObject(allowed);
  });
});
