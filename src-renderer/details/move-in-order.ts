/** What a person does to a profile's place among those of its provider. */
export type Move = 'first' | 'up' | 'down';

/**
 * The order after a move, every other profile where it was. `listed` is the order that was set or, where none was, that the
 * profiles have; one that stands nowhere in it comes in at the end before it moves.
 */
export function movedIn(listed: readonly string[], id: string, move: Move): string[] {
  const others = listed.filter((each) => each !== id);
  const at = listed.includes(id) ? listed.indexOf(id) : others.length;
  const to = { first: 0, up: Math.max(0, at - 1), down: Math.min(others.length, at + 1) }[move];
  return others.toSpliced(to, 0, id);
}
