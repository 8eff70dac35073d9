import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPlist } from '../../../src-main/doctor/services/launchd-plist.ts';
import { readManagerEnvironment, readUnit } from '../../../src-main/doctor/services/systemd-unit.ts';
import { systemSpawn } from '../../../src-main/machine/spawn.ts';
import type { Spawn } from '../../../src-main/ports.ts';
import { doctorHome, type DoctorHome } from '../../fixtures/doctor-home.ts';
import { directories, putConfig, secretOf } from '../../fixtures/gateway-homes.ts';

let place: DoctorHome;
beforeEach(() => {
  place = doctorHome();
});
afterEach(() => place.end());

const key = secretOf('service');
const unit = (body: string, name = 'openclaw-gateway.service', mode = 0o600) =>
  place.put(`.config/systemd/user/${name}`, `[Unit]\nDescription=x\n[Service]\n${body}\n`, mode);
const start = 'ExecStart=/usr/bin/node /usr/lib/node_modules/openclaw/dist/index.js gateway';
const manager =
  (printed: string): Spawn =>
  (command, args) =>
    command === 'systemctl' && args.join(' ') === '--user show-environment'
      ? Promise.resolve({ code: 0, stdout: printed, stderr: '' })
      : Promise.reject(new Error('not here'));

/** A gateway whose models come from OpenAI, with nothing stored: it lives on a variable. */
function onVariable(): void {
  mkdirSync(place.at(directories.openclaw), { recursive: true });
  putConfig(place.at(directories.openclaw), 'openclaw', "{ agents: { defaults: { model: 'openai/gpt' } } }");
}
const env = { OPENAI_API_KEY: key };
const services = async (more: Parameters<DoctorHome['look']>[1] = {}) =>
  (await place.look(env, more)).services;
const ids = async (more: Parameters<DoctorHome['look']>[1] = {}) =>
  (await place.look(env, more)).findings.map(({ id }) => id).filter((id) => id.startsWith('service'));

describe('would the service see this key', () => {
  it('no, where only this shell has it; without systemd its files tell', async () => {
    onVariable();
    unit(start);
    expect(await services()).toMatchObject([
      {
        name: 'openclaw-gateway.service',
        program: 'openclaw',
        sees: [],
        lacks: ['OPENAI_API_KEY'],
        isWhole: false,
      },
    ]);
    const { findings, exit } = await place.look(env);
    expect(findings).toContainEqual(
      expect.objectContaining({
        id: 'service_without_key',
        what: expect.stringContaining('would not see OPENAI_API_KEY'),
      }),
    );
    expect(exit).toBe(2);
  });

  it('yes, where its manager hands it on, and no again where the unit takes it away', async () => {
    onVariable();
    unit(start);
    const spawn = manager(`PATH=/usr/bin\nOPENAI_API_KEY=${key}\nOTHER=$'a b'\n`);
    expect(await services({ spawn, platform: 'linux' })).toMatchObject([
      { sees: [{ name: 'OPENAI_API_KEY', from: 'systemctl --user' }], lacks: [], isWhole: true },
    ]);
    unit(`${start}\nUnsetEnvironment=OPENAI_API_KEY`);
    expect(await ids({ spawn, platform: 'linux' })).toEqual(['service_without_key']);
  });

  it.each([
    [
      'its own Environment',
      (value: string) => unit(`${start}\nEnvironment="A=b c" 'OPENAI_API_KEY=${value}'`),
    ],
    [
      'a drop-in',
      (value: string) => {
        unit(start);
        unit(`Environment=OPENAI_API_KEY=${value}`, 'openclaw-gateway.service.d/key.conf');
      },
    ],
    [
      'an EnvironmentFile below the home directory',
      (value: string) => {
        place.put('keys.env', `; a remark\nOPENAI_API_KEY="${value}"\n`);
        unit(`${start}\nEnvironmentFile=-%h/keys.env`);
      },
    ],
    [
      'environment.d',
      (value: string) => {
        unit(start);
        place.put('.config/environment.d/10-keys.conf', `OPENAI_API_KEY=${value}\n`);
      },
    ],
  ])('yes, by %s; another key there is told', async (_where, given) => {
    onVariable();
    given(key);
    expect((await services())[0]).toMatchObject({ lacks: [] });
    expect(await ids()).not.toContain('service_without_key');
    given('another-invented-key');
    expect(await ids()).toContain('service_other_key');
  });

  it('yes, where the gateway finds it in its own .env', async () => {
    onVariable();
    unit(start);
    place.put(`${directories.openclaw}/.env`, `OPENAI_API_KEY=${key}\n`);
    expect((await place.look()).findings.map(({ id }) => id)).not.toContain('service_without_key');
  });

  it('is asked of Keywatch’s own service too, for what its profiles refer to', async () => {
    unit('ExecStart=/usr/bin/keywatch serve', 'keywatch.service');
    const { services: found, findings } = await place.look(env, {
      references: ['env:OPENAI_API_KEY', 'env:NOT_SET_HERE', 'file:/x'],
    });
    expect(found).toMatchObject([{ program: 'keywatch', lacks: ['OPENAI_API_KEY'] }]);
    expect(findings.find(({ id }) => id === 'service_without_key')?.what).toContain('openai:0 refers to');
  });

  it('is not asked of a stranger’s service', async () => {
    onVariable();
    unit('ExecStart=/usr/bin/backup --all', 'backup.service');
    expect(await services()).toEqual([]);
  });
});

