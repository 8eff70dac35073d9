import type { Alert, Profile, Settings } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { dayMs } from '../../src-shared/times.ts';
import type { Trouble } from '../../src-shared/trouble.ts';
import type { WrongClock } from '../../src-shared/wrong-clock.ts';
import type { History, RememberedNotice } from '../health/history.ts';
import type { Clock, Log, Notifier } from '../ports.ts';
import { expiryNotices, nextRungAt } from './expiry-notices.ts';
import { wasTold, type Notice, type NoticeProvider, type Scene } from './notice.ts';
import { outageNotices } from './outage-notices.ts';
import { quietUntil } from './quiet-hours.ts';
import { recoveredNotices } from './recovered-notices.ts';
import { rotationNotices } from './rotation-notices.ts';
import { doubtNotices, stoppedNotices } from './stopped-notices.ts';

const providers: readonly NoticeProvider[] = [
  stoppedNotices,
  doubtNotices,
  expiryNotices,
  rotationNotices,
  outageNotices,
  recoveredNotices,
];

/** What a notice is remembered for; after that the same id cannot come up again. */
const memoryMs = 400 * dayMs;
/** Looked at anew at least this often, since a sleeping machine's timers come late. */
const lookEveryMs = 3_600_000;
/** More than this at one moment are shown as one, as after an import. */
const manyAtOnce = 5;

const urgency: Record<Alert['severity'], number> = { bad: 0, warn: 1, good: 2 };

function byUrgency(a: Notice, b: Notice): number {
  return urgency[a.severity] - urgency[b.severity] || b.at - a.at || (a.id < b.id ? -1 : 1);
}

/** What the controller looks at. */
export interface AlertScene {
  profiles: readonly Profile[];
  troubles: readonly Trouble[];
  /** Set where our clock is wrong. */
  clock?: WrongClock | null;
  /** Nobody can see a notice now (screen or vault locked): they wait. */
  away?: boolean;
}

export interface AlertParts {
  clock: Clock;
  history: Pick<History, 'notices' | 'remember' | 'forgetNotice'>;
  notifier: Notifier;
  /** Read at every look. */
  settings(): Settings;
  log: Log;
  /** `list` gives something else now. */
  onChange(): void;
  /** A person clicked a notice: the profile, or null for a provider. */
  onOpen?(alert: Pick<Alert, 'id' | 'profile' | 'provider'>): void;
}

/** Decides which notices are shown, and when: each once, remembered across starts. */
export interface AlertController {
  /** Takes in how things stand; call it after every change. */
  update(scene: AlertScene): void;
  /** What stands now and was not dismissed, most urgent first. */
  list(): Alert[];
  /** Silent until then, then shown once more if it still stands. Throws `not_found`, `invalid_input`. Epoch ms. */
  snooze(id: string, until: number): void;
  /** Never mentioned again. Throws `not_found`. */
  dismiss(id: string): void;
  /** Ends its timer. */
  stop(): void;
}

const blank = (id: string): RememberedNotice => ({
  id,
  shownAt: null,
  snoozedUntil: null,
  dismissedAt: null,
});

