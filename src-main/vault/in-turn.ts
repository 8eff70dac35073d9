/** Runs what it is given one after the other, in the order given; a failure ends only its own turn. */
export type Turns = <T>(act: () => Promise<T>) => Promise<T>;

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}