describe('a service', () => {
  it('that needs a file which is not there will not start', async () => {
    unit(
      `${start}\nEnvironmentFile=%h/gone.env\nEnvironmentFile=-%h/may-be-gone.env\nLoadCredential=a:/nowhere/a`,
    );
    const { findings } = await place.look();
    expect(findings.filter(({ id }) => id === 'service_file_missing').map(({ where }) => where)).toEqual([
      place.at('gone.env'),
      '/nowhere/a',
    ]);
  });

  it('that is given keys in clear is told, and its file closed to others when asked', async () => {
    const path = unit(`${start}\nEnvironment=GROQ_API_KEY=${key}`, 'openclaw-gateway.service', 0o644);
    const { findings } = await place.look({}, { fix: true });
    expect(findings).toMatchObject([
      { id: 'loose_mode', where: path, fixed: true, done: 'Its mode is 0600 now; it was 0644.' },
      { id: 'service_plaintext', what: expect.stringContaining('GROQ_API_KEY') },
    ]);
    expect(JSON.stringify(findings)).not.toContain(key);
  });

  it('is not waited for when its manager hangs', async () => {
    unit(start);
    place.put('bin/systemctl', '#!/bin/sh\nsleep 30\n', 0o755);
    const spawn = systemSpawn({ PATH: `${place.at('bin')}:/usr/bin:/bin` });
    const begun = performance.now();
    expect(await services({ spawn, platform: 'linux' })).toMatchObject([{ isWhole: false }]);
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  it('of launchd is read from its property list; a binary one is told', async () => {
    onVariable();
    const plist = (inside: string) =>
      `<?xml version="1.0"?><!DOCTYPE plist><plist version="1.0"><dict>
       <key>Label</key><string>ai.openclaw.gateway</string><!-- a remark -->
       <key>ProgramArguments</key><array><string>/opt/homebrew/bin/openclaw</string><string>gateway</string></array>
       <key>RunAtLoad</key><true/>${inside}</dict></plist>`;
    const path = 'Library/LaunchAgents/ai.openclaw.gateway.plist';
    place.put(path, plist(''));
    expect(await ids()).toEqual(['service_without_key']);
    place.put(
      path,
      plist(`<key>EnvironmentVariables</key><dict><key>OPENAI_API_KEY</key><string>${key}</string></dict>`),
    );
    expect(await ids()).toEqual(['service_plaintext']);
    place.put(path, 'bplist00\u0000\u0001');
    expect(await ids()).toEqual(['service_unreadable']);
  });
});

describe('a file of a service is read as the system reads it', () => {
  const read = (text: string) => readUnit([text], (value) => value.replaceAll('%h', '/home/me'));

  it('with quotes, broken lines, and lists that an empty value begins anew', () => {
    expect(
      read(
        '[Service]\nEnvironment=A=1\nEnvironment=\nEnvironment="B=two words" C=%h/x \\\n  D=4\n# E=5\n[Install]\nEnvironment=F=6\n',
      ).own,
    ).toEqual({ B: 'two words', C: '/home/me/x', D: '4' });
  });

  it.each(['', '[Service', '=x\n[Service]\n=', '\u0000\u0001', '[Service]\nEnvironment="unclosed'])(
    'or not at all, without a fault: %j',
    (text) => {
      expect(read(text)).toMatchObject({ command: '', credentials: [] });
      expect(readPlist(text)).toBeNull();
    },
  );

  it.each([
    '<plist></dict></plist>',
    '<plist><dict><key>a</key>',
    '<plist><array/></plist>',
    '<plist>&#xFFFFFF;',
  ])('nor a property list that is broken: %s', (xml) => {
    expect(readPlist(xml)).toBeNull();
  });

  it('and what the manager prints', () => {
    expect(readManagerEnvironment("A=1\nB=$'x y'\nno line\n=3\n")).toEqual({ A: '1', B: 'x y' });
  });
});
