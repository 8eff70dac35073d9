import type { Alert, Profile, Settings, Told, Undelivered } from '../../src-shared/contract-schema.ts';
import { buttonOf } from '../../src-shared/attention.ts';
import { KeywatchError } from '../../src-shared/errors.ts';
import { say, telling } from '../../src-shared/say.ts';
import { dayMs } from '../../src-shared/times.ts';
import type { Trouble } from '../../src-shared/trouble.ts';
import type { WrongClock } from '../../src-shared/wrong-clock.ts';
import type { History } from '../health/history.ts';
import type { Clock, Log, NoticeAct } from '../ports.ts';
import { changedNotices, type ChangedLink } from './changed-notices.ts';
import { createCourier } from './courier.ts';
import type { Delivery } from './delivery.ts';
import { expiryNotices, nextRungAt } from './expiry-notices.ts';
import { wasTold, type Notice, type NoticeProvider, type Scene } from './notice.ts';
import { createNoticeMemory } from './notice-memory.ts';
import { outageNotices } from './outage-notices.ts';
import { quietUntil } from './quiet-hours.ts';
import { recoveredNotices } from './recovered-notices.ts';
import { rotationNotices } from './rotation-notices.ts';
import { doubtNotices, stoppedNotices } from './stopped-notices.ts';
import type { Tongue } from './tongue.ts';

const providers: readonly NoticeProvider[] = [
  stoppedNotices,
  doubtNotices,
  changedNotices,
  expiryNotices,
  rotationNotices,
  outageNotices,
  recoveredNotices,
];

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
  /** What notices are said in. */
  tongue: Tongue;
  /** Read at every look. */
  settings(): Settings;
  log: Log;
  /** `list` gives something else now. */
  onChange(): void;
  /** A person clicked a notice, or its button: the profile, or null for a provider, and what is to be done there. */
  onOpenNotice?(alert: Pick<Alert, 'id' | 'profile' | 'provider' | 'action'>): void;
  /** A person wants this profile asked about now. */
  onTry?(profile: string): void;
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
  snooze(id: string, until: number | null): void;
  /** Never mentioned again. Throws `not_found`. */
  dismiss(id: string): void;
  /** Ends its timer. */
  stop(): void;
}

/** The one controller of notices; what is shown comes from pure providers. */
export function createAlertController(parts: AlertParts): AlertController {
  const { clock, delivery, tongue } = parts;
  const memory = createNoticeMemory(parts);
  const { remember, isDismissed, snoozedUntil } = memory;
  const remembered = memory.all;
  const courier = createCourier({ ...parts, onWaiting: look });
  const wayNow = () => JSON.stringify(parts.settings().notify);
  let way = wayNow();
  let scene: AlertScene = { profiles: [], troubles: [] };
  let notices: Notice[] = [];
  let listed = '[]';
  let stopTimer: (() => void) | null = null;
  let stopped = false;

  function isDue(notice: Notice): boolean {
    if (isDismissed(notice) || snoozedUntil(notice) !== null || courier.holds(notice.id)) return false;
    const again = memory.of(notice).some((each) => each.snoozedUntil !== null);
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
        acts: all.length === 1 ? actsOf(first) : [],
      },
      () => parts.onOpenNotice?.({ id, profile, provider, action: 'open' }),
      () => {
        for (const notice of all) rememberTold(notice);
      },
    );
  }

  /** What can be done about it without looking for it: its remedy, and to be told again tomorrow. */
  function actsOf({ id, severity, profile, provider, action }: Notice): NoticeAct[] {
    if (severity === 'good') return [];
    const remedy = () =>
      action === 'try' && profile !== null
        ? parts.onTry?.(profile)
        : parts.onOpenNotice?.({ id, profile, provider, action });
    const isOver = () => notices.every((notice) => notice.id !== id);
    return [
      ...(action === 'open' ? [] : [{ label: buttonOf(action), run: () => remedy() }]),
      { label: say('Snooze for a day'), run: () => isOver() || snooze(id, clock.now() + dayMs) },
    ];
  }

  function snooze(id: string, until: number | null): void {
    const notice = find(id);
    if (until !== null && (!Number.isFinite(until) || until <= clock.now())) {
      throw new KeywatchError(
        'invalid_input',
        telling(
          'The time to be silent until is over already; nothing was changed; give one that lies ahead.',
        ),
      );
    }
    remember(notice, { snoozedUntil: until });
    look();
  }

  const rememberTold = (notice: Notice) => remember(notice, { shownAt: clock.now(), snoozedUntil: null });

  function tellDue(due: readonly Notice[]): void {
    const [first] = due;
    if (first === undefined) return;
    if (isSilent()) {
      for (const notice of due) rememberTold(notice);
    } else if (due.length > manyAtOnce) {
      const [second, third] = due.slice(1);
      const body = say('{first}; {second}; {third}; and {count} more.', {
        first: first.title,
        second: second?.title ?? '',
        third: third?.title ?? '',
        count: due.length - 3,
      });
      send(say('{count} things need a look', { count: due.length }), body, first, due);
    } else for (const notice of due) send(notice.title, notice.body, notice, [notice]);
  }

  function look(): void {
    if (!tongue.isLearnt()) {
      void tongue.learnt().then(() => stopped || look());
      return;
    }
    const { ladderDays, quietHours } = parts.settings();
    const now = clock.now();
    const { profiles, troubles, changed = [], clock: wrong = null, away = false } = scene;
    const whole: Scene = { profiles, troubles, changed, now, clock: wrong, ladderDays, remembered };
    notices = tongue.speak(() => providers.flatMap((provide) => provide(whole))).sort(byUrgency);
    const quiet = quietUntil(quietHours, now);
    if (!away && quiet === null) tongue.speak(() => tellDue(notices.filter(isDue)));
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
      telling(
        'There is no such notice any more; what it was about has ended or changed; list the notices again.',
      ),
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
      await tongue.learnt();
      look();
      await courier.settled();
      const isTold = (notice: Notice) =>
        memory.of(notice).some(({ shownAt }) => shownAt !== null && shownAt >= begunAt);
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
    snooze,
    dismiss(id) {
      remember(find(id), { dismissedAt: clock.now() });
      look();
    },
    stop() {
      stopped = true;
      courier.stop();
      stopTimer?.();
    },
  };
}
