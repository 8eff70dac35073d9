import { expect, test } from 'vitest';
import { typedNames } from '../../../src-shared/list.ts';

test.each([
  ['work, nightly', ['work', 'nightly']],
  ['工作，夜间、周末', ['工作', '夜间', '周末']],
  [' work ,, work,', ['work']],
  ['', []],
])('%j is read as %j, by whatever comma was typed', (text, names) => {
  expect(typedNames(text)).toEqual(names);
});
