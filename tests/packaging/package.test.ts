import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  extractFile,
  getRawHeader,
  listPackage,
  type DirectoryRecord,
  type FileRecord,
} from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version as electronVersion } from 'electron/package.json';

const root = join(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'keywatch-pack-'));
const packed = join(work, 'release', 'linux-unpacked');
const archive = join(packed, 'resources', 'app.asar');
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Every fuse of Electron 45: https://www.electronjs.org/docs/latest/tutorial/fuses */
const wanted = [
  ['RunAsNode', false, 'its binary is not a Node for whoever finds it'],
  ['EnableCookieEncryption', true, 'there are no cookies, and if ever they are not in clear'],
  ['EnableNodeOptionsEnvironmentVariable', false, 'the environment brings no code along'],
  ['EnableNodeCliInspectArguments', false, 'no debugger reads its memory'],
  ['EnableEmbeddedAsarIntegrityValidation', true, 'a changed archive does not start (macOS, Windows)'],
  ['OnlyLoadAppFromAsar', true, 'a folder beside the archive is not run in its place'],
  ['LoadBrowserProcessSpecificV8Snapshot', false, 'there is none, and it would not start'],
  ['GrantFileProtocolExtraPrivileges', false, 'files are no pages'],
  ['WasmTrapHandlers', true, 'as Electron has it'],
] as const;

/** The files of an archive's header, each under its path. */
function listed(folder: string, files: DirectoryRecord['files']): [name: string, record: FileRecord][] {
  return Object.entries(files).flatMap(([name, record]): [string, FileRecord][] => {
    const path = folder === '' ? name : `${folder}/${name}`;
    if ('files' in record) return listed(path, record.files);
    return 'link' in record ? [] : [[path, record]];
  });
}
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const isBuilt =
  existsSync(join(root, 'dist/main/main.js')) && existsSync(join(root, 'dist/renderer/index.html'));

/** A binary as far as its fuses go, which is how Electron's own are found: sentinel, version, how many, one digit each. */
const binary = (wire: string) => `head${sentinel}\x01${String.fromCharCode(wire.length)}${wire}tail`;
/** How Electron 45 is built: most fuses are not as we want them. */
const factoryWire = '101100011';

/** As much of Electron's runtime as packing looks at: no more is needed, and nothing is fetched. */
function stubRuntime(): string {
  const runtime = join(work, 'electron');
  mkdirSync(join(runtime, 'locales'), { recursive: true });
  mkdirSync(join(runtime, 'resources'));
  writeFileSync(join(runtime, 'version'), electronVersion);
  writeFileSync(join(runtime, 'electron'), binary(factoryWire), { mode: 0o755 });
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'])
    writeFileSync(join(runtime, file), '');
  for (const language of ['en-US', 'en-GB', 'de', 'zh-CN'])
    writeFileSync(join(runtime, 'locales', `${language}.pak`), '');
  return runtime;
}

const afterPack = join(root, 'build', 'after-pack.mjs');
const isLinux = process.platform === 'linux';
const whyNot = !isLinux
  ? 'the packaging check packs for Linux on Linux'
  : 'dist is not built: npm run build makes it';

