import { expect, test } from 'vitest';
import { providerName } from '../../../src-shared/provider-names.ts';
import { providers } from '../../../src-main/providers/index.ts';

test.each(providers.map(({ id, name }) => [id, name]))(
  '%s is called as its own file calls it, or shorter',
  (id, name) => {
    expect(name.startsWith(providerName(id))).toBe(true);
  },
);

test('a provider without a name of its own is called by its id', () => {
  expect(providerName('kimi-coding')).toBe('Kimi Coding');
});
