import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findingKinds } from '../../../src-shared/finding-kinds.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/doctor.md'), 'utf8');
const rows = [...page.matchAll(/^\| `(\w+)` \| ([a-z, ]+) \| (✓?) ?\| (.+) \|$/gm)].map(
  ([, id = '', weight = '', fix = '', means = '']) => ({ id, weight, fix: fix === '✓', means }),
);

it('names every finding there is, with its weight and whether it is set right, and no other', () => {
  expect(rows.map(({ id, weight, fix }) => [id, weight, fix])).toEqual(
    Object.entries(findingKinds).map(([id, kind]) => [id, kind.severities.join(', '), 'fixable' in kind]),
  );
  for (const { id, means } of rows) expect([id, means.length > 15]).toEqual([id, true]);
});

it('names none that nothing finds', () => {
  const code = globSync('src-main/{doctor,gateways,connecting}/**/*.ts', { cwd: root })
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  expect(rows.filter(({ id }) => !code.includes(`'${id}'`))).toEqual([]);
});
