import type { Profile } from '../../src-shared/contract-schema.ts';
import { expiryGraceMs, hasPassed, renewalGraceMs } from '../../src-shared/expiry.ts';
import { say } from '../../src-shared/say.ts';
import { dayMs, longDate, relativeTime } from '../../src-shared/times.ts';
import { onOurClock, trueNow } from '../../src-shared/wrong-clock.ts';
import {
  credentialWord,
  hasEnded,
  howKnown,
  servesInstead,
  shortName,
  heirsOf,
  type Heirs,
} from '../../src-shared/wording.ts';
import { wasTold, type Notice, type NoticeProvider, type Scene } from './notice.ts';

/** A profile whose end is worth watching; epoch ms. */
interface Ending {
  profile: Profile;
  expiresAt: number;
}

/** What ended after the key had stopped working was told when it stopped. */
function stoppedBefore({ health }: Profile, expiresAt: number): boolean {
  return health.state === 'disabled' && (health.since ?? 0) < expiresAt;
}

function endingOf(profile: Profile): Ending[] {
  const { expiresAt } = profile.expiry;
  if (!profile.enabled || profile.damaged || expiresAt === null) return [];
  return stoppedBefore(profile, expiresAt) ? [] : [{ profile, expiresAt }];
}

function isOver({ profile, expiresAt }: Ending, now: number): boolean {
  return hasPassed(expiresAt, now, profile.expiry.renewedBy === null ? expiryGraceMs : renewalGraceMs);
}

/** The tightest rung that was passed, in days; null before the first. A login its owner renews knows only the last. */
function rungOf(ending: Ending, { ladderDays, now }: Scene): number | null {
  const over = isOver(ending, now);
  if (ending.profile.expiry.renewedBy !== null) return over ? 0 : null;
  const passed = ladderDays.filter((days) => (days === 0 ? over : ending.expiresAt - now <= days * dayMs));
  return passed.length === 0 ? null : Math.min(...passed);
}

/** One id a date and rung; a date that moves within its day is the same. */
function rungId({ profile, expiresAt }: Ending, rung: number): string {
  return `expiry:${profile.id}:${new Date(expiresAt).toISOString().slice(0, 10)}:${rung}`;
}

/** A tighter rung that was told stands for the looser ones, also after the ladder was changed (D-B29). */
function toldId(ending: Ending, rung: number, scene: Scene): string {
  for (let days = 0; days < rung; days++) {
    const id = rungId(ending, days);
    if (wasTold(scene, id)) return id;
  }
  return rungId(ending, rung);
}

function noticeOf(ending: Ending, rung: number, scene: Scene, heirs: Heirs): Notice {
  const { profile, expiresAt } = ending;
  const { now } = scene;
  const over = isOver(ending, now);
  const id = toldId(ending, rung, scene);
  const name = shortName(profile.name);
  return {
    id,
    tells: [id],
    kind: 'expiry',
    severity: over ? 'bad' : 'warn',
    profile: profile.id,
    provider: profile.provider,
    title: over
      ? say('{name} has expired', { name })
      : say('{name} expires {when}', { name, when: relativeTime(expiresAt, now) }),
    body: over
      ? say('{what} {instead}', {
          what: hasEnded(profile, now),
          instead: servesInstead(heirs(profile)),
        })
      : say('{credential}, {date}, {source}.', {
          credential: credentialWord(profile),
          date: longDate(expiresAt, now),
          source: howKnown(profile),
        }),
    at: over ? expiresAt : expiresAt - rung * dayMs,
    action: profile.reference === null && profile.owner === null ? 'renew' : 'open',
  };
}

/** The ladder before each end: the tightest rung passed, once (D-B29). */
export const expiryNotices: NoticeProvider = (seen) => {
  const scene = { ...seen, now: trueNow(seen.now, seen.clock) };
  const heirs = heirsOf(scene.profiles);
  return scene.profiles.flatMap(endingOf).flatMap((ending) => {
    const rung = rungOf(ending, scene);
    return rung === null ? [] : [noticeOf(ending, rung, scene, heirs)];
  });
};

/** When the next rung of any profile is reached, by our own clock; null when none is ahead. Epoch ms. */
export function nextRungAt({ profiles, ladderDays, clock, ...seen }: Scene): number | null {
  const now = trueNow(seen.now, clock);
  let next: number | null = null;
  for (const { profile, expiresAt } of profiles.flatMap(endingOf)) {
    const { renewedBy } = profile.expiry;
    const moments =
      renewedBy === null
        ? [...ladderDays.map((days) => expiresAt - days * dayMs), expiresAt + expiryGraceMs + 1]
        : [expiresAt + renewalGraceMs + 1];
    for (const moment of moments) if (moment > now && (next === null || moment < next)) next = moment;
  }
  return next === null ? null : onOurClock(next, clock);
}
