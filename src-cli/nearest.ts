/** The name a person most likely meant: the fewest single-letter changes, at most a third of its length; else null. */
export function nearest(typed: string, names: readonly string[]): string | null {
  let best: { name: string; changes: number } | null = null;
  for (const name of names) {
    const changes = changesBetween(typed.toLowerCase(), name);
    if (changes <= Math.max(1, Math.ceil(name.length / 3)) && (best === null || changes < best.changes))
      best = { name, changes };
  }
  return best?.name ?? null;
}

/** Letters to add, drop, change or swap with their neighbour, to make one word of the other. */
function changesBetween(from: string, to: string): number {
  let last: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) least = Math.min(least, (last[j - 2] ?? 0) + 1);
      next.push(least);
    }
    last = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
