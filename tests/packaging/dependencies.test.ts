import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));

interface Locked {
  integrity?: string;
  hasInstallScript?: boolean;
  dev?: boolean;
  optional?: boolean;
  devOptional?: boolean;
}
const locked = Object.entries<Locked>(read('package-lock.json').packages).filter(([path]) => path !== '');
const paths = (which: (each: Locked) => boolean) =>
  locked.filter(([, each]) => which(each)).map(([path]) => path);

test('every package is held to a hash of its contents, but for the formatter and linter of other systems', () => {
  expect(locked.length).toBeGreaterThan(100);
  const unhashed = paths(({ integrity }) => !integrity?.startsWith('sha512-'));
  expect(unhashed.filter((path) => !/^node_modules\/@ox(fmt|lint)\/binding-/.test(path))).toEqual([]);
});

test('installing runs no script of any package but one that packs for Windows', () => {
  expect(paths(({ hasInstallScript }) => hasInstallScript === true)).toEqual([
    'node_modules/electron-winstaller',
  ]);
});

test('what runs with a person’s keys and is not bundled is one package, of one version', () => {
  const { dependencies } = read('package.json');
  expect(Object.keys(dependencies)).toEqual(['@napi-rs/keyring']);
  expect(dependencies['@napi-rs/keyring']).toMatch(/^\d+\.\d+\.\d+$/);
  const shipped = paths(({ dev, optional, devOptional }) => !dev && !optional && !devOptional);
  expect(shipped).toEqual(['node_modules/@napi-rs/keyring']);
});

test('what is bundled is of one version each, but for the types, which are not', () => {
  const ranged = Object.entries<string>(read('package.json').devDependencies)
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name]) => name);
  expect(ranged.filter((name) => !name.startsWith('@types/'))).toEqual([]);
});
