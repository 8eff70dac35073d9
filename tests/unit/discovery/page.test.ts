import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from '../../../src-main/discovery/sources.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/discovery.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| [^|]+ \| `[^|]+ \| [^|]+ \|/.test(line));

describe('the page of what discovery looks at', () => {
  it.each(sources.map((source) => [source.id, source] as const))(
    'says of %s what it opens and what it only names',
    (id, { name, opens, names = [] }) => {
      const row = rows.find((line) => line.startsWith(`| ${name} | \`${id}\` |`));
      expect(row).toBeDefined();
      for (const path of [...opens, ...names]) expect(row).toContain(path);
    },
  );

  it('names no place that is not in the table, in the order of the table', () => {
    expect(rows.map((line) => /`([^`]+)`/.exec(line)?.[1])).toEqual(sources.map(({ id }) => id));
  });
});
