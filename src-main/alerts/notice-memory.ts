import { dayMs } from '../../src-shared/times.ts';
import type { History, RememberedNotice } from '../health/history.ts';
import type { Clock, Log } from '../ports.ts';
import type { Notice } from './notice.ts';

/** What a notice is remembered for; after that the same id cannot come up again. */
const memoryMs = 400 * dayMs;

/** What was shown, snoozed and dismissed, across starts. Times are epoch ms. */
export interface NoticeMemory {
  readonly all: ReadonlyMap<string, RememberedNotice>;
  /** Keeps it of everything that the notice tells. */
  remember(notice: Notice, change: Partial<RememberedNotice>): void;
  of(notice: Notice): RememberedNotice[];
  isDismissed(notice: Notice): boolean;
  /** Null when it is not snoozed now. */
  snoozedUntil(notice: Notice): number | null;
}

const blank = (id: string): RememberedNotice => ({
  id,
  shownAt: null,
  snoozedUntil: null,
  dismissedAt: null,
});

/** Reads what the history remembers, and forgets what is too old to come up again. */
export function createNoticeMemory(parts: {
  clock: Clock;
  history: Pick<History, 'notices' | 'remember' | 'forgetNotice'>;
  log: Log;
}): NoticeMemory {
  const { clock, history, log } = parts;
  const all = history.notices();
  for (const notice of all.values()) {
    const last = Math.max(notice.shownAt ?? 0, notice.snoozedUntil ?? 0, notice.dismissedAt ?? 0);
    if (clock.now() - last <= memoryMs) continue;
    all.delete(notice.id);
    keep(() => history.forgetNotice(notice.id));
  }

  // What cannot be written is still known until the process ends, so nothing is shown twice meanwhile.
  function keep(write: () => void): void {
    try {
      write();
    } catch (error) {
      log.error('a notice could not be remembered', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }

  const of = ({ tells }: Notice) => tells.map((id) => all.get(id) ?? blank(id));
  return {
    all,
    of,
    remember(notice, change) {
      for (const id of notice.tells) {
        const next = { ...(all.get(id) ?? blank(id)), ...change };
        all.set(id, next);
        keep(() => history.remember(next));
      }
    },
    isDismissed: (notice) => of(notice).every(({ dismissedAt }) => dismissedAt !== null),
    snoozedUntil(notice) {
      const until = of(notice)[0]?.snoozedUntil ?? null;
      return until !== null && until > clock.now() ? until : null;
    },
  };
}
