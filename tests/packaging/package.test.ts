import { spawnSync } from 'node:child_process';
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
import { extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version as electronVersion } from 'electron/package.json';

const root = join(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'keywatch-pack-'));
const packed = join(work, 'release', 'linux-unpacked');
const archive = join(packed, 'resources', 'app.asar');
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const isBuilt =
  existsSync(join(root, 'dist/main/main.js')) && existsSync(join(root, 'dist/renderer/index.html'));

/** As much of Electron's runtime as packing looks at: no more is needed, and nothing is fetched. */
function stubRuntime(): string {
  const runtime = join(work, 'electron');
  mkdirSync(join(runtime, 'locales'), { recursive: true });
  mkdirSync(join(runtime, 'resources'));
  writeFileSync(join(runtime, 'version'), electronVersion);
  // A wire of version 1 with nine fuses, as Electron 45 is built.
  writeFileSync(join(runtime, 'electron'), `head${sentinel}\x01\x09${'101100011'}tail`, { mode: 0o755 });
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
      { cwd: root, encoding: 'utf8', env: { ...process.env, KEYWATCH_DRIVABLE_BUILD: '' }, timeout: 120_000 },
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

  test('sets all nine fuses', () => {
    const program = readFileSync(join(packed, 'keywatch'), 'latin1');
    const at = program.indexOf(sentinel) + sentinel.length;
    expect([program.charCodeAt(at), program.charCodeAt(at + 1)]).toEqual([1, 9]);
    expect(program.slice(at + 2, at + 11)).toBe('010011001');
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

describe('the fuses by name', () => {
  test('are all nine that Electron 45 has', async () => {
    const { fuses } = (await import(afterPack)) as { fuses: Record<string, boolean> };
    expect(Object.values(fuses).map(Number).join('')).toBe('010011001');
  });
});
