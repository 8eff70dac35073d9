import zlib from 'node:zlib';
import { expect, it } from 'vitest';
import { textOf } from '../../../src-main/relay/beginning.ts';

const says = '{"error":{"code":"insufficient_quota"}}';
const told = (bytes: Buffer, encoding?: string) => textOf({ chunks: [bytes], isWhole: true }, encoding);

it.each([
  ['gzip', zlib.gzipSync(says)],
  ['deflate', zlib.deflateSync(says)],
  ['br', zlib.brotliCompressSync(says)],
  ['zstd', zlib.zstdCompressSync(says)],
  ['identity', Buffer.from(says)],
])('what a failure says is read though it came as %s', (encoding, bytes) => {
  expect(told(bytes, encoding)).toBe(says);
});

it('is nothing where it is packed in a way that is not known, is broken, or unpacks to more than is read', () => {
  expect(told(Buffer.from(says), 'gzip, br')).toBe('');
  expect(told(Buffer.from(says), 'gzip')).toBe('');
  for (const pack of [zlib.gzipSync, zlib.zstdCompressSync, zlib.brotliCompressSync])
    expect(told(pack(Buffer.alloc(200_000)), pack.name.replace(/(Compress)?Sync$/, ''))).toBe('');
});
