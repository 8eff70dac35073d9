import { hold, type Held } from './signal.ts';

/** A remark that floats over the window for a while. Never holds a secret. */
export interface Notice {
  readonly id: number;
  readonly tone: 'good' | 'warn' | 'bad' | 'none';
  readonly text: string;
  /** Words in the text that tell of a profile and may be in no list any more: hidden where names are. */
  readonly tells: readonly string[];
  /** When it leaves by itself; null when only the person can dismiss it. Epoch ms. */
  readonly until: number | null;
  /** The clock is shown: what `act` undoes can no longer be undone after `until`. */
  readonly counts: boolean;
  readonly act: { readonly label: string; readonly run: () => void } | null;
  /** The next one about the same takes its place. */
  readonly about: string | null;
}

export interface Notices {
  readonly all: Held<readonly Notice[]>;
  show(notice: Partial<Omit<Notice, 'id' | 'text'>> & { text: string }): void;
  drop(id: number): void;
}

const staysMs = 8_000;
const mostAtOnce = 3;

/** The remarks of one window; the newest three are kept. */
export function createNotices(): Notices {
  const all = hold<readonly Notice[]>([]);
  let last = 0;
  const drop = (id: number) => all.set(all.get().filter((notice) => notice.id !== id));
  return {
    all,
    drop,
    show({
      text,
      tells = [],
      tone = 'none',
      until = Date.now() + staysMs,
      counts = false,
      act = null,
      about = null,
    }) {
      last += 1;
      const notice: Notice = { id: last, tone, text, tells, until, counts, act, about };
      const others = all.get().filter((other) => about === null || other.about !== about);
      all.set([...others, notice].slice(-mostAtOnce));
      if (until !== null) setTimeout(() => drop(notice.id), until - Date.now());
    },
  };
}
