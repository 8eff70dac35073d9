import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { desktopProgram } from '../../../src-main/machine/desktop-notice.ts';
import { systemSpawn } from '../../../src-main/machine/spawn.ts';
import type { Spawn } from '../../../src-main/ports.ts';

let bin: string;
beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'keywatch-desktop-'));
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

const notice = { id: 'one', title: '-x "a" <b>', body: 'A & B\n<script>' };

describe.skipIf(process.platform === 'win32')('a notice by a program of the desktop', () => {
  /** In notify-send's place: writes down its arguments, one a line, and ends as told. */
  const program = (code: number) => {
    const path = join(bin, 'notify-send');
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\0' "$@" > '${join(bin, 'told')}'\nexit ${code}\n`);
    chmodSync(path, 0o755);
  };
  const show = () =>
    desktopProgram(systemSpawn({ PATH: `${bin}:/usr/bin:/bin` }), 'linux').show(notice, () => {});

  test('is text: no option, no markup, no shell', async () => {
    program(0);
    await show();
    expect(readFileSync(join(bin, 'told'), 'utf8').split('\0').slice(0, -1)).toEqual([
      '--app-name=Keywatch',
      '--',
      '-x "a" <b>',
      'A &amp; B\n&lt;script&gt;',
    ]);
  });

  test('that nobody showed is a failure, with what to do', async () => {
    program(1);
    await expect(show()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/ended with 1.*keywatch notify/) as string,
    });
  });

  test('needs a program that is there', async () => {
    const nowhere = desktopProgram(systemSpawn({ PATH: bin }), 'linux');
    await expect(nowhere.show(notice, () => {})).rejects.toThrow(/notify-send is not installed.*libnotify/);
    expect(existsSync(join(bin, 'told'))).toBe(false);
  });
});

test('on macOS the text is an argument of a script that stands still', async () => {
  const ran: { command: string; args: readonly string[] }[] = [];
  const spawn: Spawn = async (command, args) => {
    ran.push({ command, args });
    return { code: 0, stdout: '', stderr: '' };
  };
  await desktopProgram(spawn, 'darwin').show(notice, () => {});
  const [{ command, args } = { command: '', args: [] }] = ran;
  expect(command).toBe('/usr/bin/osascript');
  expect(args.slice(-2)).toEqual([notice.title, notice.body]);
  expect(args.slice(0, -2).join(' ')).not.toContain('script>');
});

test('where no program does it, that is said', async () => {
  const spawn: Spawn = () => Promise.reject(new Error('nothing is run'));
  await expect(desktopProgram(spawn, 'win32').show(notice, () => {})).rejects.toThrow(
    /no program of this system/,
  );
});