function checkPackage(): void {
  let output = '';
  beforeAll(() => {
    const made = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/electron-builder/cli.js'),
        '--dir',
        '--linux',
        '--publish',
        'never',
        `-c.electronDist=${stubRuntime()}`,
        `-c.directories.output=${join(work, 'release')}`,
      ],
      { cwd: root, encoding: 'utf8', timeout: 120_000 },
    );
    output = `${made.stdout}${made.stderr}`;
    if (made.status !== 0) throw new Error(output);
  }, 120_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const names = () => listPackage(archive, { isPack: false }).map((name) => name.replaceAll('\\', '/'));
  const files = () => names().filter((name) => /\.[\w]+$/.test(name));

  test('renames the program and keeps the one language the app speaks', () => {
    expect(existsSync(join(packed, 'keywatch'))).toBe(true);
    expect(existsSync(join(packed, 'electron'))).toBe(false);
    expect(readdirSync(join(packed, 'locales'))).toEqual(['en-US.pak']);
  });

  test.each(wanted)('sets the fuse %s to %s: %s', async (name, on) => {
    const wire = await getCurrentFuseWire(join(packed, 'keywatch'));
    expect(wire[FuseV1Options[name]]).toBe(on ? FuseState.ENABLE : FuseState.DISABLE);
  });

  test('changes the fuses of the binary and nothing else of it', () => {
    expect(readFileSync(join(packed, 'keywatch'), 'latin1')).toBe(binary('010011001'));
  });

  test('records the hash of every file in the archive, which macOS and Windows hold its contents against', () => {
    const unhashed = listed('', getRawHeader(archive).header.files).filter(
      ([name, { integrity, unpacked }]) =>
        unpacked !== true &&
        (integrity?.algorithm !== 'SHA256' || integrity.hash !== sha256(extractFile(archive, name))),
    );
    expect(unhashed.map(([name]) => name)).toEqual([]);
    expect(listed('', getRawHeader(archive).header.files).length).toBeGreaterThan(20);
  });

  test('packs what was built, the pictures the shell shows, and the one native package', () => {
    const places = new Set(files().map((name) => name.replace(/\/(?:@napi-rs\/[\w-]+|[^/]+)(?:\/.*)?$/, '')));
    const known =
      /^(|\/dist(\/main|\/renderer)?(\/.*)?|\/build(\/tray|\/icons)?|\/node_modules(\/@napi-rs.*)?)$/;
    expect([...places].filter((place) => !known.test(place))).toEqual([]);
    expect(names()).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/main/main.js',
        '/dist/main/preload.cjs',
        '/dist/main/relay-process.cjs',
        '/dist/renderer/index.html',
        '/build/tray/check-dark.png',
        '/build/tray/check-dark@2x.png',
        '/build/icons/256x256.png',
      ]),
    );
  });

  test('carries no second Node, no other package, no command line and no source', () => {
    const packages = new Set(
      names().flatMap((name) => /^\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []),
    );
    packages.delete('@napi-rs');
    expect([...packages].filter((name) => !name.startsWith('@napi-rs/keyring'))).toEqual([]);
    expect(names().filter((name) => /\.(map|tsx?)$/.test(name) && !name.endsWith('.d.ts'))).toEqual([]);
    expect(names().filter((name) => name.startsWith('/dist/cli'))).toEqual([]);
  });

  test('has the command line beside the archive, whole and in need of nothing else, for gateways to start', () => {
    const cli = join(packed, 'resources', 'cli');
    expect(existsSync(join(cli, 'node-path'))).toBe(false);
    const asked = spawnSync(process.execPath, [join(cli, 'keywatch.cjs'), '--version'], {
      encoding: 'utf8',
      env: {},
      cwd: work,
    });
    expect(asked).toMatchObject({ status: 0, stderr: '' });
  });

  test('gives that command line the keyring, so that it opens what the app protects', () => {
    const place = join(packed, 'resources', 'cli', 'keywatch.cjs');
    const asks = `require('node:module').createRequire(${JSON.stringify(place)})('@napi-rs/keyring')`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-p', `typeof ${asks}.AsyncEntry`], {
      encoding: 'utf8',
      env: {},
      cwd: work,
    });
    expect([stdout.trim(), stderr]).toEqual(['function', '']);
  });

  test('carries nothing of the workshop: no hidden file, no settings of tools, no test, no script, no key', () => {
    const workshop =
      /\/\.|\/(tests?|scripts|bench|docs)\/|\.(env|pem|key|lock|ya?ml|log|sqlite)$|lock\.json$|tsconfig|config\.[cm]?[jt]s$/;
    expect(names().filter((name) => workshop.test(name))).toEqual([]);
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
  });

  test('shows a page that runs no script but its own files', () => {
    const page = extractFile(archive, 'dist/renderer/index.html').toString('utf8');
    const scripts = [...page.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, inline] of scripts) {
      expect(attributes).toMatch(/ src="\/assets\//);
      expect(inline).toBe('');
    }
    expect(page).not.toMatch(/\bon\w+=|javascript:|https?:\/\//);
  });

  test('leaves the native binary outside the archive, where the system can load it', () => {
    const unpacked = join(packed, 'resources', 'app.asar.unpacked', 'node_modules', '@napi-rs');
    const binaries = readdirSync(unpacked, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.node'));
    expect(binaries).toHaveLength(1);
  });

  test('starts where Electron looks, and names no path of the machine it was built on', () => {
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString('utf8'));
    expect(manifest).toMatchObject({ name: 'keywatch', main: 'dist/main/main.js', type: 'module' });
    for (const name of files().filter((each) => /^\/dist\/.*\.(c?js|html|css)$/.test(each))) {
      const text = extractFile(archive, name.slice(1)).toString('utf8');
      expect(text.includes(root), `${name} names ${root}`).toBe(false);
      expect(text).not.toMatch(/sourceMappingURL/);
    }
  });

  test('warns of nothing it should not', () => {
    expect(output).not.toMatch(/unknown property|is not configured properly|default Electron icon is used/i);
  });
}

