/** What the list is sorted by. */
export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Whether the list shows each provider's profiles in the order they serve in, so that moving one means something. */
export function showsOrder(sort: Sort | null): boolean {
  return sort === null || (!sort.descending && (sort.column === 'provider' || sort.column === 'place'));
}
