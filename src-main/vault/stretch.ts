import { scrypt } from 'node:crypto';
import { createTurns } from './in-turn.ts';

/** What scrypt is told to spend: 128 × n × r bytes of memory, and p times the time of that. */
export interface Cost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** The least a new slot costs: 128 MB, a third of a second on an ordinary machine. */
const leastCost: Cost = { n: 2 ** 17, r: 8, p: 1 };
/** A slot that asks for more than this was not made by us. */
const highestCost: Cost = { n: 2 ** 20, r: 16, p: 8 };
/** A guess shall take at least this long on the machine that makes the slot. Milliseconds. */
const leastMs = 250;

/** Each takes 128 MB: however many callers guess at once, the memory is taken once. */
const inTurn = createTurns();

/** 32 bytes drawn from a passphrase by scrypt, off the main thread and one at a time. */
export function stretch(passphrase: string, salt: Uint8Array, { n, r, p }: Cost): Promise<Uint8Array> {
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        const options = { N: n, r, p, maxmem: 256 * n * r };
        scrypt(passphrase, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
}

/**
 * The same at a cost measured here: at least N = 2^17, and 250 ms. A faster machine works longer, not in more memory, so
 * that a smaller one can still open what it made.
 */
export async function stretchCalibrated(
  passphrase: string,
  salt: Uint8Array,
): Promise<{ key: Uint8Array; cost: Cost }> {
  const from = performance.now();
  const key = await stretch(passphrase, salt, leastCost);
  const p = rounds(performance.now() - from);
  if (p === 1) return { key, cost: leastCost };
  const cost = { ...leastCost, p };
  return { key: await stretch(passphrase, salt, cost), cost };
}

/** How often a step that took so long is to be done to last 250 ms. */
export function rounds(tookMs: number): number {
  return Math.min(highestCost.p, Math.max(1, Math.ceil(leastMs / Math.max(tookMs, 1))));
}

/** The cost a slot was made with; null for one that Keywatch cannot have made. */
export function readCost(slot: { readonly [name: string]: unknown }): Cost | null {
  const { n, r, p } = slot;
  const isCost =
    isWithin(n, highestCost.n) && isWithin(r, highestCost.r) && isWithin(p, highestCost.p) && n > 1;
  return isCost ? { n, r, p } : null;
}

function isWithin(value: unknown, highest: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= highest;
}
