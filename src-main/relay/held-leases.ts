import type { Clock } from '../ports.ts';
import type { Given, Heard, Lease, Use, Verdict, Wish } from './wire.ts';

/** The core, as the relay's thread reaches it. */
export interface Desk {
  lease(wish: Wish): Promise<Given>;
  judge(heard: Heard): Promise<Verdict>;
  /** Evidence that nobody waits on. */
  tell(heard: Heard): void;
}

/** The same with leases that are held for what follows at once: asking the core takes longer than all else a request needs. */
export interface HoldingDesk extends Desk {
  /** A success of that profile: each says the same, so few are told. */
  note(id: string, heard: () => Heard): void;
  /** Who serves next may be another. */
  forget(): void;
  /** Tells what was used and not told yet. */
  flush(): void;
}

/** How long a lease holds; the core takes it back before where something changed. Milliseconds. */
const heldMs = 1_000;
/** Successes of one key are told so often at the most: each says the same. Milliseconds. */
const successEveryMs = 1_000;
const mostHeld = 256;

export function holdLeases(
  desk: Desk & { used(uses: readonly Use[]): void },
  clock: Clock,
  tellEveryMs: number,
): HoldingDesk {
  let held = new Map<string, { lease: Lease; until: number }>();
  let uses: Use[] = [];
  const successToldAt = new Map<string, number>();

  function used(use: Use): void {
    uses.push(use);
    if (uses.length > 1) return;
    clock.after(tellEveryMs, flush);
  }

  function flush(): void {
    if (uses.length > 0) desk.used(uses);
    uses = [];
  }

  return {
    flush,
    async lease(wish) {
      const now = clock.now();
      const name = nameOf(wish);
      const known = held.get(name);
      if (known !== undefined && known.until > now) {
        used({ at: now, id: known.lease.id, token: wish.token });
        return { lease: known.lease };
      }
      const asked = held;
      const given = await desk.lease(wish);
      // What was taken back while it was on its way is for this one request alone.
      if ('lease' in given && asked === held) {
        if (held.size >= mostHeld) held.clear();
        const taken = { lease: given.lease, until: now + heldMs };
        held.set(name, taken);
        clock.after(heldMs, () => {
          if (asked.get(name) === taken) asked.delete(name);
        });
      }
      return given;
    },
    judge: desk.judge,
    tell: desk.tell,
    note(id, heard) {
      const now = clock.now();
      if (now - (successToldAt.get(id) ?? 0) < successEveryMs) return;
      successToldAt.set(id, now);
      desk.tell(heard());
    },
    forget() {
      held = new Map();
    },
  };
}

/** All that a lease hangs on. A model comes last: the request’s body says it, in any letters. */
function nameOf({ provider, agent, model, path, place }: Wish): string {
  return [provider, place, path, agent ?? '', model ?? ''].join('\0');
}
