import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeywatchError } from '../../../src-shared/errors.ts';
import type { Outcome } from '../../../src-shared/words.ts';
import type { History } from '../../../src-main/health/history.ts';
import { openHistory } from '../../../src-main/health/open-history.ts';
import { createProber } from '../../../src-main/health/prober.ts';
import type { Answered, Prober, ProberParts, ProbeTarget } from '../../../src-main/health/probing.ts';
import type { HealthRecord } from '../../../src-main/health/record.ts';
import { answered, hour, provider, start } from './answers.ts';
import { virtualTime } from './virtual-time.ts';

export type Says = Outcome | (Partial<Answered> & { outcome: Outcome }) | KeywatchError | Error;

export interface Asked {
  id: string;
  at: number;
  outcome: Outcome | null;
}

/** What is said at the nth question of all; the last one from then on. */
export function inTurn(...outcomes: Outcome[]): () => Outcome {
  let n = 0;
  return () => outcomes[Math.min(n++, outcomes.length - 1)] ?? 'ok';
}

/** A prober over a real history in virtual time; what the providers say is a function of id and moment. */
export function proberWorld(options: { answerMs?: number } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'keywatch-prober-'));
  const time = virtualTime(start);
  const targets = new Map<string, ProbeTarget>();
  const asked: Asked[] = [];
  const told: { after: HealthRecord; before: HealthRecord }[] = [];
  const remarks: string[] = [];
  const remark = (what: string) => void remarks.push(what);
  let answerMs = options.answerMs ?? 200;
  let changes = 0;
  let most = 0;
  let under = 0;
  let says: (id: string, now: number) => Says = () => 'ok';
  let isOnline = true;
  const around = { asleep: false, metered: false, onBattery: false };
  let seed = 1;
  let probeIntervalMs = 6 * hour;
  // Park and Miller's generator: the same numbers in every run.
  const jitter = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed - 1) / 2_147_483_646;
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      if (ms === 0) resolve();
      else time.clock.after(ms, resolve);
    });

  async function ask(id: string): Promise<Answered> {
    const at = time.clock.now();
    const entry: Asked = { id, at, outcome: null };
    asked.push(entry);
    under++;
    most = Math.max(most, under);
    const said = says(id, at);
    try {
      await pause(answerMs);
    } finally {
      under--;
    }
    if (said instanceof Error) throw said;
    const answer = typeof said === 'string' ? { outcome: said } : said;
    entry.outcome = answer.outcome;
    return answered(answer.outcome, { host: targets.get(id)?.host ?? null, ...answer });
  }

  let history = openHistory(join(folder, 'history.sqlite'));
  const make = (more: Partial<ProberParts> = {}): Prober =>
    createProber({
      clock: time.clock,
      jitter,
      history,
      online: { isOnline: () => isOnline },
      surroundings: {
        rest: () => (around.asleep ? { until: null } : null),
        isMetered: () => around.metered,
        onBattery: () => around.onBattery,
      },
      log: { error: remark, warn: remark, info: remark, debug: remark },
      ask,
      profiles: () => targets.values(),
      profile: (id) => targets.get(id) ?? null,
      probeIntervalMs: () => probeIntervalMs,
      onAnswer: (after, before) => void told.push({ after, before }),
      onChange: () => void changes++,
      ...more,
    });
  let prober = make();

  return {
    time,
    targets,
    asked,
    told,
    remarks,
    get prober() {
      return prober;
    },
    get history() {
      return history;
    },
    get changes() {
      return changes;
    },
    /** The most questions under way at once. */
    get most() {
      return most;
    },
    add(id: string, more: Partial<ProbeTarget> = {}): ProbeTarget {
      const target = {
        id,
        provider: provider({ id: id.split(':')[0] ?? id }),
        host: `${id.split(':')[0]}.example.com`,
        expiresAt: null,
        scheduled: true,
        ...more,
      };
      targets.set(id, target);
      return target;
    },
    says: (what: typeof says | Says) => {
      says = typeof what === 'function' ? what : () => what;
    },
    online: (is: boolean) => {
      isOnline = is;
    },
    /** The machine sleeps, pays by the megabyte, or runs on its battery; the prober hears that something changed. */
    around: (change: Partial<typeof around>) => {
      Object.assign(around, change);
      prober.surroundingsChanged();
    },
    interval: (ms: number) => {
      probeIntervalMs = ms;
    },
    answersAfter: (ms: number) => {
      answerMs = ms;
    },
    /** Moments since the start at which a profile was asked about. */
    times: (id: string) => asked.filter((one) => one.id === id).map(({ at }) => at - start),
    /** The process ends without a word and another begins. */
    restart(more: Partial<ProberParts> | ((history: History) => Partial<ProberParts>) = {}) {
      prober.stop();
      history.close();
      history = openHistory(join(folder, 'history.sqlite'));
      prober = make(typeof more === 'function' ? more(history) : more);
      return prober;
    },
    end() {
      prober.stop();
      history.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
