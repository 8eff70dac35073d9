import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  root,
  runCli,
  scratchEnvironment,
  startServe,
  type Environment,
  type Serving,
} from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let env: Environment;
let serving: Serving | null = null;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'kw-own-'));
  env = { ...scratchEnvironment(home), KEYWATCH_OFFLINE: '1' };
});
afterEach(async () => {
  await serving?.stop('SIGTERM');
  serving = null;
  rmSync(home, { recursive: true, force: true });
});

async function run(args: readonly string[], input = '') {
  const ran = await runCli(env, [...args, '--json'], input);
  return { ...ran, document: JSON.parse(ran.stdout) as Record<string, unknown> };
}

const add = () => run(['auth', 'add', '--key', '-', '--name', 'Work', '--no-probe'], inventedKeys.openai);

describe('with an owner', () => {
  test('every command goes through its door, and both see the same', async () => {
    const alone = await add();
    serving = await startServe(env);
    const list = await run(['auth', 'list']);
    expect(list.document['profiles']).toEqual([alone.document['profile']]);
    const edited = await run(['auth', 'edit', 'work', '--notes', 'through the door']);
    expect(edited.code).toBe(0);
    await run(['auth', 'show', 'work', '--reveal']);
    const { document } = await run(['log']);
    expect(document['entries']).toMatchObject([
      { door: 'local', program: 'keywatch auth show', pid: expect.any(Number) },
    ]);
    await serving.stop('SIGTERM');
    serving = null;
    const after = await run(['auth', 'show', 'work']);
    expect(after.document['profile']).toMatchObject({ notes: 'through the door' });
  });

  test('open prints the address that lets a browser in; without one it says what to do', async () => {
    serving = await startServe(env);
    const { code, document } = await run(['open']);
    expect(code).toBe(0);
    expect(document).toEqual({ schema: 'keywatch.open/1', url: serving.url });
    await serving.stop('SIGTERM');
    serving = null;
    const nobody = await run(['open']);
    expect(nobody.code).toBe(75);
    expect(nobody.stderr).toMatch(/keywatch serve/);
  });

  test('a second one is turned away and the first goes on', async () => {
    serving = await startServe(env);
    const second = await run(['serve']);
    expect(second.code).toBe(75);
    expect(second.document).toMatchObject({ schema: 'keywatch.error/1', code: 'busy', exit: 75 });
    expect((await run(['status'])).code).toBe(0);
  });

  test('that was killed, the next command opens the vault itself', async () => {
    await add();
    serving = await startServe(env);
    await serving.stop('SIGKILL');
    serving = null;
    expect((await run(['auth', 'edit', 'work', '--name', 'Kept'])).code).toBe(0);
    expect((await run(['auth', 'list'])).document['profiles']).toMatchObject([{ name: 'Kept' }]);
  });
});

describe('serve', () => {
  test('ends within 2 s of SIGTERM, with 0', async () => {
    const child = spawn(
      process.execPath,
      [join(root, 'dist/cli/keywatch.cjs'), 'serve', '--no-browser', '--json'],
      {
        env: { ...env },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const [line] = await new Promise<[Buffer]>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve([data])),
    );
    expect(JSON.parse(String(line))).toMatchObject({
      schema: 'keywatch.serve/1',
      url: null,
      pid: child.pid,
      home: join(home, 'data'),
    });
    const begun = Date.now();
    const code = await new Promise((resolve) => {
      child.once('exit', resolve);
      child.kill('SIGTERM');
    });
    expect(code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(2000);
  });

  test('tells no token to a log', async () => {
    const child = spawn(process.execPath, [join(root, 'dist/cli/keywatch.cjs'), 'serve'], {
      env: { ...env },
    });
    const [line] = await new Promise<[Buffer]>((resolve) =>
      child.stdout.once('data', (data: Buffer) => resolve([data])),
    );
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(String(line)).toMatch(/^Keywatch is at http:\/\/127\.0\.0\.1:\d+\/; /);
    expect(String(line)).not.toContain('#t=');
  });

  test.each(['0', '70000', 'http'])('takes no port %s', async (port) => {
    expect((await run(['serve', '--port', port])).code).toBe(64);
  });
});

describe('what listens at the door and is no owner', () => {
  let server: Server | null = null;
  afterEach(() => {
    server?.close();
    server = null;
  });

  async function listen(answer: string) {
    await add();
    writeFileSync(join(home, 'data/door.key'), Buffer.alloc(32, 7), { mode: 0o600 });
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (answer !== '') socket.write(`${answer}\n`);
      socket.on('data', () => socket.write(`${JSON.stringify({ proof: 'AAAA' })}\n`));
    });
    await new Promise<void>((resolve) => server?.listen(join(home, 'data/keywatch.sock'), resolve));
  }

  test('and never answers counts as busy after 2 s', async () => {
    await listen('');
    const { code, stderr } = await run(['status']);
    expect(code).toBe(75);
    expect(stderr).toMatch(/does not answer/);
  });

  test.each([
    ['cannot prove that it knows the key', JSON.stringify({ keywatch: 1, nonce: 'bm9uY2Vub25jZW5vbmNl' })],
    ['speaks something else', 'HTTP/1.1 400 Bad Request'],
  ])('and %s is told nothing', async (_, greeting) => {
    await listen(greeting);
    const { code, stderr } = await run(['status']);
    expect(code).toBe(77);
    expect(stderr).toMatch(/could not prove/);
  });
});
