import { isDeepStrictEqual } from 'node:util';
import { trueNow, type WrongClock } from '../../src-shared/wrong-clock.ts';
import type { Clock } from '../ports.ts';
import {
  clockNote,
  judgeClock,
  readEvidence,
  withAnswer,
  withCertificate,
  worthKeeping,
  type ClockEvidence,
  type DatedAnswer,
} from './clock-offset.ts';
import type { History } from './history.ts';

/**
 * The time by which credentials end: our own clock's, or the providers' where they agree that ours is wrong. Everything
 * else (timers, the schedule, ages, rows of the history) goes by our own clock.
 */
export interface TrueTime {
  /** Epoch ms. */
  now(): number;
  /** Null while our clock is right, as far as anybody said. */
  wrong(): WrongClock | null;
  /** An answer of a provider itself, nobody's in between. */
  heard(answer: DatedAnswer): void;
  /** A certificate that is not yet (`ahead: false`) or no longer valid by our clock. */
  refusedCertificate(host: string, ahead: boolean | null): void;
}

/** Our own clock is not listened to less than this further off than was told. Milliseconds. */
const worthTellingMs = 60_000;
/** What was kept is dated anew after this. Milliseconds. */
const worthDatingMs = 86_400_000;

/** Keeps what answers say of our clock, for the next process too. `write` keeps a note as well as it can. */
export function createTrueTime(parts: {
  clock: Clock;
  history: History;
  write(act: () => void): void;
  /** Our clock turned out to be wrong, or right again, or wrong by much more or less. */
  onChange(): void;
}): TrueTime {
  const { clock, history } = parts;
  let evidence = readEvidence(history.note(clockNote));
  let kept = worthKeeping(evidence);
  const wrong = () => judgeClock(evidence, clock.now());
  let told = wrong();

  function learn(next: ClockEvidence): void {
    evidence = next;
    const keep = worthKeeping(next);
    if (keep !== kept && !isDeepStrictEqual(gist(keep), gist(kept))) {
      kept = keep;
      parts.write(() => history.setNote(clockNote, keep));
    }
    const now = wrong();
    const moved = Math.abs((now?.offByMs ?? 0) - (told?.offByMs ?? 0)) > worthTellingMs;
    if (!moved && (now === null) === (told === null)) return;
    told = now;
    parts.onChange();
  }

  return {
    now: () => trueNow(clock.now(), wrong()),
    wrong,
    heard: (answer) => learn(withAnswer(evidence, answer)),
    refusedCertificate: (host, ahead) => learn(withCertificate(evidence, { host, ahead, at: clock.now() })),
  };
}

/** What of the evidence is worth a write: not every second by which two answers differ. */
function gist(evidence: ClockEvidence | null): unknown {
  return (
    evidence && {
      opinions: evidence.opinions
        .map(({ host, offByMs, answers, at }) => [host, coarse(offByMs, worthTellingMs), answers, dayOf(at)])
        .toSorted(),
      certificates: evidence.certificates.map(({ host, ahead, at }) => [host, ahead, dayOf(at)]).toSorted(),
    }
  );
}

const coarse = (ms: number, step: number) => Math.round(ms / step);
const dayOf = (at: number) => coarse(at, worthDatingMs);
