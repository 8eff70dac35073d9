/** A set of listeners; `tell` calls each once. */
export interface Signal {
  subscribe(listener: () => void): () => void;
  tell(): void;
}

/** One signal: something changed, look again. */
export function createSignal(): Signal {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
  };
}

/** A value that React can watch: `get` gives the same object until there is another. */
export interface Seen<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** One that can be set. */
export interface Held<T> extends Seen<T> {
  set(value: T): void;
}

/** Holds one value and tells its listeners when it is another. */
export function hold<T>(first: T): Held<T> {
  const signal = createSignal();
  let value = first;
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      signal.tell();
    },
    subscribe: signal.subscribe,
  };
}
