import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAll } from '../../../src-cli/streams.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kw-input-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** What is read where this was piped in. */
function read(content: string | Buffer): string {
  const path = join(directory, 'input');
  writeFileSync(path, content);
  const descriptor = openSync(path, 'r');
  try {
    return readAll(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

describe('standard input', () => {
  it('is read to its end', () => {
    expect(read('sk-invented\n')).toBe('sk-invented\n');
    expect(read('')).toBe('');
  });

  it('is text, wherever it was cut on its way', () => {
    const long = '…'.repeat(100_000);
    expect(read(long)).toBe(long);
  });

  it('that does not end is refused', () => {
    expect(() => read(Buffer.alloc(1024 * 1024 + 1, 'x'))).toThrow('longer than 1 MiB');
  });

  it('that is a directory is told as what it is', () => {
    const descriptor = openSync(directory, 'r');
    expect(() => readAll(descriptor)).toThrow('standard input cannot be read (EISDIR)');
    closeSync(descriptor);
  });

  it('that is closed holds nothing', () => {
    expect(readAll(9_999)).toBe('');
  });
});
