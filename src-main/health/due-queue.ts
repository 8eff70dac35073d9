/** Ids by when they are due, the earliest first: a binary heap that knows where each id stands. */
export interface DueQueue {
  readonly size: number;
  /** Puts an id in, or moves it. Epoch ms. */
  set(id: string, at: number): void;
  delete(id: string): void;
  at(id: string): number | null;
  first(): { id: string; at: number } | null;
}

interface Entry {
  id: string;
  at: number;
  place: number;
}

export function createDueQueue(): DueQueue {
  const heap: Entry[] = [];
  const entries = new Map<string, Entry>();

  function put(entry: Entry, place: number): void {
    heap[place] = entry;
    entry.place = place;
  }

  function rise(entry: Entry): void {
    for (;;) {
      const above = entry.place === 0 ? undefined : heap[(entry.place - 1) >> 1];
      if (above === undefined || above.at <= entry.at) return;
      const { place } = above;
      put(above, entry.place);
      put(entry, place);
    }
  }

  function sink(entry: Entry): void {
    for (;;) {
      const left = heap[2 * entry.place + 1];
      const right = heap[2 * entry.place + 2];
      const below = left !== undefined && right !== undefined && right.at < left.at ? right : left;
      if (below === undefined || below.at >= entry.at) return;
      const { place } = below;
      put(below, entry.place);
      put(entry, place);
    }
  }

  return {
    get size() {
      return heap.length;
    },
    set(id, at) {
      const known = entries.get(id);
      const entry = known ?? { id, at, place: heap.length };
      entry.at = at;
      if (known === undefined) {
        entries.set(id, entry);
        put(entry, heap.length);
      }
      rise(entry);
      sink(entry);
    },
    delete(id) {
      const entry = entries.get(id);
      const last = heap.at(-1);
      if (entry === undefined || last === undefined) return;
      entries.delete(id);
      heap.pop();
      if (last === entry) return;
      put(last, entry.place);
      rise(last);
      sink(last);
    },
    at: (id) => entries.get(id)?.at ?? null,
    first: () => heap[0] ?? null,
  };
}
