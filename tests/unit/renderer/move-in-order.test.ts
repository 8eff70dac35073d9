import { expect, test } from 'vitest';
import { movedIn, type Move } from '../../../src-renderer/details/move-in-order.ts';

test.each<[string, Move, string]>([
  ['b', 'first', 'bac'],
  ['a', 'first', 'abc'],
  ['c', 'up', 'acb'],
  ['a', 'up', 'abc'],
  ['a', 'down', 'bac'],
  ['c', 'down', 'abc'],
  ['new', 'first', 'newabc'],
  ['new', 'up', 'abnewc'],
])('%s moved %s gives %s', (id, move, moved) => {
  expect(movedIn(['a', 'b', 'c'], id, move).join('')).toBe(moved);
});
