import { expect, test } from 'vitest';
import { maskSecret } from '../../../src-shared/mask.ts';

test.each([
  ['sk-ant-api03-abcdefgh9fQA', 'sk-ant-api03-', 'sk-ant-api03-…9fQA'],
  ['sk-ant-api03-abcdefg9fQA', 'sk-ant-api03-', 'sk-ant-api03-…'],
  ['sk-1234', 'sk-', 'sk-…'],
  ['abcdefghijkl', '', '…ijkl'],
  ['abcdefghijk', '', '…'],
  ['', '', '…'],
  ['', 'sk-', '…'],
  ['other-prefix-0123456789', 'sk-', '…6789'],
  [`${'a'.repeat(12)}🔑🔑🔑🔑`, '', '…🔑🔑🔑🔑'],
])('%j with prefix %j is shown as %s', (secret, prefix, shown) => {
  expect(maskSecret(secret, prefix)).toBe(shown);
});
