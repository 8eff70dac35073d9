/**
 * The releases whose rules differ, each named by the one that was watched. The first is the last without SecretRefs, the
 * second keeps one JSON file an agent, the third a second one beside it, the fourth SQLite.
 */
export const generations = ['2026.2.25', '2026.3.13', '2026.5.28', '2026.9.6'] as const;
export type Generation = (typeof generations)[number];

/** Whether a generation is the other one or came after it. */
export function isSince(generation: Generation, other: Generation): boolean {
  return generations.indexOf(generation) >= generations.indexOf(other);
}

export function laterOf(one: Generation, other: Generation): Generation {
  return isSince(one, other) ? one : other;
}

/** From which release on each generation's rules hold. */
const begins: readonly (readonly [Generation, readonly [year: number, month: number, patch: number]])[] = [
  ['2026.9.6', [2026, 6, 5]],
  ['2026.5.28', [2026, 3, 28]],
  ['2026.3.13', [2026, 2, 26]],
];

/** The generation of a release such as `2026.5.28` or `v2026.9.6-beta.1`; null where that is no release. */
export function generationOf(version: string): Generation | null {
  const parts = /^v?(\d{4})\.(\d{1,2})\.(\d{1,3})\b/.exec(version.trim())?.slice(1).map(Number);
  if (parts === undefined) return null;
  const found = begins.find(([, from]) => {
    const at = from.findIndex((part, index) => part !== parts[index]);
    return at === -1 || (parts[at] ?? 0) > (from[at] ?? 0);
  });
  return found?.[0] ?? '2026.2.25';
}
