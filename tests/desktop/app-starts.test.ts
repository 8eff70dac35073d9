import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appStarts, type AppPlace } from '../../src-main/desktop/app-starts.ts';
import { systemSpawn } from '../../src-main/machine/spawn.ts';

let place: string;
beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'kw-app-')));
  mkdirSync(join(place, 'bin'));
  symlinkSync(process.execPath, join(place, 'bin', 'node'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const app = (more: Partial<AppPlace>): AppPlace => {
  const env = { PATH: join(place, 'bin'), ...more.env };
  return { packaged: true, appPath: '', home: place, spawn: systemSpawn(env), ...more, env };
};

function put(...path: string[]): string {
  const directory = join(place, ...path);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'keywatch.cjs'), '');
  return directory;
}

test('a packaged app has the command line beside its archive started, on a Node of the machine', async () => {
  const cli = put('resources', 'cli');
  expect(await appStarts(app({ appPath: join(place, 'resources', 'app.asar') }))()).toEqual({
    node: realpathSync(process.execPath),
    program: join(cli, 'keywatch.cjs'),
  });
});

test('an app that runs from its project has the built command line started', async () => {
  const cli = put('dist', 'cli');
  expect(await appStarts(app({ packaged: false, appPath: place }))()).toMatchObject({
    program: join(cli, 'keywatch.cjs'),
  });
});

test.each([
  ['an AppImage', { env: { APPIMAGE: '/home/ada/Keywatch.AppImage' } }, 'takes its files along'],
  ['a copy that macOS moved out of the way', {}, 'move it into Applications'],
  ['an app without its command line', {}, 'does not lie beside'],
])('%s says why nothing of it can be started, and what to do instead', async (what, more, why) => {
  const folder = what.startsWith('a copy') ? 'AppTranslocation' : 'plain';
  if (!what.startsWith('an app')) put(folder, 'cli');
  const starts = appStarts(app({ appPath: join(place, folder, 'app.asar'), ...more }));
  await expect(starts()).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringMatching(
      new RegExp(`${why}.*nothing was changed.*npm install -g keywatch`),
    ) as string,
  });
});
