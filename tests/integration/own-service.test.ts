import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownService } from '../../src-main/headless/own-service.ts';
import { engine } from '../../src-main/service/frugality.ts';

let home: string;
let commandLine: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'kw-service-')));
  commandLine = join(home, 'keywatch.cjs');
  writeFileSync(commandLine, '');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const unit = () => join(home, '.config', 'systemd', 'user', 'keywatch.service');
const calls = () =>
  existsSync(join(home, 'calls')) ? readFileSync(join(home, 'calls'), 'utf8').split('\n') : [];

/** A systemctl that writes down what it was told, and answers like one whose manager is up and runs nothing of ours. */
function systemctl(answers = 'exit 0'): string {
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'systemctl'),
    `#!/bin/sh\necho "$*" >> '${home}/calls'\n[ "$2" = is-active ] && exit 3\n${answers}\n`,
  );
  chmodSync(join(bin, 'systemctl'), 0o755);
  return bin;
}
const service = (more: { bin?: string; env?: Record<string, string>; platform?: NodeJS.Platform } = {}) =>
  ownService({
    env: { PATH: more.bin ?? join(home, 'nothing'), ...more.env },
    home,
    directory: join(home, 'data'),
    commandLine,
    port: () => 7_777,
    platform: more.platform ?? 'linux',
  });

describe.skipIf(process.platform === 'win32')('the service of a Keywatch that serves a window', () => {
  it('is shown whole before anything is written, and written just so', async () => {
    const port = service({ bin: systemctl() });
    const before = await port.look();
    expect(before).toMatchObject({ system: 'systemd', reached: true, installed: false, active: false });
    expect(existsSync(unit())).toBe(false);
    const [file] = before.files;
    expect(file?.text).toContain(
      `ExecStart=${realpathSync(process.execPath)} ${engine.join(' ')} ${commandLine} serve --port 7777`,
    );
    expect(file?.text).toContain(`KEYWATCH_HOME=${join(home, 'data')}`);
    const after = await port.install(before.mark);
    expect(after).toMatchObject({ installed: true, startNow: 'systemctl --user restart keywatch.service' });
    expect(readFileSync(unit(), 'utf8')).toBe(file?.text);
  });

  it('starts with the next session, and never beside the Keywatch that installs it', async () => {
    const port = service({ bin: systemctl() });
    await port.install((await port.look()).mark);
    const told = calls().map((line) => line.split(' ')[1]);
    expect(told).toEqual(expect.arrayContaining(['daemon-reload', 'enable']));
    expect(told).not.toContain('start');
    expect(told).not.toContain('restart');
  });

  it('is not written where something else would be than was shown', async () => {
    const port = service({ bin: systemctl() });
    const { mark } = await port.look();
    mkdirSync(join(home, '.config', 'systemd', 'user'), { recursive: true });
    writeFileSync(unit(), '[Service]\nExecStart=/bin/true\n');
    await expect(port.install(mark)).rejects.toMatchObject({ code: 'busy' });
    expect(readFileSync(unit(), 'utf8')).toContain('/bin/true');
    const shown = await port.look();
    expect(shown.files[0]?.state).toBe('foreign');
    await port.install(shown.mark);
    expect(readFileSync(`${unit()}.before`, 'utf8')).toContain('/bin/true');
  });

  it('is for a person to type where the manager does not answer', async () => {
    const port = service();
    const seen = await port.look();
    expect(seen).toMatchObject({ reached: false, command: 'keywatch service install' });
    await expect(port.install(seen.mark)).rejects.toMatchObject({
      code: 'not_permitted',
      message: expect.stringContaining('keywatch service install') as string,
    });
    expect(existsSync(unit())).toBe(false);
  });

  it('says which step failed, and keeps what was written', async () => {
    const port = service({
      bin: systemctl('[ "$2" = enable ] && { echo "no such bus" >&2; exit 1; }\nexit 0'),
    });
    const { mark } = await port.look();
    await expect(port.install(mark)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(
        /systemctl --user enable keywatch\.service failed: no such bus/,
      ) as string,
    });
    expect(existsSync(unit())).toBe(true);
  });

  it('writes down no password of a proxy', async () => {
    const proxy = 'http://somebody:invented-word@proxy.invalid:3128';
    const { files } = await service({ bin: systemctl(), env: { HTTPS_PROXY: proxy } }).look();
    expect(files.map(({ text }) => text).join('')).not.toContain('invented-word');
  });

  it('is a line to type on Windows, where Keywatch writes for no manager', async () => {
    const seen = await service({ platform: 'win32' }).look();
    expect(seen).toMatchObject({ system: null, reached: false, installed: false });
    expect(seen.command).toMatch(/^schtasks \/Create/);
  });
});
