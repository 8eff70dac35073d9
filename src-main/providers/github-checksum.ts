import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Whether the last six characters of a GitHub token are the base-62 CRC-32 of the thirty before. Longer tokens have
 * no published checksum and pass. https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
 */
export function githubChecksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  if (body.length !== 36) return true;
  let rest = crc32(body.slice(0, 30));
  let sum = '';
  for (let place = 0; place < 6; place++) {
    sum = (digits[rest % 62] ?? '0') + sum;
    rest = Math.floor(rest / 62);
  }
  return sum === body.slice(30);
}
