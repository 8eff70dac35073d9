import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli, scratchEnvironment, type Environment } from '../fixtures/keywatch-process.ts';
import { inventedKeys } from '../fixtures/real-core.ts';

let home: string;
let env: Environment;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kw-strange-'));
  env = { ...scratchEnvironment(home), KEYWATCH_LOG: 'silent', KEYWATCH_OFFLINE: '1' };
  const key = ['--provider', 'anthropic', '--name', 'Work', '--key', inventedKeys.anthropic];
  expect((await runCli(env, ['auth', 'add', ...key])).code).toBe(0);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const data = (name: string) => join(home, 'data', name);
const put: Record<string, (path: string) => void> = {
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a directory': (path) => mkdirSync(path),
};
/** How looking and changing end where something else lies in the place of a file. */
const places: [name: string, look: number, edit: number][] = [
  ['vault.json', 77, 77],
  ['history.sqlite', 0, 0],
  ['owner.lock', 0, 73],
  ['keywatch.sock.path', 0, 0],
];
const cases = Object.keys(put).flatMap((what) =>
  places.map(([name, look, edit]) => ({ what, name, look, edit })),
);

describe.skipIf(process.platform === 'win32')('what lies in the place of a file', () => {
  it.each(cases)(
    'holds nobody up and is no fault: $what as $name',
    { timeout: 30_000 },
    async ({ what, name, look, edit }) => {
      rmSync(data(name), { force: true });
      put[what]?.(data(name));
      const looked = await runCli(env, ['auth', 'list']);
      expect(looked.code, looked.stderr).toBe(look);
      const edited = await runCli(env, ['auth', 'edit', 'work', '--notes', 'x']);
      expect(edited.code, edited.stderr).toBe(edit);
      if (edit !== 0) expect(edited.stderr).toContain('something else lies in its place');
      expect((await runCli(env, ['doctor'])).code).not.toBe(70);
    },
  );

  it('is moved aside when a backup is put there', { timeout: 30_000 }, async () => {
    rmSync(data('vault.json'));
    execFileSync('mkfifo', [data('vault.json')]);
    expect(await runCli(env, ['backup', 'restore', 'g1', '--yes'])).toMatchObject({ code: 0 });
    expect(statSync(data('vault.json')).isFile()).toBe(true);
  });

  it('is not followed by the lock, though it is a link', { timeout: 30_000 }, async () => {
    const other = join(home, 'somebody-elses');
    writeFileSync(other, 'untouched', { mode: 0o644 });
    rmSync(data('owner.lock'));
    symlinkSync(other, data('owner.lock'));
    expect((await runCli(env, ['auth', 'edit', 'work', '--notes', 'x'])).code).toBe(73);
    expect(statSync(other).mode & 0o777).toBe(0o644);
  });
});
