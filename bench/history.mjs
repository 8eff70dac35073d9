// What the history costs: every question on 100,000 rows, tidying while somebody waits, and the room a year takes.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openHistory } from '../src-main/health/open-history.ts';
import { readAnswers, readRecords } from '../src-main/health/open-history-readonly.ts';
import { unseen } from '../src-main/health/record.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const now = Date.UTC(2026, 10, 20, 12);
const profiles = 1000;
const questionMs = 20;
const mostBytes = 50e6;
const rounds = 200;

const idOf = (n) => `openai:profile-${n}`;
const one = (round) => idOf((round * 37) % profiles);
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

function figures(took) {
  const sorted = took.toSorted((a, b) => a - b);
  const of = (share) => at(sorted, share).toFixed(2);
  return {
    said: `p50 ${of(0.5)} ms, p95 ${of(0.95)}, longest ${of(1)}`,
    p95: at(sorted, 0.95),
    longest: sorted.at(-1),
  };
}

function timed(act, times = rounds) {
  return Array.from({ length: times }, (_, round) => {
    const begun = performance.now();
    act(round);
    return performance.now() - begun;
  });
}

const messages = [
  'Your credit balance is too low to access the API. Please go to Plans & Billing to upgrade or purchase credits.',
  'This request would exceed the rate limit for your organization of 50 requests per minute.',
  'Incorrect API key provided: sk-proj-…b3xA. You can find your API key in the console.',
];

/** One answer in thirty says that something is wrong, for a few answers in a row, as keys and providers do. */
function answerOf(profile, round, moment) {
  const trouble = (profile * 7 + round) % 120 < 4;
  return {
    at: moment,
    outcome: trouble ? ['no_credit', 'rate_limited', 'invalid'][profile % 3] : 'ok',
    httpStatus: trouble ? 429 : 200,
    latencyMs: 90 + ((profile * 31 + round * 17) % 400),
    message: trouble ? messages[profile % 3] : null,
  };
}

/** So many answers a day of every profile, from then on for so many days; the clock of each is its own. */
function fill(history, { from, days, perDay }) {
  for (let round = 0; round < days * perDay; round++)
    for (let profile = 0; profile < profiles; profile++) {
      const moment =
        from + (round * dayMs) / perDay + ((profile * 7919 + round * 104_729) % (dayMs / perDay));
      history.addAnswer(idOf(profile), answerOf(profile, round, Math.floor(moment)));
    }
}

