import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { breach, floors, placeOf } from '../../scripts/floors.mjs';

const root = join(import.meta.dirname, '../..');
const sources = globSync('src-*/**/*.{ts,tsx}', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
const importing = /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;

function importsOf(file: string, text: string) {
  return [...text.matchAll(importing)].map(([, type, fixed, lazy]) => {
    const name = fixed ?? lazy ?? '';
    const target = name.startsWith('.') ? posix.join(posix.dirname(file), name) : name;
    return { target, typeOnly: type !== undefined };
  });
}

test('every file has its floor, and imports only from lower floors or its own place', () => {
  const found = sources.flatMap((file) =>
    importsOf(file, readFileSync(join(root, file), 'utf8')).map(({ target, typeOnly }) =>
      breach(file, target, typeOnly),
    ),
  );
  expect(found.filter((each) => each !== null)).toEqual([]);
  expect(sources.filter((file) => placeOf(file) === undefined)).toEqual([]);
  expect(sources.length).toBeGreaterThan(floors.length);
});

const bad: [file: string, line: string][] = [
  ['src-main/vault/a.ts', `import { x } from '../health/x.ts'; x();`],
  ['src-main/health/a.ts', `export { x } from '../keywatch.ts';`],
  ['src-main/api/a.ts', `export const x = () => import('../headless/x.ts');`],
  ['src-main/headless/a.ts', `export type { App } from 'electron';`],
  ['src-cli/a.ts', `import { x } from '../src-main/desktop/x.ts'; x();`],
  ['src-cli/a.ts', `import { contract } from '../src-shared/contract.ts'; contract();`],
  ['src-renderer/views/a.tsx', `import { x } from '../../src-main/ports.ts'; x();`],
  ['src-renderer/a.tsx', `import { contract } from '../src-shared/contract.ts'; contract();`],
  ['src-shared/a.ts', `import { z } from 'zod'; z();`],
];

const scratch = mkdtempSync(join(tmpdir(), 'floors-'));
afterAll(() => rmSync(scratch, { recursive: true }));

test.each(bad)('%s is refused by the table and by the linter: %s', (file, line) => {
  const [first] = importsOf(file, line);
  expect(breach(file, first!.target, first!.typeOnly)).toContain(file);
  expect(lint(file, line)).toContain('no-restricted-imports');
});

test('the core reads neither clock, environment nor network by itself', () => {
  const text = lint('src-main/use/a.ts', 'export const a = [Date.now(), process.env, fetch];');
  expect(text.match(/no-restricted-(properties|globals)/g)).toHaveLength(3);
});

function lint(file: string, text: string): string {
  cpSync(join(root, '.oxlintrc.json'), join(scratch, '.oxlintrc.json'));
  mkdirSync(dirname(join(scratch, file)), { recursive: true });
  writeFileSync(join(scratch, file), text);
  const program = join(root, 'node_modules/oxlint/bin/oxlint');
  try {
    return execFileSync(process.execPath, [program, '-f', 'unix', file], { cwd: scratch, encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
}
