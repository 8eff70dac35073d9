import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemGrounds } from '../../src-main/machine/grounds.ts';

let place: string;
let home: string;
let swapping: ChildProcess;

/** Puts a folder of the home directory aside and a link out of it in its place, and back, without a pause. */
const swaps = `
const { renameSync } = require('node:fs');
process.chdir(process.argv[1]);
process.on('disconnect', () => process.exit());
const step = () => {
  for (let times = 0; times < 200; times++) {
    renameSync('home/tool', 'home/aside');
    renameSync('home/link', 'home/tool');
    renameSync('home/tool', 'home/link');
    renameSync('home/aside', 'home/tool');
  }
  setImmediate(step);
};
process.send('ready');
step();
`;

beforeEach(async () => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'kw-swap-')));
  home = join(place, 'home');
  for (const folder of [join(home, 'tool'), join(place, 'elsewhere')]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(home, 'tool', 'settings.json'), 'inside', { mode: 0o600 });
  writeFileSync(join(place, 'elsewhere', 'settings.json'), 'outside', { mode: 0o600 });
  writeFileSync(join(place, 'elsewhere', 'only-there'), '');
  symlinkSync(join(place, 'elsewhere'), join(home, 'link'));
  swapping = spawn(process.execPath, ['-e', swaps, place], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await new Promise((resolve) => swapping.once('message', resolve));
});
afterEach(async () => {
  const gone = new Promise((resolve) => swapping.once('exit', resolve));
  swapping.kill('SIGKILL');
  await gone;
  rmSync(place, { recursive: true, force: true });
});

const rounds = 3_000;

describe.runIf(process.platform !== 'win32')('a folder that becomes a link while it is looked at', () => {
  it('has no file of another place read for one of its own', async () => {
    const grounds = systemGrounds({ env: {}, home, now: 0 });
    const texts = new Map<string, number>();
    for (let round = 0; round < rounds; round++) {
      const found = await grounds.open(join(home, 'tool', 'settings.json'));
      const what = found === null ? 'nothing' : (found.text ?? found.problem ?? '');
      texts.set(what, (texts.get(what) ?? 0) + 1);
    }
    expect(texts.get('outside')).toBeUndefined();
    expect(texts.get('inside')).toBeGreaterThan(0);
  });

  it('has nothing of another place listed as its own', async () => {
    const grounds = systemGrounds({ env: {}, home, now: 0 });
    const names = new Set<string>();
    for (let round = 0; round < rounds; round++)
      for (const name of await grounds.list(join(home, 'tool')).catch(() => [])) names.add(name);
    expect([...names]).toEqual(['settings.json']);
  });
});
