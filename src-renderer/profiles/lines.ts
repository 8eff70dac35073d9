import type { Profile } from '../../src-shared/contract-schema.ts';
import { say } from '../../src-shared/say.ts';
import type { Row } from './rows.ts';

/** A group's head in the narrow list, where rows take two lines. */
export interface GroupHead {
  readonly id: string;
  readonly provider: string;
  readonly total: number;
  readonly available: number;
}

/** What the grid draws one below the other. */
export type Line =
  | { readonly kind: 'profile'; readonly id: string; readonly row: Row }
  | { readonly kind: 'group'; readonly id: string; readonly head: GroupHead };

/** One line a profile. */
export function plainLines(rows: readonly Row[]): readonly Line[] {
  return rows.map((row) => ({ kind: 'profile', id: row.id, row }));
}

/** A head above each group; without groups, wherever another provider's begin. */
export function headedLines(rows: readonly Row[], profiles: readonly Profile[]): readonly Line[] {
  const counts = new Map<string, { total: number; available: number }>();
  for (const { provider, available } of profiles) {
    const count = counts.get(provider) ?? { total: 0, available: 0 };
    count.total += 1;
    if (available) count.available += 1;
    counts.set(provider, count);
  }
  return rows.flatMap((row, index): Line[] => {
    const line: Line = { kind: 'profile', id: row.id, row };
    if (!row.first || rows[index - 1]?.provider === row.provider) return [line];
    const { total, available } = counts.get(row.provider) ?? { total: 0, available: 0 };
    const head = { id: `group ${row.id}`, provider: row.provider, total, available };
    return [{ kind: 'group', id: head.id, head }, line];
  });
}

/** "1 of 3 available", "2 available", "none available". */
export function availability({ total, available }: GroupHead): string {
  if (available === 0) return say('none available');
  return available === total
    ? say('{available} available', { available })
    : say('{available} of {total} available', { available, total });
}
