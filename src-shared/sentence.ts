import { needsAttention } from './attention.ts';
import type { CoreState, Profile } from './contract-schema.ts';
import { leavesVerdict } from './meaning.ts';
import { countdown, nearMoment, relativeTime } from './times.ts';
import { troubledKeys, troubledName } from './trouble.ts';
import { clockHeadline, trueNow } from './wrong-clock.ts';
import { say } from './say.ts';

/** What the sentence is made of beside the profiles; a core's whole state fits. Absent is as usual. */
export type Circumstances = Partial<
  Pick<
    CoreState,
    | 'online'
    | 'offlineSince'
    | 'pausedUntil'
    | 'pausedIndefinitely'
    | 'neverAsks'
    | 'restsWhile'
    | 'lastCheckedAt'
    | 'clock'
    | 'troubledProviders'
  > & { vault: Pick<CoreState['vault'], 'state'> }
>;

/** The tray's signs, told by shape; hollow when there is no verdict to tell. */
export const signs = ['check', 'triangle', 'cross', 'pause', 'hollow'] as const;
export type Sign = (typeof signs)[number];

interface Headline {
  sign: Sign;
  /** At most three, the worst thing first. */
  parts: string[];
}

interface Scene {
  now: number;
  circumstances: Circumstances;
  used: readonly Profile[];
  disabled: number;
}

function nextExpiry({ used, circumstances, ...scene }: Scene): string | null {
  const now = trueNow(scene.now, circumstances.clock);
  let soonest: number | null = null;
  for (const { expiry } of used) {
    const { expiresAt, renewedBy } = expiry;
    if (expiresAt === null || renewedBy !== null || expiresAt <= now) continue;
    if (soonest === null || expiresAt < soonest) soonest = expiresAt;
  }
  return soonest === null ? null : say('next expiry {when}', { when: relativeTime(soonest, now) });
}

function lastChecked({ used, now, circumstances }: Scene): string {
  let newest = circumstances.lastCheckedAt ?? null;
  for (const { lastAnswer } of used) {
    if (lastAnswer && (newest === null || lastAnswer.at > newest)) newest = lastAnswer.at;
  }
  if (newest === null) return say('not checked yet');
  // A window's clock ticks slowly, and an answer may be newer than its last tick.
  return say('last checked {when}', { when: relativeTime(Math.min(newest, now), now) });
}

/** Why nobody is asked now, in two parts; null when questions go out. */
function silence({ now, circumstances }: Scene): { sign: Sign; what: string; detail: string } | null {
  const { neverAsks, restsWhile, online, offlineSince, pausedUntil, pausedIndefinitely } = circumstances;
  if (neverAsks === true) {
    return { sign: 'hollow', what: say('Checking is off'), detail: say('KEYWATCH_OFFLINE is set') };
  }
  if (online === false) {
    const since = offlineSince ?? null;
    const what =
      since === null ? say('Offline') : say('Offline since {moment}', { moment: nearMoment(since, now) });
    return { sign: 'hollow', what, detail: say('verdicts keep their age') };
  }
  if (pausedIndefinitely === true) {
    return { sign: 'pause', what: say('Checking is paused'), detail: say('until you resume it') };
  }
  if (pausedUntil !== null && pausedUntil !== undefined && pausedUntil > now) {
    return {
      sign: 'pause',
      what: say('Checking is paused'),
      detail: say('until {moment}', { moment: nearMoment(pausedUntil, now) }),
    };
  }
  if (restsWhile === 'metered') {
    return { sign: 'pause', what: say('Checking on demand only'), detail: say('this connection is metered') };
  }
  return null;
}

/** How fresh the verdicts are, as the last part of a sentence. */
function freshness(scene: Scene): string {
  const quiet = silence(scene);
  return quiet ? quiet.what.charAt(0).toLowerCase() + quiet.what.slice(1) : lastChecked(scene);
}

const known = (...parts: ReadonlyArray<string | null>): string[] =>
  parts.filter((part) => part !== null).slice(0, 3);

function troubleHeadline({ used, now, circumstances }: Scene): Headline | null {
  const troubled = (circumstances.troubledProviders ?? []).filter(
    (trouble) => troubledKeys(trouble, used).length > 0,
  );
  const [first] = troubled;
  if (first === undefined) return null;
  const keys = new Set(troubled.flatMap((trouble) => troubledKeys(trouble, used))).size;
  return {
    sign: 'triangle',
    parts: [
      troubled.length === 1
        ? say('{provider} is in trouble', { provider: troubledName(first) })
        : say('{count} providers are in trouble', { count: troubled.length }),
      say('since {moment}', { moment: nearMoment(Math.min(...troubled.map(({ since }) => since)), now) }),
      say('{count, plural, one {# key not blamed} other {# keys not blamed}}', { count: keys }),
    ],
  };
}

