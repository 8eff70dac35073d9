import { expect, it } from 'vitest';
import { strengthOf } from '../../../src-renderer/protection/strength.ts';

it.each([
  ['', 'none'],
  ['abc', 'short'],
  ['abcd1234', 'weak'],
  ['aaaaaaaaaaaaaaaaaaaa', 'weak'],
  ['12345678901234567890', 'weak'],
  ['password', 'weak'],
  ['Keywatch2026!', 'weak'],
  ['three unrelated words', 'weak'],
  ['the the the the the the', 'weak'],
  ['four quite unrelated words', 'fair'],
  ['Tr0ub4dor&3', 'fair'],
  ['now five quite unrelated words', 'strong'],
  ['f7Kq!zR2pW9x', 'strong'],
  ['ünf wörter ohne jeden sinn', 'strong'],
])('calls %j %s', (passphrase, strength) => {
  expect(strengthOf(passphrase)).toBe(strength);
});
