import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse } from '../../../src-cli/arguments.ts';
import { aliases, commands } from '../../../src-cli/commands.ts';
import { systems } from '../../../src-main/gateways/systems.ts';

const directory = join(import.meta.dirname, '../../../docs/coming-from');
const pages = readdirSync(directory);

/** Every `keywatch …` a page shows, as it would be typed. */
const shown = pages.flatMap((page) => {
  const text = readFileSync(join(directory, page), 'utf8');
  return [...text.matchAll(/`keywatch ([^`]+)`/g)].map(([, line = '']) => ({ page, line }));
});

describe('a page for whoever comes from another system', () => {
  it('is there for each of them', () => {
    expect(pages.toSorted()).toEqual(systems.map(({ id }) => `${id}.md`).toSorted());
  });

  test.each(shown)('$page: keywatch $line is a command that is there', async ({ line }) => {
    const [typed = ''] = line.split(' < ');
    const asked = await parse([...typed.split(' '), '--help'], commands, aliases);
    expect(asked?.command.name).toBeDefined();
  });

  it('shows commands at all', () => expect(shown.length).toBeGreaterThan(60));
});
