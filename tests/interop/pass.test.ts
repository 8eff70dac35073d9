import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecretStores, type SecretStores } from '../../src-main/secret-stores/secret-stores.ts';
import { troubleOf } from '../../src-main/secret-stores/trouble.ts';
import { inStore, storeReach } from '../fixtures/store-reach.ts';

const has = (program: string) => spawnSync(program, ['--version']).status === 0;
const whyNot = has('pass') && has('gpg') ? null : 'pass and gpg are not both installed here';
if (whyNot !== null) console.warn(`Not shown with a real pass: ${whyNot}.`);
// Debian's gopass is another program, which does not know the option.
const whyNoGopass =
  whyNot ??
  (spawnSync('gopass', ['--version']).status === 0 ? null : 'gopass of gopass.pw is not installed here');
if (whyNoGopass !== null) console.warn(`Not shown with a real gopass: ${whyNoGopass}.`);

describe.skipIf(whyNot !== null)(`a real pass${whyNot === null ? '' : ` (${whyNot})`}`, () => {
  let home: string;
  let stores: SecretStores;
  const env: Record<string, string> = {};

  const run = (program: string, args: readonly string[], input = '') => {
    const { status, stderr } = spawnSync(program, args, { env, input, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  };
  /** A key of GnuPG and a store that is sealed for it. */
  const sealedFor = (name: string, passphrase: string) => {
    const user = `${name}@example.invalid`;
    const making = ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', passphrase];
    run('gpg', [...making, '--quick-gen-key', user, 'future-default', 'default', 'never']);
    run('pass', ['init', '--path', name, user]);
    run(
      'pass',
      ['insert', '--multiline', `${name}/ai`],
      'invented-first-line\nuser: me\nAPI key: invented-field\n',
    );
  };
  const read = (text: string) => stores.read(inStore(text), true);
  const trouble = (text: string) =>
    read(text).then(
      () => null,
      (error: unknown) => troubleOf(error)?.trouble ?? error,
    );

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'kw-pass-'));
    mkdirSync(join(home, 'gnupg'), { mode: 0o700 });
    // Without it GnuPG first measures how fast this machine is.
    writeFileSync(join(home, 'gnupg/gpg-agent.conf'), 's2k-count 65536\n');
    Object.assign(env, {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      GNUPGHOME: join(home, 'gnupg'),
      PASSWORD_STORE_DIR: join(home, 'store'),
    });
    sealedFor('open', '');
    sealedFor('shut', 'invented passphrase');
    stores = createSecretStores(storeReach(home, env).reach);
  });
  afterAll(() => {
    spawnSync('gpgconf', ['--kill', 'all'], { env });
    rmSync(home, { recursive: true, force: true });
  });

  it('gives the first line, and a field', async () => {
    expect(await read('pass:open/ai')).toBe('invented-first-line');
    expect(await read('pass:open/ai#api key')).toBe('invented-field');
  });

  it('says of what is not there, and of a folder, that there is nothing', async () => {
    expect(await trouble('pass:open/nothing')).toBe('missing');
    expect(await trouble('pass:open')).toBe('missing');
    expect(await trouble('pass:open/ai#none')).toBe('missing');
  });

  it('whose key nobody unlocks is locked', async () => {
    spawnSync('gpgconf', ['--kill', 'gpg-agent'], { env });
    expect(await trouble('pass:shut/ai')).toBe('locked');
  });

  it.skipIf(whyNoGopass !== null)(
    `where there is no pass, gopass gives the same${whyNoGopass === null ? '' : ` (${whyNoGopass})`}`,
    async () => {
      const bin = join(home, 'bin');
      mkdirSync(bin);
      for (const program of ['gopass', 'gpg', 'gpgconf', 'git', 'sh']) {
        const place = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
        if (place !== '') symlinkSync(place, join(bin, program));
      }
      stores = createSecretStores(storeReach(home, { ...env, PATH: bin }).reach);
      expect(await trouble('pass:open/ai')).toBe('not_set_up');
      // It wants a key for the whole store.
      writeFileSync(join(home, 'store/.gpg-id'), 'open@example.invalid\n');
      expect(await read('pass:open/ai')).toBe('invented-first-line');
      expect(await read('pass:open/ai#user')).toBe('me');
      for (const nothing of ['pass:open/nothing', 'pass:open', 'pass:open/ai#none'])
        expect(await trouble(nothing)).toBe('missing');
      expect(await trouble('pass:shut/ai')).toBe('locked');
    },
  );

  it('that is sealed for another key is not for this person', async () => {
    mkdirSync(join(home, 'empty'), { mode: 0o700 });
    const others = { ...env, GNUPGHOME: join(home, 'empty') };
    stores = createSecretStores(storeReach(home, others).reach);
    expect(await trouble('pass:open/ai')).toBe('denied');
    spawnSync('gpgconf', ['--kill', 'all'], { env: others });
  });
});