async function scratch(act) {
  const directory = mkdtempSync(join(tmpdir(), 'keywatch-bench-'));
  try {
    return await act(join(directory, 'history.sqlite'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const asked = (what, took) => {
  const { said, p95 } = figures(took);
  return { what, said, goal: `p95 ≤ ${questionMs} ms`, reached: p95 <= questionMs };
};

function questions(path) {
  let history = openHistory(path);
  fill(history, { from: now - 25 * dayMs, days: 25, perDay: 4 });
  for (let n = 0; n < 20_000; n++)
    history.addAccess({
      at: now - n * 60_000,
      id: idOf(n % profiles),
      action: 'run',
      door: null,
      program: 'x',
      pid: 1,
    });
  for (let n = 0; n < profiles; n++) {
    const trail = Array.from({ length: 24 }, (_, each) => ({
      at: now - each * hourMs,
      outcome: 'ok',
      latencyMs: 100,
    }));
    history.save({ ...unseen(idOf(n)), trail });
  }
  history.close();
  history = openHistory(path);
  const bare = new DatabaseSync(path, { readOnly: true });
  const select = bare.prepare('SELECT * FROM answers WHERE profile = ? ORDER BY at DESC LIMIT 100');
  const lines = [
    {
      what: 'a bare SELECT of 100 rows, for comparison',
      said: figures(timed((round) => select.all(round))).said,
    },
    asked(
      'sparklines of all 1,000 at start',
      timed(() => readRecords(path), 60),
    ),
    ...['day', 'week', 'quarter'].map((span) =>
      asked(
        `chart of one profile, ${span}`,
        timed((round) => history.chart(one(round), span, now)),
      ),
    ),
    asked(
      'a page of 100 answers',
      timed((round) => history.answers(one(round), 0, 100)),
    ),
    asked(
      '… read without an owner',
      timed((round) => readAnswers(path, one(round), 0, 100)),
    ),
    asked(
      'incidents of one profile',
      timed((round) => history.incidents(one(round), 0, 200)),
    ),
    asked(
      'answers of today, counted',
      timed((round) => history.answersSince(one(round), now - dayMs)),
    ),
    asked(
      'the newest 200 accesses',
      timed(() => history.accesses(null, 200)),
    ),
    asked(
      'the newest 200 accesses of one',
      timed((round) => history.accesses(one(round), 200)),
    ),
    asked(
      'keeping an answer',
      timed((round) => history.addAnswer(one(round), answerOf(1, round, now + round)), 2000),
    ),
  ];
  bare.close();
  history.close();
  return lines;
}

/** Between two slices others have their turn, and the thread that copies the log; in truth it is 5 s. */
const pauseMs = 40;
const sliceMs = 4;
const pause = () =>
  new Promise((resolve) => {
    setTimeout(resolve, pauseMs);
  });

/** Tidies to the end, day after day; gives how long each slice took, and how long doing nothing for as long took beside it. */
async function tidyDays(history, from, days) {
  const took = [];
  const idle = [];
  const working = [];
  for (let day = 0; day < days; day++)
    for (let more = true; more;) {
      const atWork = process.threadCpuUsage();
      const begun = performance.now();
      more = history.tidy(from + day * dayMs);
      took.push(performance.now() - begun);
      const { user, system } = process.threadCpuUsage(atWork);
      working.push((user + system) / 1000);
      await pause();
      const idleFrom = performance.now();
      while (performance.now() - idleFrom < sliceMs);
      idle.push(performance.now() - idleFrom);
    }
  return { took, idle, working };
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const kept = (what, bytes) => ({
  what,
  said: megabytes(bytes),
  goal: `≤ ${megabytes(mostBytes)}`,
  reached: bytes <= mostBytes,
});

function tidied({ took, idle, working }) {
  const { said, longest } = figures(took);
  return [
    {
      what: `… tidying it, ${took.length} slices`,
      said,
      goal: `≤ ${questionMs} ms`,
      reached: longest <= questionMs,
    },
    { what: '… of that at work, not waiting for a processor or a disk', said: figures(working).said },
    { what: '… counting to 4 ms beside each, for comparison', said: figures(idle).said },
  ];
}

function room(perDay, days) {
  return async (path) => {
    let history = openHistory(path);
    fill(history, { from: now - 100 * dayMs, days: 100, perDay });
    history.close();
    history = openHistory(path);
    const before = statSync(path).size;
    const slices = await tidyDays(history, now, days);
    history.close();
    const name = `1,000 profiles, 90 days, ${perDay} answers a day each`;
    return [kept(`${name} (${megabytes(before)} before)`, statSync(path).size), ...tidied(slices)];
  };
}

/** Two years of days beside 90 days of rows: what a file comes to that has run that long. */
async function twoYears(path) {
  const history = openHistory(path);
  fill(history, { from: now - 90 * dayMs, days: 90, perDay: 4 });
  history.close();
  const db = new DatabaseSync(path);
  db.exec(`BEGIN; INSERT INTO days (profile, day, counts, p50, p95)
    WITH RECURSIVE past (day) AS (SELECT 1 UNION ALL SELECT day + 1 FROM past WHERE day < 640)
    SELECT n, ${Math.floor(now / dayMs)} - 90 - day, '{"ok":4}', 180 + day % 70, 300 + n % 300 FROM past, profiles; COMMIT`);
  db.close();
  const again = openHistory(path);
  const slices = await tidyDays(again, now, 3);
  again.close();
  return [kept('… and two years of days, 4 answers a day', statSync(path).size), ...tidied(slices)];
}

export async function history(report) {
  report(await scratch(questions));
  report(await scratch(room(4, 10)));
  report(await scratch(twoYears));
  report(await scratch(room(24, 3)));
}
