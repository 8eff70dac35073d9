import { createHash } from 'node:crypto';
import type { Random } from '../../src-main/ports.ts';

/** Bytes that are the same each time, for a vault in which every secret is invented. */
export function seededRandom(seed: string): Random {
  let drawn = 0;
  return (bytes) => {
    const parts: Buffer[] = [];
    for (let length = 0; length < bytes; length += 32)
      parts.push(
        createHash('sha256')
          .update(`${seed} ${(drawn += 1)}`)
          .digest(),
      );
    return Uint8Array.from(Buffer.concat(parts).subarray(0, bytes));
  };
}
