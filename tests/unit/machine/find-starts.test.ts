import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findNode, nodeOrWhyNot, ownStarts } from '../../../src-main/machine/find-starts.ts';
import { systemSpawn } from '../../../src-main/machine/spawn.ts';

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-node-')));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const node = realpathSync(process.execPath);
const host = (...path: string[]) => {
  const env = { PATH: path.join(':') };
  return { env, home, spawn: systemSpawn(env) };
};

/** A program called node that says that of itself. */
function putNode(directory: string, script: string): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'node');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return directory;
}

it('a Node behind a link is found by its real path', async () => {
  const bin = join(home, 'bin');
  mkdirSync(bin);
  symlinkSync(node, join(bin, 'node'));
  expect(await findNode(host(bin))).toBe(node);
});

it('a shim is passed through to the Node that it starts', async () => {
  const shims = putNode(join(home, 'shims'), `exec '${node}' "$@"`);
  expect(await findNode(host(shims))).toBe(node);
});

it('a Node that is too old, broken, talkative or gone is passed over for the next', async () => {
  const old = putNode(join(home, 'old'), `echo '["${node}","22.12.0"]'`);
  const broken = putNode(join(home, 'broken'), 'exit 1');
  const talkative = putNode(join(home, 'talkative'), 'echo hello');
  const gone = putNode(join(home, 'gone'), `echo '["${join(home, 'nowhere')}","24.1.0"]'`);
  const relative = putNode(join(home, 'relative'), `echo '["node","24.1.0"]'`);
  const bin = join(home, 'bin');
  mkdirSync(bin);
  symlinkSync(node, join(bin, 'node'));
  expect(await findNode(host(old, broken, talkative, gone, relative, bin))).toBe(node);
});

it('a PATH that is empty or relative leads nowhere, and the usual places of the home are looked at', async () => {
  putNode(join(home, '.volta', 'bin'), `exec '${node}' "$@"`);
  // A Node of the machine itself comes before those of a home.
  const found = await findNode(host('', 'bin', '.'));
  expect(found).not.toBeNull();
  expect(realpathSync(found ?? '')).toBe(found);
});

it('without any Node a person is told what to do', async () => {
  const spawn = () => Promise.resolve({ code: 1, stdout: '', stderr: '' });
  await expect(nodeOrWhyNot({ env: {}, home, spawn })).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringMatching(/nothing was changed; install Node/) as string,
  });
});

it('a Keywatch on Node is started by its own Node, and by its file instead of the name that leads to it', async () => {
  const program = join(home, 'keywatch.cjs');
  writeFileSync(program, '');
  symlinkSync(program, join(home, 'keywatch'));
  expect(await ownStarts(join(home, 'keywatch'))()).toEqual({ node, program });
});
