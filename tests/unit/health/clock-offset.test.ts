import { expect, describe, it } from 'vitest';
import {
  judgeClock,
  noEvidence,
  offsetOf,
  readEvidence,
  withAnswer,
  withCertificate,
  worthKeeping,
  type ClockEvidence,
} from '../../../src-main/health/clock-offset.ts';
import { start } from './answers.ts';

const second = 1_000;
const minute = 60 * second;
const day = 86_400_000;
const year = 365 * day;

/** An answer that a host's clock dates while ours is ahead of it by so much. */
const dated = (
  host: string,
  offByMs: number,
  more: { at?: number; loopback?: boolean; age?: string } = {},
) => {
  const { at = start, loopback = false, age } = more;
  const date = new Date(at - offByMs).toUTCString();
  return {
    host,
    headers: { date, ...(age === undefined ? {} : { age }) },
    askedAt: at,
    latencyMs: 0,
    loopback,
  };
};
const heard = (...answers: ReturnType<typeof dated>[]): ClockEvidence =>
  answers.reduce(withAnswer, noEvidence);
/** To the minute: a date in whole seconds says no more. */
const judged = (evidence: ClockEvidence, now = start) => {
  const wrong = judgeClock(evidence, now);
  return wrong === null ? null : Math.round(wrong.offByMs / minute) * minute;
};

describe('how far an answer says our clock is off', () => {
  it('is seen from the middle of the question', () => {
    const headers = { date: new Date(start).toUTCString() };
    const startedAt = Math.floor(start / second) * second;
    expect(offsetOf({ headers, askedAt: startedAt - 2_000, latencyMs: 5_000 })).toBe(0);
    expect(offsetOf({ headers, askedAt: startedAt + 10 * minute, latencyMs: 1_000 })).toBe(10 * minute);
  });

  it.each([
    ['no date', {}],
    ['no date of HTTP', { date: 'yesterday' }],
    ['a date without a zone', { date: '2026-11-17 14:06' }],
    ['a date that is none', { date: 'Tue, 99 Nov 2026 08:00:00 GMT' }],
    ['one that a cache kept', { date: new Date(start - year).toUTCString(), age: '86400' }],
  ])('cannot be said with %s', (_, headers) => {
    expect(offsetOf({ headers, askedAt: start, latencyMs: 0 })).toBeNull();
  });
});

describe('our clock is wrong', () => {
  it.each([10 * minute, -10 * minute, year, -year])('when two hosts agree on it: %d ms', (off) => {
    expect(judged(heard(dated('a', off)))).toBeNull();
    expect(judged(heard(dated('a', off), dated('b', off + 20 * second)))).toBe(off);
  });

  it('when one host says so twice in a row', () => {
    expect(judged(heard(dated('a', year), dated('a', year + 3 * second)))).toBe(year);
    expect(judged(heard(dated('a', year), dated('a', 2 * year)))).toBeNull();
  });

  it('not for five minutes', () => {
    expect(judged(heard(dated('a', 4.9 * minute), dated('b', 4.9 * minute)))).toBeNull();
    expect(judged(heard(dated('a', 5.2 * minute), dated('b', 5.2 * minute)))).toBe(5 * minute);
  });

  it('not because one host among others says so, however often', () => {
    const liar = [dated('liar', year), dated('liar', year), dated('liar', year)];
    expect(judged(heard(dated('a', 0), ...liar))).toBeNull();
    expect(judged(heard(...liar, dated('a', 0), dated('b', 0)))).toBeNull();
    expect(judged(heard(dated('a', 10 * minute), dated('b', 10 * minute), ...liar))).toBe(10 * minute);
  });

  it('until a host sees it set right: what the others said before is dropped', () => {
    const wrong = heard(dated('a', 10 * minute), dated('b', 10 * minute), dated('c', 10 * minute));
    expect(judged(wrong)).toBe(10 * minute);
    expect(judged(withAnswer(wrong, dated('b', 0)))).toBeNull();
  });

  it('not any more once it was set by more than a month, without a word from anybody', () => {
    const wrong = heard(dated('a', year), dated('b', year));
    expect(judged(wrong)).toBe(year);
    expect(judged(wrong, start - year)).toBeNull();
  });

  it('a server on this machine reads our own clock: it speaks only where it disagrees', () => {
    const here = { loopback: true };
    expect(
      judged(heard(dated('a', year), dated('b', year), dated('here', 0, here), dated('there', 0, here))),
    ).toBe(year);
    expect(judged(heard(dated('relay', year, here), dated('relay', year, here)))).toBe(year);
    expect(
      judged(heard(dated('relay', year, here), dated('relay', year, here), dated('relay', 0, here))),
    ).toBeNull();
  });
});

describe('a certificate whose dates do not hold', () => {
  const expired = { host: 'b', ahead: true, at: start };

  it('of another host makes the first answer enough', () => {
    const once = heard(dated('a', year));
    expect(judged(withCertificate(once, expired))).toBe(year);
    expect(judged(withCertificate(once, { ...expired, ahead: null }))).toBe(year);
  });

  it.each([
    ['that would be out of date the other way', { ...expired, ahead: false }, year],
    ['of the same host', { ...expired, host: 'a' }, year],
    ['when the clock is off by less than certificates are dated in', expired, 10 * minute],
  ])('does not, %s', (_, certificate, off) => {
    expect(judged(withCertificate(heard(dated('a', off)), certificate))).toBeNull();
  });

  it('says nothing alone, and nothing any more once its host answers', () => {
    expect(judged(withCertificate(noEvidence, expired))).toBeNull();
    const answered = withAnswer(withCertificate(noEvidence, expired), dated('b', 0));
    expect(answered.certificates).toEqual([]);
  });
});

describe('the note for the next process', () => {
  it('says nothing while nobody doubts the clock', () => {
    expect(worthKeeping(heard(dated('a', 0), dated('b', minute)))).toBeNull();
    expect(worthKeeping(heard(dated('a', 0), dated('b', year)))?.opinions).toHaveLength(2);
  });

  it('is read back as it was, and anything else as nothing', () => {
    const evidence = withCertificate(heard(dated('a', year)), { host: 'b', ahead: null, at: start });
    expect(readEvidence(JSON.parse(JSON.stringify(evidence)))).toEqual(evidence);
    for (const kept of [undefined, null, 7, [], {}, { opinions: 'many', certificates: [] }])
      expect(readEvidence(kept)).toEqual(noEvidence);
    expect(readEvidence({ opinions: [{ host: 'a' }, null], certificates: [{ at: 'now' }] })).toEqual(
      noEvidence,
    );
  });
});