/** Nobody could tell anything of it yet. */
function neverSeen({ lastAnswer, verdictAt }: Profile): boolean {
  if (lastAnswer === null) return true;
  return verdictAt === null && lastAnswer.outcome !== 'unverifiable' && leavesVerdict(lastAnswer.outcome);
}

/** Nothing needs a person: what is being waited for, else how many are fine. */
function calmHeadline(scene: Scene): Headline {
  const { used, now } = scene;
  const confirming = used.filter(({ health }) => health.confirming);
  const cooling = used.filter(({ health }) => health.state === 'cooldown' && !health.confirming);
  const unasked = used.filter(neverSeen);
  const notChecked = say('{count} not checked yet', { count: unasked.length });
  const fine = used.length - new Set([...confirming, ...cooling, ...unasked]).size;
  const others = fine === 0 ? lastChecked(scene) : say('{count} fine', { count: fine });
  if (confirming.length > 0) {
    const soonest = Math.min(...confirming.map(({ health }) => health.confirmAt ?? now));
    return {
      sign: 'check',
      parts: [
        say('{count} being confirmed', { count: confirming.length }),
        say('asked again in {countdown}', { countdown: countdown(soonest, now) }),
        others,
      ],
    };
  }
  if (cooling.length > 0) {
    const soonest = Math.min(...cooling.map(({ health }) => health.cooldownUntil ?? now));
    return {
      sign: 'pause',
      parts: [
        say('{count} cooling down', { count: cooling.length }),
        say('first free in {countdown}', { countdown: countdown(soonest, now) }),
        others,
      ],
    };
  }
  if (fine === 0) {
    return { sign: 'hollow', parts: known(notChecked, nextExpiry(scene)) };
  }
  const all = say('{count, plural, one {The one profile is fine} other {All # fine}}', { count: fine });
  return {
    sign: 'check',
    parts:
      unasked.length > 0
        ? known(say('{count} fine', { count: fine }), notChecked, nextExpiry(scene))
        : known(all, nextExpiry(scene), lastChecked(scene)),
  };
}

function headlineOf(profiles: readonly Profile[], circumstances: Circumstances, now: number): Headline {
  if (profiles.length === 0) return { sign: 'hollow', parts: [say('Nothing to watch yet')] };
  const used = profiles.filter(({ enabled }) => enabled);
  const scene: Scene = { now, circumstances, used, disabled: profiles.length - used.length };
  if (circumstances.vault?.state === 'locked') {
    return { sign: 'hollow', parts: known(say('Locked'), nextExpiry(scene), say('checking is paused')) };
  }
  if (used.length === 0) {
    return {
      sign: 'hollow',
      parts: [say('Nothing in use'), say('{count} disabled by you', { count: scene.disabled })],
    };
  }
  const attention = needsAttention(used, now, [], circumstances.clock);
  const [first] = attention;
  const onlyDates = attention.every(({ matter }) => matter === 'expiring');
  if (first && !onlyDates) {
    const count = say('{count, plural, one {# needs attention} other {# need attention}}', {
      count: attention.length,
    });
    return {
      sign: attention.some(({ tone }) => tone === 'bad') ? 'cross' : 'triangle',
      parts: known(count, nextExpiry(scene), freshness(scene)),
    };
  }
  const quiet = silence(scene);
  if (quiet) {
    return {
      sign: first && quiet.sign === 'pause' ? 'triangle' : quiet.sign,
      parts: known(quiet.what, quiet.detail, nextExpiry(scene)),
    };
  }
  const trouble = troubleHeadline(scene);
  if (trouble) return trouble;
  if (circumstances.clock) {
    const parts = known(clockHeadline(circumstances.clock), nextExpiry(scene), lastChecked(scene));
    return { sign: 'triangle', parts };
  }
  if (first) {
    const count = say('{count, plural, one {# expires soon} other {# expire soon}}', {
      count: attention.length,
    });
    return {
      sign: 'triangle',
      parts: [count, say('{name}, {when}', { name: first.who, when: first.when }), lastChecked(scene)],
    };
  }
  return calmHeadline(scene);
}

/** The header sentence in its parts, the worst thing first; three at most. */
export function sentenceParts(
  profiles: readonly Profile[],
  circumstances: Circumstances,
  now: number,
): string[] {
  return headlineOf(profiles, circumstances, now).parts;
}

/** The one sentence of state: header, tray and the first line of `status` carry the very same. */
export function sentenceOf(profiles: readonly Profile[], circumstances: Circumstances, now: number): string {
  return sentenceParts(profiles, circumstances, now).join(' · ');
}

/** The tray's sign that goes with the sentence: the worst state, told by shape. */
export function signOf(profiles: readonly Profile[], circumstances: Circumstances, now: number): Sign {
  return headlineOf(profiles, circumstances, now).sign;
}
