import type { Passed, Turned } from './wire.ts';

/** What ended since it was last told, by the way it ended. */
export interface Gathered {
  add(one: Passed): void;
  /** Gives all of it, and begins anew. */
  take(): { passed: readonly Passed[]; turned: Turned | null };
}

/** Of those that were turned away so many are told; the rest are counted alone, however many knock. */
const mostShown = 100;

export function gather(): Gathered {
  let passed: Passed[] = [];
  let turned: { counts: Turned['counts']; last: Passed[] } | null = null;
  return {
    add(one) {
      if (one.refused === null) return void passed.push(one);
      turned ??= { counts: {}, last: [] };
      turned.counts[one.refused] = (turned.counts[one.refused] ?? 0) + 1;
      turned.last.push(one);
      if (turned.last.length > mostShown) turned.last.shift();
    },
    take() {
      const all = { passed, turned };
      passed = [];
      turned = null;
      return all;
    },
  };
}
