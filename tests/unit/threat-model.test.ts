import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');

const sections = page
  .split(/^## /m)
  .slice(1)
  .map((text) => {
    const [title = '', ...lines] = text.split('\n');
    const rows = lines
      .filter((line) => line.startsWith('|') && !/^\|[-|]+\|$/.test(line))
      .map((line) =>
        line
          .slice(1, -1)
          .split(' | ')
          .map((cell) => cell.trim()),
      );
    return { title, text, head: rows[0] ?? [], rows: rows.slice(1) };
  });
const attackers = sections.filter(({ title }) => title !== 'Telling us');
const claims = attackers.flatMap(({ title, rows }) =>
  rows.map(([claim = '', tested = '']) => ({
    title,
    claim,
    tested: [...tested.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  })),
);

describe('the page of what Keywatch protects', () => {
  test('names attackers, each with what stands in the way and with what does not', () => {
    expect(attackers.length).toBeGreaterThanOrEqual(11);
    for (const { title, text, head, rows } of attackers) {
      expect(head, title).toEqual(['what stands in the way', 'tested in']);
      expect(rows.length, title).toBeGreaterThan(0);
      expect(text, title).toMatch(/^What does not:/m);
    }
  });

  test.each(claims)('$title: $claim', ({ tested }) => {
    expect(tested.length).toBeGreaterThan(0);
    for (const path of tested) {
      expect(path).toMatch(/^tests\/(unit|integration|desktop|packaging|torture|e2e)\/.*\.(test|spec)\.ts$/);
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(readFileSync(join(root, path), 'utf8'), path).toMatch(/\b(test|it|describe\w*)\b[^\n]*\(/);
    }
  });

  test('does not say of the same user, of memory and of X11 what is not so', () => {
    for (const word of [
      'JavaScript cannot wipe a string',
      'Swap',
      'LimitCORE=0',
      'X11',
      '`basic_text`',
      'administrator',
    ])
      expect(page).toContain(word);
  });
});

test('SECURITY.md leads to it, names a private way and no address of a person', () => {
  const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');
  expect(text).toContain('docs/threat-model.md');
  expect(text).toContain('Report a vulnerability');
  expect(text).toMatch(/No real key/);
  expect(text).not.toMatch(/[\w.]+@[\w.]+/);
});
