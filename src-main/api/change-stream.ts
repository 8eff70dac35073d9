import type { Change } from '../../src-shared/contract-changes.ts';
import type { Keywatch, Touched } from '../core.ts';

/** Profiles on one page of a snapshot (D-C3). */
const pageSize = 500;
/** More waiting changes than this are told as a new snapshot: it is the shorter message. */
const tooManyToTell = 1000;

type Untold = Change extends infer C ? (C extends { n: number } ? Omit<C, 'n'> : never) : never;

/**
 * What one subscriber hears: a snapshot in pages, then changes numbered without gaps. What is not told yet is a map,
 * not a queue: the newest change per thing, so that a slow client costs no memory and never hears an old truth (D-A4).
 */
export async function* changeStream(
  keywatch: Keywatch,
  signal: AbortSignal | undefined,
): AsyncGenerator<Change> {
  let untold = new Map<string, Touched>();
  let wake = idle;
  const stop = keywatch.observe((touched) => {
    untold.set(keyOf(touched), touched);
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener('abort', onAbort);
  let n = 0;
  const numbered = (change: Untold): Change => ({ n: n++, ...change }) as Change;
  try {
    for (const page of snapshot(keywatch)) yield numbered(page);
    for (;;) {
      if (signal?.aborted === true) return;
      const next = untold.entries().next().value;
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (untold.size > tooManyToTell) {
        untold = new Map();
        for (const page of snapshot(keywatch)) yield numbered(page);
      } else {
        untold.delete(next[0]);
        yield numbered(told(keywatch, next[1]));
      }
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', onAbort);
  }
}

function idle(): void {}

function* snapshot(keywatch: Keywatch): Generator<Untold> {
  const profiles = keywatch.profiles.list();
  const pages = Math.max(1, Math.ceil(profiles.length / pageSize));
  for (let page = 0; page < pages; page++) {
    yield {
      type: 'snapshot',
      page,
      complete: page === pages - 1,
      profiles: profiles.slice(page * pageSize, (page + 1) * pageSize),
      alerts: keywatch.alerts.list(),
      settings: keywatch.settings.get(),
      state: keywatch.state(),
    };
  }
}

function keyOf(touched: Touched): string {
  return touched.what === 'profile' ? `profile ${touched.id}` : touched.what;
}

function told(keywatch: Keywatch, touched: Touched): Untold {
  switch (touched.what) {
    case 'profile': {
      const profile = keywatch.profiles.find(touched.id);
      return profile === null ? { type: 'removed', id: touched.id } : { type: 'profile', profile };
    }
    case 'alerts':
      return { type: 'alerts', alerts: keywatch.alerts.list() };
    case 'settings':
      return { type: 'settings', settings: keywatch.settings.get() };
    case 'state':
      return { type: 'state', state: keywatch.state() };
  }
}