if (isLinux && isBuilt) describe('electron-builder --dir --linux', checkPackage);
else test('electron-builder --dir --linux', (context) => context.skip(whyNot));

describe('setting the fuses', () => {
  type AfterPack = (context: object) => Promise<void>;
  const set = async (wire: string, platform = 'win32') => {
    const appOutDir = mkdtempSync(join(tmpdir(), 'keywatch-fuses-'));
    const name = platform === 'win32' ? 'Keywatch.exe' : 'keywatch';
    writeFileSync(join(appOutDir, name), binary(wire));
    const { default: run } = (await import(afterPack)) as { default: AfterPack };
    const packager = { appInfo: { productFilename: 'Keywatch' }, executableName: 'keywatch' };
    try {
      await run({ appOutDir, electronPlatformName: platform, packager });
      return readFileSync(join(appOutDir, name), 'latin1');
    } finally {
      rmSync(appOutDir, { recursive: true });
    }
  };

  test('covers every fuse there is by name, so that a new one is a decision', async () => {
    const { fuses } = (await import(afterPack)) as { fuses: Record<string, boolean> };
    expect(Object.keys(fuses)).toEqual(wanted.map(([name]) => String(FuseV1Options[name])));
    expect(wanted).toHaveLength(
      Object.values(FuseV1Options).filter((each) => typeof each === 'number').length,
    );
  });

  test.each(['win32', 'linux'])('finds the program of %s', async (platform) => {
    expect(await set(factoryWire, platform)).toBe(binary('010011001'));
  });

  test.each([
    ['an Electron with a tenth fuse', '1011000110', /strictlyRequireAllFuses/],
    ['one without the ninth', '10110001', /WasmTrapHandlers/],
  ])('fails the build for %s', async (_what, wire, why) => {
    await expect(set(wire)).rejects.toThrow(why);
  });

  test('knows no way to a build with other fuses', () => {
    expect(readFileSync(afterPack, 'utf8')).not.toMatch(/process\.env/);
  });
});

describe('what the system is asked for', () => {
  test('on macOS is memory that V8 compiles to, and nothing else', () => {
    const entitlements = readFileSync(join(root, 'build', 'entitlements.mac.plist'), 'utf8');
    expect([...entitlements.matchAll(/<key>([^<]+)<\/key>/g)].map(([, key]) => key)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });

  test('leaves the integrity of the archive on, takes no address scheme, and no administrator', () => {
    const settings = readFileSync(join(root, 'electron-builder.yml'), 'utf8');
    expect(settings).toMatch(/^asar: true$/m);
    expect(settings).toMatch(/^  hardenedRuntime: true$/m);
    expect(settings).toMatch(/^  perMachine: false$/m);
    expect(settings).not.toMatch(
      /disableAsarIntegrity|disableIntegrity|^protocols:|fileAssociations|requestedExecutionLevel/m,
    );
  });
});
