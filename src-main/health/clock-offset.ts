import type { WrongClock } from '../../src-shared/wrong-clock.ts';
import type { RawAnswer } from '../providers/provider.ts';

/** Clocks that differ by no more than this are both right (providers.md §6). Milliseconds. */
const toleratedMs = 5 * 60_000;
/** Hosts that say the same within this agree: an answer is dated in whole seconds, somewhere on its way. */
const agreeMs = 60_000;
/** An opinion this far from now was formed under another clock, or by one that drifted since. */
const freshMs = 31 * 86_400_000;
/** Certificates are dated in days: a smaller difference does not explain one that seems out of date. */
const certificateMs = 12 * 3_600_000;
const mostHosts = 16;

/** What one host's answers said of our clock. */
export interface Opinion {
  host: string;
  /** How far our clock is ahead of the host's. Milliseconds. */
  offByMs: number;
  /** How many of its answers in a row say so; counted to two. */
  answers: number;
  /** When it was last heard, by our clock; epoch ms. */
  at: number;
}

/** A certificate whose dates do not hold by our clock. */
export interface DatedCertificate {
  host: string;
  /** What that hints at: a clock that is ahead or behind; null where the failure does not say which. */
  ahead: boolean | null;
  at: number;
}

/** All that is known of our clock, newest first. */
export interface ClockEvidence {
  opinions: readonly Opinion[];
  certificates: readonly DatedCertificate[];
}

export const noEvidence: ClockEvidence = { opinions: [], certificates: [] };

/** One answer as it bears on the clock; times by our clock, epoch ms. */
export interface DatedAnswer {
  host: string;
  headers: RawAnswer['headers'];
  askedAt: number;
  /** Until the first byte; milliseconds. */
  latencyMs: number;
  /** A server on this machine. */
  loopback: boolean;
}

/** How far our clock is ahead of the one that dated the answer, in ms; null where it is not dated or comes from a cache. */
export function offsetOf({
  headers,
  askedAt,
  latencyMs,
}: Omit<DatedAnswer, 'host' | 'loopback'>): number | null {
  const date = headers['date'] ?? '';
  if (!date.endsWith('GMT') || Number(headers['age'] ?? 0) !== 0) return null;
  const datedAt = Date.parse(date);
  // A date in whole seconds was half of one earlier, on average, than what it is taken for.
  return Number.isNaN(datedAt) ? null : Math.round(askedAt + latencyMs / 2 - (datedAt + 500));
}

const isOff = ({ offByMs }: { offByMs: number }) => Math.abs(offByMs) > toleratedMs;
const isFresh = (now: number) => (each: { at: number }) => Math.abs(now - each.at) <= freshMs;

/**
 * Takes one answer in. A host that contradicts what it said before has seen our clock being set: what others said until
 * then is dropped. A server on this machine reads our own clock, so it is only heard where it disagrees.
 */
export function withAnswer(known: ClockEvidence, answer: DatedAnswer): ClockEvidence {
  const offByMs = offsetOf(answer);
  if (offByMs === null) return known;
  const { host, loopback } = answer;
  const before = known.opinions.find((each) => each.host === host);
  const repeats = before !== undefined && Math.abs(before.offByMs - offByMs) <= agreeMs;
  const others = known.opinions.filter((each) => each.host !== host);
  const kept = before === undefined || repeats ? others : [];
  const certificates = known.certificates.filter((each) => each.host !== host);
  if (loopback && !isOff({ offByMs })) return { opinions: kept, certificates };
  const opinion = { host, offByMs, answers: repeats ? 2 : 1, at: answer.askedAt };
  return { opinions: [opinion, ...kept].slice(0, mostHosts), certificates };
}

/** Takes in that a host's certificate is not yet or no longer valid by our clock. */
export function withCertificate(known: ClockEvidence, certificate: DatedCertificate): ClockEvidence {
  const others = known.certificates.filter(({ host }) => host !== certificate.host);
  return { ...known, certificates: [certificate, ...others].slice(0, mostHosts) };
}

/**
 * Whether our clock is wrong: only when most hosts agree on it, and one answer alone never says so. Two answers of
 * different hosts, two in a row of one, or one with another host's certificate out of date make it known (providers.md §6).
 */
export function judgeClock(evidence: ClockEvidence, now: number): WrongClock | null {
  const opinions = evidence.opinions.filter(isFresh(now)).toSorted((a, b) => a.offByMs - b.offByMs);
  const middle = opinions[Math.floor((opinions.length - 1) / 2)];
  if (middle === undefined || !isOff(middle)) return null;
  const agreeing = opinions.filter(({ offByMs }) => Math.abs(offByMs - middle.offByMs) <= agreeMs);
  if (agreeing.length * 2 <= opinions.length) return null;
  const seconded =
    agreeing.length > 1 ||
    middle.answers > 1 ||
    evidence.certificates.filter(isFresh(now)).some(fits(middle));
  return seconded ? { offByMs: middle.offByMs } : null;
}

function fits({ host, offByMs }: Opinion): (certificate: DatedCertificate) => boolean {
  return (certificate) =>
    certificate.host !== host &&
    Math.abs(offByMs) >= certificateMs &&
    (certificate.ahead === null || certificate.ahead === offByMs > 0);
}

/** What a next process must know: nothing, as long as nobody says that our clock is wrong. */
export function worthKeeping(evidence: ClockEvidence): ClockEvidence | null {
  return evidence.opinions.some(isOff) ? evidence : null;
}

/** What was kept, as it was read back; nothing where it is no evidence. */
export function readEvidence(kept: unknown): ClockEvidence {
  if (!isObject(kept)) return noEvidence;
  const { opinions, certificates } = kept;
  if (!Array.isArray(opinions) || !Array.isArray(certificates)) return noEvidence;
  return { opinions: opinions.filter(isOpinion), certificates: certificates.filter(isCertificate) };
}

/** The history's name for it. */
export const clockNote = 'clock';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isHeard = (value: unknown): value is { host: string; at: number } & Record<string, unknown> =>
  isObject(value) && typeof value['host'] === 'string' && Number.isFinite(value['at']);
const isOpinion = (value: unknown): value is Opinion =>
  isHeard(value) && Number.isFinite(value['offByMs']) && typeof value['answers'] === 'number';
const isCertificate = (value: unknown): value is DatedCertificate =>
  isHeard(value) && (value['ahead'] === null || typeof value['ahead'] === 'boolean');
