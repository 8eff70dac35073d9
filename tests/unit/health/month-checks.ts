import type { ProbeTarget } from '../../../src-main/health/probing.ts';
import { day, hour, minute, second, start } from './answers.ts';
import { touches, within, type Fate } from './month-fate.ts';
import type { Put } from './month-world.ts';

/*
 * What must hold for a log of questions, said anew and without the code that put them: the numbers stand in
 * docs/architecture.md, "Asking".
 */

export interface Lived {
  log: readonly Put[];
  targets: ReadonlyMap<string, ProbeTarget>;
  fate: Fate;
  isHere(target: ProbeTarget): boolean;
}

const placeOf = ({ host, provider }: ProbeTarget) => host ?? provider.id;

const byKey = <T>(puts: readonly Put[], key: (put: Put) => T) => [...Map.groupBy(puts, key).values()];

/** A question in few words, beside the one before. */
const said = (put: Put, before?: Put) =>
  `${put.id} ${(put.at - start) / 1000} ${put.onDemand ? 'demand' : ''} after ${before === undefined ? 'nothing' : `${before.id} ${(put.at - before.at) / 1000}: ${before.answer?.outcome}${before.onDemand ? ' demand' : ''}`}`;

/** Those questions of a row about which something is wrong, in words. */
function wrong(puts: readonly Put[], is: (put: Put, before: Put, n: number) => boolean): string[] {
  return puts.flatMap((put, n) => {
    const before = puts[n - 1];
    return before !== undefined && is(put, before, n) ? [said(put, before)] : [];
  });
}

/** Two questions one after the other at one host: less than 30 s apart, where the second came on schedule. */
export function tooCloseAtAHost({ log, targets, isHere }: Lived): string[] {
  const outward = log.filter(({ id }) => !isHere(found(targets, id)) || found(targets, id).host === null);
  return byKey(outward, ({ id }) => placeOf(found(targets, id))).flatMap((puts) =>
    wrong(puts, (put, before) => !put.onDemand && put.at - before.at < 30 * second),
  );
}

/** Two questions at one host at the same time. */
export function atOnceAtAHost({ log, targets }: Lived): string[] {
  return byKey(log, ({ id }) => placeOf(found(targets, id))).flatMap((puts) =>
    wrong(puts, (put, before) => put.at < before.endedAt),
  );
}

/** Scheduled questions beyond the budget of their day; one that found no way to anybody is none. */
export function beyondBudget({ log, targets }: Lived): string[] {
  return byKey(log, ({ id, at }) => `${id} ${Math.floor(at / day)}`).flatMap((puts) => {
    let used = 0;
    return puts.flatMap((put) => {
      const beyond = !put.onDemand && used >= (found(targets, put.id).probesPerDay ?? 24);
      if (put.answer !== null && put.answer.failure !== 'dns') used++;
      return beyond ? [said(put)] : [];
    });
  });
}

/** Scheduled questions sooner than what the answer before allows. */
export function tooSoon({ log, targets, fate }: Lived): string[] {
  return byKey(log, ({ id }) => id).flatMap((puts) =>
    wrong(puts, (put, before, n) => {
      if (put.onDemand) return false;
      const target = found(targets, put.id);
      const gap = put.at - before.endedAt;
      // That a question could not be put is not kept: a new process tries again.
      if (before.answer === null && fate.restarts.some((at) => at > before.at && at <= put.at)) return false;
      if (gap < (before.answer === null ? 0 : (target.provider.minIntervalMs ?? 0))) return true;
      const wasOut = [...fate.asleep, ...fate.offline, ...fate.nameless];
      // After sleep, and when the network is back, everybody is looked at in a round.
      if (touches(wasOut, before.at - 40 * minute, put.at)) return false;
      return (
        gap <
        leastAfter(
          puts.slice(0, n),
          target,
          put.at,
          within(fate.battery, before.at) && within(fate.battery, put.at),
        )
      );
    }),
  );
}

/** The least wait after the newest of some answers about one key, in ms. */
function leastAfter(puts: readonly Put[], target: ProbeTarget, now: number, onBattery: boolean): number {
  const last = puts.at(-1);
  const answer = last?.answer ?? null;
  if (last === undefined || answer === null) return hour;
  const stated = (at: number | null) => Math.min((at ?? 0) - last.endedAt, day);
  switch (answer.outcome) {
    case 'ok':
    case 'forbidden': {
      const near = target.expiresAt !== null && target.expiresAt - now < 7 * day + 2 * hour;
      const steady = puts.slice(-3).every((one) => one.answer?.outcome === answer.outcome) && puts.length > 3;
      return (near || !steady ? 0.8 * hour : 4.8 * hour) * (onBattery ? 2 : 1);
    }
    case 'rate_limited':
      return stated(answer.retryAt);
    case 'no_credit':
      return stated(answer.resetAt);
    case 'overloaded':
    case 'server_error':
      return 30 * second;
    default:
      return 0.8 * minute;
  }
}

/** Calm keys that were not asked for longer than their interval, though nothing stood in the way. */
export function tooLate({ log, targets, fate }: Lived): string[] {
  const inTheWay = (id: string) => [
    ...fate.asleep,
    ...fate.locked,
    ...fate.metered,
    ...fate.battery,
    ...fate.offline,
    ...fate.nameless,
    ...(fate.outages.get(found(targets, id).provider.id) ?? []),
  ];
  return byKey(log, ({ id }) => id).flatMap((puts) =>
    wrong(puts, (put, before) => {
      const { probesPerDay, provider } = found(targets, put.id);
      if (before.answer?.outcome !== 'ok' || probesPerDay !== null || provider.minIntervalMs !== undefined) {
        return false;
      }
      return (
        put.at - before.endedAt > 7.2 * hour + 10 * minute && !touches(inTheWay(put.id), before.at, put.at)
      );
    }),
  );
}

/** Scheduled questions that went out while nobody was to be asked. */
export function outOfPlace({ log, targets, fate, isHere }: Lived): string[] {
  const never = [...fate.asleep.map(({ from, to }) => ({ from: from + 1, to })), ...fate.locked];
  const notOut = [...fate.metered, ...fate.offline];
  return log.flatMap((put) => {
    const { id, at } = put;
    if (put.onDemand) return [];
    const target = found(targets, id);
    const stays = isHere(target) && target.host !== null;
    return within(never, at) || (!stays && within(notOut, at)) ? [said(put)] : [];
  });
}

/** The most scheduled questions that began within any minute. */
export function mostInAMinute(log: readonly Put[]): number {
  const times = log.filter(({ onDemand }) => !onDemand).map(({ at }) => at);
  let most = 0;
  let first = 0;
  times.forEach((at, n) => {
    while ((times[first] ?? at) <= at - minute) first++;
    most = Math.max(most, n - first + 1);
  });
  return most;
}

function found(targets: ReadonlyMap<string, ProbeTarget>, id: string): ProbeTarget {
  const target = targets.get(id);
  if (target === undefined) throw new Error(`nobody is called ${id}`);
  return target;
}
