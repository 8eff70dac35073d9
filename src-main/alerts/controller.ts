import type { Alert, Profile, Settings, Told, Undelivered } from '../../src-shared/contract-schema.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { dayMs } from '../../src-shared/times.ts';
import type { Trouble } from '../../src-shared/trouble.ts';
import type { WrongClock } from '../../src-shared/wrong-clock.ts';
import type { History, RememberedNotice } from '../health/history.ts';
import type { Clock, Log } from '../ports.ts';
import { changedNotices, type ChangedLink } from './changed-notices.ts';
import { createCourier } from './courier.ts';
import type { Delivery } from './delivery.ts';
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
  changedNotices,
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
  changed?: readonly ChangedLink[];
  /** Set where our clock is wrong. */
  clock?: WrongClock | null;
  /** Nobody can see a notice now (screen or vault locked): they wait. */
  away?: boolean;
}

export interface AlertParts {
  clock: Clock;
  history: Pick<History, 'notices' | 'remember' | 'forgetNotice' | 'note' | 'setNote'>;
  delivery: Delivery;
  /** Read at every look. */
  settings(): Settings;
  log: Log;
  /** `list` gives something else now. */
  onChange(): void;
  /** A person clicked a notice: the profile, or null for a provider. */
  onOpenNotice?(alert: Pick<Alert, 'id' | 'profile' | 'provider'>): void;
}

/** Decides which notices are shown, and when: each once, remembered across starts. */
export interface AlertController {
  /** Takes in how things stand; call it after every change. */
  update(scene: AlertScene): void;
  /** Takes in how things stand, and waits until everybody who is to be told was. */
  tell(scene: AlertScene): Promise<Told>;
  /** What stands now and was not dismissed, most urgent first. */
  list(): Alert[];
  /** Since when notices do not arrive, and why; null while they do. */
  undelivered(): Undelivered | null;
  /** The settings changed: what could not be told in another way may be told now. */
  reconsider(): void;
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
  const { clock, history, delivery, log } = parts;
  const remembered = history.notices();
  const courier = createCourier({ ...parts, onWaiting: look });
  const wayNow = () => JSON.stringify(parts.settings().notify);
  let way = wayNow();
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
    if (isDismissed(notice) || snoozedUntil(notice) !== null || courier.holds(notice.id)) return false;
    const again = memoriesOf(notice).some((memory) => memory.snoozedUntil !== null);
    return again || !notice.tells.every((id) => wasTold({ remembered }, id));
  }

  // Where nothing can be shown, or nothing shall be, the list is the telling.
  const isSilent = () => !delivery.shows || !parts.settings().notifications;

  function send(title: string, body: string, first: Notice, all: readonly Notice[]): void {
    const { id, kind, severity, profile, provider, at } = first;
    courier.send(
      {
        message: { id, kind, severity, profile, provider, at, title, body },
        tells: all.map((notice) => notice.id),
      },
      () => parts.onOpenNotice?.({ id, profile, provider }),
      () => {
        for (const notice of all) rememberTold(notice);
      },
    );
  }

  const rememberTold = (notice: Notice) => remember(notice, { shownAt: clock.now(), snoozedUntil: null });

  function tellDue(due: readonly Notice[]): void {
    const [first] = due;
    if (first === undefined) return;
    if (isSilent()) {
      for (const notice of due) rememberTold(notice);
    } else if (due.length > manyAtOnce) {
      const titles = due.slice(0, 3).map(({ title }) => title);
      const body = `${titles.join('; ')}; and ${due.length - titles.length} more.`;
      send(`${due.length} things need a look`, body, first, due);
    } else for (const notice of due) send(notice.title, notice.body, notice, [notice]);
  }

  function look(): void {
    const { ladderDays, quietHours } = parts.settings();
    const now = clock.now();
    const { profiles, troubles, changed = [], clock: wrong = null, away = false } = scene;
    const whole: Scene = { profiles, troubles, changed, now, clock: wrong, ladderDays, remembered };
    notices = providers.flatMap((provide) => provide(whole)).sort(byUrgency);
    const quiet = quietUntil(quietHours, now);
    if (!away && quiet === null) tellDue(notices.filter(isDue));
    wakeAt([nextRungAt(whole), quiet, courier.nextAt(), ...notices.map(snoozedUntil)]);
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
    async tell(next) {
      if (isSilent()) return { tells: false, told: [], quietUntil: null, undelivered: courier.undelivered() };
      const begunAt = clock.now();
      scene = next;
      look();
      await courier.settled();
      const isTold = (notice: Notice) =>
        memoriesOf(notice).some(({ shownAt }) => shownAt !== null && shownAt >= begunAt);
      const told = notices.filter(isTold).map(alertOf);
      const quiet = quietUntil(parts.settings().quietHours, clock.now());
      const waits = quiet !== null && notices.some(isDue);
      return { tells: true, told, quietUntil: waits ? quiet : null, undelivered: courier.undelivered() };
    },
    list,
    undelivered: courier.undelivered,
    reconsider() {
      if (way === wayNow()) return;
      way = wayNow();
      courier.begin();
    },
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
    stop() {
      courier.stop();
      stopTimer?.();
    },
  };
}