/** The one controller of notices; what is shown comes from pure providers. */
export function createAlertController(parts: AlertParts): AlertController {
  const { clock, history, notifier, log } = parts;
  const remembered = history.notices();
  let scene: AlertScene = { profiles: [], troubles: [] };
  let notices: Notice[] = [];
  let listed = '[]';
  let stopTimer: (() => void) | null = null;
  tidy();

  function tidy(): void {
    for (const notice of remembered.values()) {
      const last = Math.max(notice.shownAt ?? 0, notice.snoozedUntil ?? 0, notice.dismissedAt ?? 0);
      if (clock.now() - last <= memoryMs) continue;
      remembered.delete(notice.id);
      keep(() => history.forgetNotice(notice.id));
    }
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

  function remember(notice: Notice, change: Partial<RememberedNotice>): void {
    for (const id of notice.tells) {
      const next = { ...(remembered.get(id) ?? blank(id)), ...change };
      remembered.set(id, next);
      keep(() => history.remember(next));
    }
  }

  const memoriesOf = ({ tells }: Notice) => tells.map((id) => remembered.get(id) ?? blank(id));
  const isDismissed = (notice: Notice) => memoriesOf(notice).every(({ dismissedAt }) => dismissedAt !== null);
  const snoozedUntil = (notice: Notice): number | null => {
    const until = memoriesOf(notice)[0]?.snoozedUntil ?? null;
    return until !== null && until > clock.now() ? until : null;
  };

  function isDue(notice: Notice): boolean {
    if (isDismissed(notice) || snoozedUntil(notice) !== null) return false;
    const again = memoriesOf(notice).some((memory) => memory.snoozedUntil !== null);
    return again || !notice.tells.every((id) => wasTold({ remembered }, id));
  }

  function show(title: string, body: string, first: Notice): boolean {
    const { id, profile, provider } = first;
    try {
      notifier.show({ id, title, body }, () => parts.onOpen?.({ id, profile, provider }));
      return true;
    } catch (error) {
      log.warn('a notice could not be shown', { error: error instanceof Error ? error.name : 'unknown' });
      return false;
    }
  }

  function tell(due: readonly Notice[]): void {
    const [first] = due;
    if (first === undefined) return;
    // Where nothing can be shown, or nothing shall be, the list is the telling.
    const silent = !notifier.shows || !parts.settings().notifications;
    const shownAt = clock.now();
    const told = { shownAt, snoozedUntil: null };
    if (due.length > manyAtOnce && !silent) {
      const titles = due.slice(0, 3).map(({ title }) => title);
      const body = `${titles.join('; ')}; and ${due.length - titles.length} more.`;
      if (show(`${due.length} things need a look`, body, first))
        for (const notice of due) remember(notice, told);
      return;
    }
    for (const notice of due) {
      if (silent || show(notice.title, notice.body, notice)) remember(notice, told);
    }
  }

  function look(): void {
    const { ladderDays, quietHours } = parts.settings();
    const now = clock.now();
    const { profiles, troubles, clock: wrong = null, away = false } = scene;
    const whole: Scene = { profiles, troubles, now, clock: wrong, ladderDays, remembered };
    notices = providers.flatMap((provide) => provide(whole)).sort(byUrgency);
    const quiet = quietUntil(quietHours, now);
    if (!away && quiet === null) tell(notices.filter(isDue));
    wakeAt([nextRungAt(whole), quiet, ...notices.map(snoozedUntil)]);
    const next = JSON.stringify(list());
    if (next === listed) return;
    listed = next;
    parts.onChange();
  }

  function wakeAt(moments: ReadonlyArray<number | null>): void {
    stopTimer?.();
    const now = clock.now();
    const soonest = Math.min(
      now + lookEveryMs,
      ...moments.filter((at) => at !== null && at > now).map(Number),
    );
    stopTimer = clock.after(soonest - now, look);
  }

  function alertOf(notice: Notice): Alert {
    const { id, kind, severity, profile, provider, title, body, at, action } = notice;
    const silentUntil = snoozedUntil(notice);
    return { id, kind, severity, profile, provider, title, body, at, snoozedUntil: silentUntil, action };
  }

  function list(): Alert[] {
    return notices.filter((notice) => !isDismissed(notice)).map(alertOf);
  }

  function find(id: string): Notice {
    const notice = notices.find((candidate) => candidate.id === id);
    if (notice !== undefined) return notice;
    throw new KeywatchError(
      'not_found',
      'There is no such notice any more; what it was about has ended or changed; list the notices again.',
    );
  }

  return {
    update(next) {
      scene = next;
      look();
    },
    list,
    snooze(id, until) {
      const notice = find(id);
      if (!Number.isFinite(until) || until <= clock.now()) {
        throw new KeywatchError(
          'invalid_input',
          'The time to be silent until is over already; nothing was changed; give one that lies ahead.',
        );
      }
      remember(notice, { snoozedUntil: until });
      look();
    },
    dismiss(id) {
      remember(find(id), { dismissedAt: clock.now() });
      look();
    },
    stop: () => stopTimer?.(),
  };
}
