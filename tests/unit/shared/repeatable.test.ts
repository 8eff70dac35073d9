import { expect, it } from 'vitest';
import { repeatable } from '../../../src-shared/repeatable.ts';
import { inventedKeys } from '../../fixtures/real-core.ts';

it.each(['anthropic:work', 'openai', 'file:notes/key.txt', 'Büro', ''])('%s may be repeated', (typed) => {
  expect(repeatable(typed)).toBe(typed);
});

it.each([
  ...Object.entries(inventedKeys),
  ['a Google key', `AIza${'SyB7-cQ9'.repeat(4)}abc`],
  ['the beginning of a key', 'sk-ant-api03-Kw7'],
  ['a key within words', `key=${inventedKeys.openrouter}`],
  ['something long', 'many words '.repeat(10)],
])('%s may not', (_, typed) => {
  expect(repeatable(typed)).toBeNull();
});
