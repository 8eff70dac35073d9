import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistory } from '../../../src-main/health/open-history.ts';
import { createProber } from '../../../src-main/health/prober.ts';
import type { Answered, ProbeTarget } from '../../../src-main/health/probing.ts';
import type { Clock } from '../../../src-main/ports.ts';
import { originOf } from '../../../src-main/providers/origin.ts';
import { providers } from '../../../src-main/providers/index.ts';
import { KeywatchError } from '../../../src-shared/errors.ts';
import type { HealthState } from '../../../src-shared/words.ts';
import { answered, day, hour, second, start } from './answers.ts';
import { fateOf, seeded, within } from './month-fate.ts';
import { virtualTime } from './virtual-time.ts';

/** A question as the far side saw it. */
export interface Put {
  id: string;
  at: number;
  endedAt: number;
  onDemand: boolean;
  /** Null where it could not be put. */
  answer: Answered | null;
}

/** How a key answers when its provider does. */
export const characters = ['well', 'wrong', 'revoked', 'throttled', 'poor', 'odd'] as const;
export type Character = (typeof characters)[number];

const isHere = ({ host }: ProbeTarget) => host === null || /^(127\.|localhost)/.test(host);

/** A laptop with keys of every provider, and what happens to it over some days. */
export function monthWorld({ seed, keys, days }: { seed: number; keys: number; days: number }) {
  const random = seeded(seed);
  const folder = mkdtempSync(join(tmpdir(), 'keywatch-month-'));
  const time = virtualTime(start);
  const targets = new Map<string, ProbeTarget>();
  const behaves = new Map<string, Character>();
  for (let n = 0; n < keys; n++) {
    const provider = providers[n % providers.length];
    if (provider === undefined) continue;
    const id = `${provider.id}:k${n}`;
    const origin = originOf(provider, { baseUrl: null, config: {} }) ?? `https://host${n % 90}.example.com`;
    targets.set(id, {
      id,
      provider,
      host: provider.probe.by === 'http' ? new URL(origin).host : null,
      expiresAt: random() < 0.04 ? start + Math.round(random() * days * day) : null,
      scheduled: true,
      probesPerDay: random() < 0.03 ? 1 + Math.floor(7 * random()) : null,
    });
    // Two of three are well.
    behaves.set(id, random() < 0.67 ? 'well' : (characters[Math.floor(random() * 6)] ?? 'well'));
  }
  const fate = fateOf(random, days, [...targets.keys()]);
  const log: Put[] = [];
  const disabled: { id: string; at: number }[] = [];
  const waitedFor = new Map<string, number>();
  let asleep = false;
  let timers = 0;
  let mostTimers = 0;
  let open = 0;
  let mostOpen = 0;
  let lost = 0;

  /** The prober's timers, counted. */
  const clock: Clock = {
    now: time.clock.now,
    after(ms, act) {
      let armed = true;
      const drop = () => {
        if (armed) timers--;
        armed = false;
      };
      mostTimers = Math.max(mostTimers, ++timers);
      const stop = time.clock.after(ms, () => {
        drop();
        act();
      });
      return () => {
        drop();
        stop();
      };
    },
  };

  function said(target: ProbeTarget, now: number): Answered | KeywatchError {
    const { id, provider, host, expiresAt } = target;
    const answer = (outcome: Answered['outcome'], more: Partial<Answered> = {}) =>
      answered(outcome, { host, ...more });
    if (!isHere(target)) {
      if (within(fate.offline, now) || within(fate.nameless, now))
        return answer('network', { failure: 'dns' });
      if (random() < 0.002) return answer('intercepted');
    }
    if (within(fate.outages.get(provider.id) ?? [], now)) {
      return answer(random() < 0.5 ? 'overloaded' : 'server_error');
    }
    if (expiresAt !== null && expiresAt < now) return answer('expired');
    const luck = random();
    const answers: Record<Character, () => Answered | KeywatchError> = {
      well: () => answer('ok'),
      wrong: () => answer('invalid'),
      revoked: () => answer(now > start + 5 * day ? 'revoked' : 'ok'),
      throttled: () =>
        luck < 0.3
          ? answer('rate_limited', { retryAt: now + Math.round(random() * 2 * hour) })
          : answer('ok'),
      poor: () =>
        luck < 0.2 ? answer('no_credit', { resetAt: now + Math.round(random() * 3 * day) }) : answer('ok'),
      odd: () => {
        if (luck < 0.1) return new KeywatchError('not_found', 'Its reference leads nowhere.');
        return answer(luck < 0.2 ? 'server_error' : luck < 0.3 ? 'forbidden' : 'ok');
      },
    };
    return answers[behaves.get(id) ?? 'well']();
  }

  async function ask(id: string): Promise<Answered> {
    const target = targets.get(id);
    if (target === undefined) throw new Error(`nobody is called ${id}`);
    const at = time.clock.now();
    const put: Put = { id, at, endedAt: Number.POSITIVE_INFINITY, onDemand: waitedFor.has(id), answer: null };
    log.push(put);
    mostOpen = Math.max(mostOpen, ++open);
    const answer = said(target, at);
    await new Promise<void>((resolve) => {
      time.clock.after(Math.round(200 + random() * 3 * second), resolve);
    });
    // It died with the process that asked.
    if (put.endedAt < Number.POSITIVE_INFINITY) return new Promise<never>(() => {});
    open--;
    put.endedAt = time.clock.now();
    if (answer instanceof KeywatchError) throw answer;
    put.answer = answer;
    return answer;
  }

  let history = openHistory(join(folder, 'history.sqlite'));
  const begin = () => {
    const prober = createProber({
      clock,
      jitter: random,
      history,
      online: { isOnline: () => !within(fate.offline, clock.now()) },
      surroundings: {
        rest: () => (asleep || within(fate.locked, clock.now()) ? { until: null } : null),
        isMetered: () => within(fate.metered, clock.now()),
        onBattery: () => within(fate.battery, clock.now()),
      },
      log: { error: () => lost++, warn: () => {}, info: () => {}, debug: () => {} },
      ask,
      profiles: () => targets.values(),
      profile: (id) => targets.get(id) ?? null,
      probeIntervalMs: () => 6 * hour,
      onAnswer({ id, state }, before) {
        if (state === 'disabled' && before.state !== 'disabled') disabled.push({ id, at: clock.now() });
      },
      onChange: () => {},
    });
    prober.start();
    return prober;
  };
  let prober = begin();

  async function demand(ids: readonly string[]): Promise<void> {
    for (const id of ids) waitedFor.set(id, (waitedFor.get(id) ?? 0) + 1);
    await prober.testNow(ids);
    for (const id of ids) {
      const left = (waitedFor.get(id) ?? 1) - 1;
      if (left > 0) waitedFor.set(id, left);
      else waitedFor.delete(id);
    }
  }

  async function sleep(until: number): Promise<void> {
    asleep = true;
    prober.surroundingsChanged();
    await time.pass(4 * second);
    timersAsleep.push(timers);
    time.jump(until - clock.now());
    asleep = false;
    prober.resumed();
  }
  const timersAsleep: number[] = [];

  function restart(): void {
    prober.stop();
    history.close();
    waitedFor.clear();
    for (const put of log.filter(({ endedAt }) => endedAt === Number.POSITIVE_INFINITY))
      put.endedAt = clock.now();
    open = 0;
    history = openHistory(join(folder, 'history.sqlite'));
    prober = begin();
  }

  const told = () => prober.surroundingsChanged();
  const events: { at: number; act(): void | Promise<void> }[] = [
    ...fate.asleep.map(({ from, to }) => ({ at: from, act: () => sleep(to) })),
    ...[...fate.locked, ...fate.metered].flatMap(({ from, to }) => [
      { at: from, act: told },
      { at: to, act: told },
    ]),
    ...fate.restarts.map((at) => ({ at, act: restart })),
    ...fate.demands.map(({ at, ids }) => ({ at, act: () => void demand(ids) })),
  ].sort((a, b) => a.at - b.at);

  return {
    fate,
    targets,
    behaves,
    log,
    disabled,
    timersAsleep,
    isHere,
    get mostTimers() {
      return mostTimers;
    },
    get mostOpen() {
      return mostOpen;
    },
    get lost() {
      return lost;
    },
    /** Whom a person still waits for. */
    waitedFor,
    stateOf: (id: string): HealthState => prober.record(id).state,
    async live(): Promise<void> {
      for (const { at, act } of events) {
        await time.pass(Math.max(0, at - clock.now()));
        await act();
      }
      await time.pass(Math.max(0, start + days * day - clock.now()));
    },
    end() {
      prober.stop();
      history.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
