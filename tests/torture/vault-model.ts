/** What a vault must hold, told beside it: the same changes on plain values. */

export interface Held {
  secret: string;
  notes: string | null;
}

export type State = ReadonlyMap<string, Held>;

/** One change, as whoever makes it says before it begins. */
export type Act =
  | { do: 'add'; id: string; secret: string; notes: string }
  | { do: 'edit'; id: string; notes: string }
  | { do: 'replace'; id: string; secret: string }
  | { do: 'remove'; id: string }
  | { do: 'undo'; id: string; secret: string; notes: string | null }
  | { do: 'import'; puts: { id: string; secret: string }[] }
  | { do: 'rotate'; purge: boolean }
  /** A backup, which was made of that generation. */
  | { do: 'restore'; id: string; generation: number }
  | { do: 'slot' };

/** The state after an act; `at` gives what an earlier generation held. */
export function after(state: State, act: Act, at: (generation: number) => State): State {
  const next = new Map(state);
  const had = 'id' in act ? state.get(act.id) : undefined;
  if (act.do === 'add' || act.do === 'undo') next.set(act.id, { secret: act.secret, notes: act.notes });
  else if (act.do === 'edit' && had !== undefined) next.set(act.id, { ...had, notes: act.notes });
  else if (act.do === 'replace' && had !== undefined) next.set(act.id, { ...had, secret: act.secret });
  else if (act.do === 'remove') next.delete(act.id);
  else if (act.do === 'import') for (const { id, secret } of act.puts) next.set(id, { secret, notes: null });
  else if (act.do === 'restore') return at(act.generation);
  return next;
}

/** Random choices that the same seed makes again. */
export function choices(seed: number) {
  let state = seed >>> 0;
  const draw = () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    draw,
    /** A whole number below that. */
    below: (end: number) => Math.floor(draw() * end),
    one: <T>(of: readonly T[]): T | undefined => of[Math.floor(draw() * of.length)],
    text: (length: number, alphabet: string) =>
      Array.from({ length }, () => alphabet[Math.floor(draw() * alphabet.length)]).join(''),
  };
}

export type Choices = ReturnType<typeof choices>;

/** A key that no provider issued. */
export const inventedKey = (pick: Choices) => `sk-proj-${pick.text(80, '0123456789abcdef')}`;
