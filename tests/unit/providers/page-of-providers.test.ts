import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { providers } from '../../../src-main/providers/index.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/providers.md'), 'utf8');

describe('the page of providers', () => {
  it.each(providers.map((provider) => [provider.id, provider] as const))(
    'says of %s what it says of itself',
    (id, { name, proves, cannotProve, cost }) => {
      expect(page).toContain(`## ${name}\n\n\`${id}\``);
      for (const sentence of [proves, cannotProve, cost]) expect(page).toContain(sentence);
    },
  );

  it('names no provider that is not there', () => {
    expect(page.match(/^## /gm)).toHaveLength(providers.length);
  });
});
