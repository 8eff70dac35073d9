// What a firing of the scheduler costs with ten thousand profiles: the timer fires, a question is put and answered, the
// timer is armed again. Time is virtual, so that nothing but the scheduler's own work is counted; beside it an empty
// timer that fires and arms itself as often.
import { createProber } from '../src-main/health/prober.ts';
import { spread } from './measure.mjs';

const profiles = 10_000;
const firings = 4_000;
const warm = 1_000;
const goalMs = 1;
const minute = 60_000;

const worlds = [
  { what: `${profiles} profiles of 30 hosts`, host: (n) => `h${n % 30}.example.com` },
  { what: `${profiles} profiles, each of its own host`, host: (n) => `h${n}.example.com` },
  { what: `${profiles} profiles of one host`, host: () => 'one.example.com' },
  { what: '… which refuses them all', host: (n) => `h${n % 30}.example.com`, outcome: 'invalid' },
  { what: '… which is unwell', host: (n) => `h${n % 30}.example.com`, outcome: 'server_error' },
];

export async function schedule(report) {
  const lines = [];
  const empty = await measured(emptyTimer());
  lines.push({ what: 'an empty timer, virtual', said: inUs(empty) });
  for (const world of worlds) {
    const took = await measured(watched(world));
    lines.push({
      what: world.what,
      said: `${inUs(took)}, ${(took.median / empty.median).toFixed(1)} × empty`,
      goal: `p99 ≤ ${goalMs} ms`,
      reached: took.p99 <= goalMs,
    });
  }
  report(lines);
}

const inUs = ({ median, p99 }) =>
  `median ${(median * 1000).toFixed(1)} µs, p99 ${(p99 * 1000).toFixed(1)} µs`;

/** CPU of every firing after some for warmth, in ms: `next` runs one and all that follows from it at once. */
async function measured({ next, stop }) {
  const took = [];
  for (let n = -warm; n < firings; n++) {
    const before = process.cpuUsage();
    await next();
    const { user, system } = process.cpuUsage(before);
    if (n >= 0) took.push((user + system) / 1000);
  }
  stop();
  const sorted = took.toSorted((a, b) => a - b);
  return { ...spread(took), p99: sorted[Math.floor(0.99 * sorted.length)] };
}

/** A clock that goes to the next timer when told. */
function virtualClock() {
  let now = Date.UTC(2026, 0, 1);
  const timers = new Set();
  return {
    now: () => now,
    after(ms, act) {
      const timer = { at: now + ms, act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    /** Fires the earliest; gives everything that was promised its turn. */
    async fire() {
      let first = null;
      for (const timer of timers) if (first === null || timer.at < first.at) first = timer;
      if (first === null) throw new Error('nothing is due');
      timers.delete(first);
      now = Math.max(now, first.at);
      first.act();
      for (let turn = 0; turn < 12; turn++) await Promise.resolve();
    },
  };
}

function emptyTimer() {
  const clock = virtualClock();
  const arm = () => clock.after(minute, arm);
  arm();
  return { next: clock.fire, stop: () => {} };
}

/** The scheduler over so many profiles whose provider answers at once; the history is none, its cost is another bench. */
function watched({ host, outcome = 'ok' }) {
  const clock = virtualClock();
  const targets = new Map();
  for (let n = 0; n < profiles; n++) {
    const id = `example:k${n}`;
    const provider = { id: 'example', baseUrl: null, probe: { by: 'http' } };
    targets.set(id, { id, provider, host: host(n), expiresAt: null, scheduled: true });
  }
  const answer = {
    outcome,
    retryAt: null,
    resetAt: null,
    expiresAt: null,
    message: null,
    facts: {},
    host: null,
    httpStatus: 200,
    latencyMs: 1,
  };
  let seed = 1;
  const prober = createProber({
    clock,
    jitter: () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647,
    history: noHistory,
    online: { isOnline: () => true },
    log: { error: console.error, warn: () => {}, info: () => {}, debug: () => {} },
    ask: async () => answer,
    profiles: () => targets.values(),
    profile: (id) => targets.get(id) ?? null,
    probeIntervalMs: () => 6 * 60 * minute,
    onAnswer: () => {},
    onChange: () => {},
  });
  prober.start();
  return { next: clock.fire, stop: prober.stop };
}

const noHistory = {
  records: () => new Map(),
  keepAnswer: () => {},
  save: () => {},
  note: () => undefined,
  setNote: () => {},
  tidy: () => false,
};
