import { describe, expect, it } from 'vitest';
import { readFrame } from '../../../src-main/api/read-frame.ts';

const nested = (levels: number) =>
  `{"i":"1","p":{"u":"/ping","b":{"json":${'['.repeat(levels)}${']'.repeat(levels)}}}}`;

describe('a frame', () => {
  it('is read with sixty-four levels, more than a call of ours has', () => {
    expect(readFrame(nested(61))).toEqual({ i: '1', t: 1, path: '/ping' });
  });

  it.each([62, 5_000, 200_000])('is none of ours when what it asks nests %i levels', (levels) => {
    expect(readFrame(nested(levels))).toBeNull();
    expect(readFrame('['.repeat(levels + 3))).toBeNull();
  });

  it('may carry any number of brackets in a text', () => {
    const text = JSON.stringify(`${'[{'.repeat(500)}"\\"${'[{'.repeat(500)}`);
    expect(readFrame(`{"i":"1","p":{"u":"/ping","b":{"json":${text}}}}`)).not.toBeNull();
  });

  it('is told apart from one that hides its depth behind a quoted quote', () => {
    const hidden = `{"i":"1","p":{"u":"/ping","b":{"json":["\\\\",${'['.repeat(100)}${']'.repeat(100)}]}}}`;
    expect(() => JSON.parse(hidden) as unknown).not.toThrow();
    expect(readFrame(hidden)).toBeNull();
  });

  it('of a megabyte costs neither the time nor the memory of its levels', () => {
    const text = '['.repeat(1024 * 1024);
    const before = process.memoryUsage().rss;
    const began = performance.now();
    for (let round = 0; round < 50; round++) expect(readFrame(text)).toBeNull();
    expect(performance.now() - began).toBeLessThan(500);
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 1024 * 1024);
  });
});
