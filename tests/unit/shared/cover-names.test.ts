import { expect, it } from 'vitest';
import { coverNames } from '../../../src-shared/cover-names.ts';

const long = 'Contractor evaluation pipeline of the north';
const names = [
  { text: 'Work', stand: 'Profile 1' },
  { text: 'Work at night', stand: 'Profile 2' },
  { text: long, stand: 'Profile 3' },
];

it.each([
  ['Work at night works again; Work serves.', 'Profile 2 works again; Profile 1 serves.'],
  [`${long} was removed.`, 'Profile 3 was removed.'],
  ['Contractor evaluation pipeline… expires in 7 days', 'Profile 3 expires in 7 days'],
  ['Nothing is named here.', 'Nothing is named here.'],
])('%s → %s', (told, shown) => {
  expect(coverNames(told, names)).toBe(shown);
});
