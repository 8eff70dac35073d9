import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryRow, Incident } from '../../src-shared/contract-schema.ts';
import type { Log } from '../../src-main/ports.ts';
import { openHistory } from '../../src-main/health/open-history.ts';
import {
  readAccesses,
  readAnswers,
  readDays,
  readIncidents,
  readRecords,
} from '../../src-main/health/open-history-readonly.ts';
import { unseen, type HealthRecord } from '../../src-main/health/record.ts';

const start = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;
const row = (at: number, more: Partial<HistoryRow> = {}): HistoryRow => ({
  at,
  outcome: 'ok',
  httpStatus: 200,
  latencyMs: 100,
  message: null,
  from: 'probe',
  program: null,
  ...more,
});
const healthy = (id: string): HealthRecord => ({
  ...unseen(id),
  state: 'healthy',
  since: start,
  failures: 0,
});

const lastAnswer: NonNullable<HealthRecord['lastAnswer']> = {
  outcome: 'ok',
  at: start,
  httpStatus: 200,
  message: null,
  latencyMs: 100,
  host: null,
  retryAt: null,
  streak: 1,
};

let folder: string;
let path: string;
const opened: { close(): void }[] = [];
const open = (log?: Log) => {
  const history = openHistory(path, log ? { log } : {});
  opened.push(history);
  return history;
};
/** Closes the newest one, as the end of its process would. */
const close = () => opened.pop()?.close();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keywatch-history-'));
  path = join(folder, 'history.sqlite');
});
afterEach(() => {
  while (opened.length > 0) close();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const remarks = () => {
  const lines: string[] = [];
  const add = (what: string) => void lines.push(what);
  return { lines, log: { error: add, warn: add, info: add, debug: add } satisfies Log };
};

describe('what was seen outlives the process', () => {
  it('keeps records, answers, accesses, notices, notes and the generation', () => {
    const first = open();
    const record: HealthRecord = {
      ...healthy('anthropic:work'),
      state: 'cooldown',
      reason: 'billing',
      cooldownUntil: start + 5 * 3_600_000,
      trail: [{ at: start, outcome: 'no_credit', latencyMs: 80 }],
      facts: { plan: 'pro', balance: 0 },
    };
    first.keepAnswer(record, row(start, { outcome: 'no_credit', httpStatus: 429, message: 'no money' }));
    first.addAnswer('openai:new', row(start + 1));
    first.addAccess({ at: start, id: record.id, action: 'reveal', door: 'local', program: 'cli', pid: 42 });
    first.addAccess({
      at: start + 5,
      id: 'openai:new',
      action: 'copy',
      door: null,
      program: null,
      pid: null,
    });
    first.remember({ id: 'n1', shownAt: start, snoozedUntil: null, dismissedAt: start + 1 });
    first.remember({ id: 'n2', shownAt: start, snoozedUntil: null, dismissedAt: null });
    first.forgetNotice('n2');
    first.setNote('paused', { until: null });
    first.setGeneration(412);
    close();

    const second = open();
    expect(second.durable).toBe(true);
    expect(second.setAside).toBeNull();
    expect([...second.records()]).toEqual([['anthropic:work', record]]);
    expect(second.answers('anthropic:work', 0, 10)).toEqual([
      row(start, { outcome: 'no_credit', httpStatus: 429, message: 'no money' }),
    ]);
    expect(second.answers('openai:new', 0, 10)).toEqual([row(start + 1)]);
    expect(second.accesses(null, 10).map(({ id }) => id)).toEqual(['openai:new', 'anthropic:work']);
    expect(second.accesses('anthropic:work', 10)).toEqual([
      { at: start, id: 'anthropic:work', action: 'reveal', door: 'local', program: 'cli', pid: 42 },
    ]);
    expect([...second.notices().keys()]).toEqual(['n1']);
    expect(second.notices().get('n1')?.dismissedAt).toBe(start + 1);
    expect(second.note('paused')).toEqual({ until: null });
    expect(second.note('nothing')).toBeUndefined();
    expect(second.generation()).toBe(412);
  });

  it('gives the newest answers since a time, newest last', () => {
    const history = open();
    for (let n = 0; n < 10; n++) history.addAnswer('a:b', row(start + n));
    expect(history.answers('a:b', start + 2, 3).map(({ at }) => at - start)).toEqual([7, 8, 9]);
    expect(history.answers('a:b', start + 8, 100).map(({ at }) => at - start)).toEqual([8, 9]);
  });

  it('forgets a removed profile and keeps who took its secret', () => {
    const history = open();
    history.keepAnswer(healthy('a:b'), row(start));
    history.keepAnswer(healthy('a:c'), row(start));
    history.addAccess({ at: start, id: 'a:b', action: 'reveal', door: null, program: null, pid: null });
    history.forget('a:b');
    expect([...history.records().keys()]).toEqual(['a:c']);
    expect(history.answers('a:b', 0, 10)).toEqual([]);
    expect(history.accesses('a:b', 10)).toHaveLength(1);
    close();
    expect([...open().records().keys()]).toEqual(['a:c']);
  });

  it('reads a record of an earlier version with the fields it lacked', () => {
    open().save(healthy('a:b'));
    close();
    const db = new DatabaseSync(path);
    db.exec(`UPDATE profiles SET record = '{"state":"healthy"}'`);
    db.close();
    expect(open().records().get('a:b')).toEqual({ ...unseen('a:b'), state: 'healthy' });
  });

  it('lets no other user read the file or its log', () => {
    open().addAnswer('a:b', row(start));
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
    expect(modes.length).toBeGreaterThanOrEqual(3);
    expect(modes.filter(([, mode]) => mode !== 0o600)).toEqual([]);
  });
});

describe('a file that cannot be used', () => {
  const junk = 'this is no database. '.repeat(500);

  it.each([
    ['is no database', () => writeFileSync(path, junk)],
    ['lost its end', () => truncateSync(path, 5_000)],
    ['lost all but a few bytes', () => truncateSync(path, 60)],
  ])('is set aside when it %s, and a new one is started', (_, damage) => {
    const before = open();
    before.keepAnswer(healthy('a:b'), row(start));
    close();
    damage();
    const bytes = readFileSync(path);
    const { lines, log } = remarks();
    const after = open(log);
    expect(after.records().size).toBe(0);
    after.keepAnswer(healthy('a:c'), row(start));
    expect([...after.records().keys()]).toEqual(['a:c']);
    expect(after.setAside).toMatch(/history\.sqlite\.damaged-\d{8}T\d{6}Z$/);
    expect(readFileSync(after.setAside!)).toEqual(bytes);
    expect(lines).toEqual([expect.stringContaining('set aside')]);
  });

  it('is set aside when a newer Keywatch wrote it', () => {
    open().keepAnswer(healthy('a:b'), row(start));
    close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    const after = open();
    expect(after.setAside).toContain('.newer-');
    after.save(healthy('a:c'));
    expect(readRecords(after.setAside!).has('a:b')).toBe(true);
  });

  it('does not overwrite the one set aside before', () => {
    for (let n = 0; n < 2; n++) {
      writeFileSync(path, junk);
      open();
      close();
    }
    expect(readdirSync(folder).filter((name) => name.includes('.damaged-')).length).toBe(2);
  });

  it('is replaced while in use, and what we believe is kept', () => {
    const { lines, log } = remarks();
    const history = open(log);
    for (let n = 0; n < 400; n++)
      history.keepAnswer(healthy('a:b'), row(start + n, { message: 'x'.repeat(200) }));
    close();
    // The tables' roots stay whole, the pages of answers do not: found out only when they are read.
    const bytes = readFileSync(path);
    bytes.fill(0xee, 4096 * 12);
    writeFileSync(path, bytes);
    const again = open(log);
    expect(again.setAside).toBeNull();
    expect(again.answers('a:b', 0, 1000)).toEqual([]);
    expect(again.setAside).not.toBeNull();
    expect(again.records().get('a:b')).toEqual(healthy('a:b'));
    again.keepAnswer(healthy('a:b'), row(start));
    close();
    expect(open().records().get('a:b')).toEqual(healthy('a:b'));
    expect(lines).toHaveLength(1);
  });

  it('is kept in memory where its place cannot be written', () => {
    const { lines, log } = remarks();
    const history = openHistory(join(folder, 'a-file', 'history.sqlite'), { log });
    opened.push(history);
    expect(history.durable).toBe(true);
    writeFileSync(join(folder, 'file'), '');
    const blocked = openHistory(join(folder, 'file', 'history.sqlite'), { log });
    opened.push(blocked);
    expect(blocked.durable).toBe(false);
    blocked.keepAnswer(healthy('a:b'), row(start));
    expect(blocked.records().size).toBe(1);
    expect(blocked.answers('a:b', 0, 1)).toHaveLength(1);
    expect(lines).toEqual([expect.stringContaining('forgotten when Keywatch ends')]);
  });
});

describe('old rows', () => {
  it('become one row a day and profile after 90 days, and go after two years', () => {
    const history = open();
    const old = Date.UTC(2026, 7, 1);
    for (const [n, latencyMs] of [100, 300, 200, 1000].entries()) {
      history.keepAnswer(healthy('a:b'), row(old + n * 3_600_000, { latencyMs }));
    }
    history.addAnswer('a:b', row(old + 5 * 3_600_000, { outcome: 'network', latencyMs: null }));
    history.addAnswer('a:b', row(old + day, { latencyMs: 7 }));
    history.addAnswer('a:b', row(start));
    history.addAccess({ at: old, id: 'a:b', action: 'run', door: null, program: null, pid: null });
    while (history.tidy(start));
    expect(history.answers('a:b', 0, 10)).toEqual([row(start)]);
    expect(history.days('a:b', 0)).toEqual([
      { at: old, counts: { ok: 4, network: 1 }, p50: 200, p95: 1000 },
      { at: old + day, counts: { ok: 1 }, p50: 7, p95: 7 },
    ]);
    expect(history.days('a:b', old + 1)).toHaveLength(1);
    while (history.tidy(old + 731 * day));
    expect(history.days('a:b', 0).map(({ at }) => at)).toEqual([old + day, start - (start % day)]);
    expect(history.accesses(null, 10)).toEqual([]);
  });

  it('join the day they belong to when they come late', () => {
    const history = open();
    const old = Date.UTC(2026, 0, 1);
    history.addAnswer('a:b', row(old));
    history.addAnswer('a:b', row(old + 1));
    while (history.tidy(start));
    history.addAnswer('a:b', row(old + 2, { outcome: 'invalid', latencyMs: 9000 }));
    while (history.tidy(start));
    expect(history.days('a:b', 0)).toEqual([{ at: old, counts: { ok: 2, invalid: 1 }, p50: 100, p95: 100 }]);
  });

  it('are tidied in slices and none is lost between them', () => {
    const history = open();
    const old = Date.UTC(2026, 0, 1);
    for (let profile = 0; profile < 250; profile++) {
      for (let n = 0; n < 12; n++) history.addAnswer(`a:p${profile}`, row(old + n * day));
    }
    let slices = 1;
    while (history.tidy(start)) slices++;
    expect(slices).toBeGreaterThan(2);
    for (const profile of [0, 120, 249]) {
      expect(history.days(`a:p${profile}`, 0)).toHaveLength(12);
      expect(history.answers(`a:p${profile}`, 0, 100)).toEqual([]);
    }
  });
});

describe('incidents', () => {
  const told = (incidents: Incident[]) =>
    incidents.map(({ from, to, kind, message }) => [
      from - start,
      to === null ? null : to - start,
      kind,
      message,
    ]);

  it('are kept with their cause, and outlive the rows they were read from', () => {
    const history = open();
    const answers: [number, Partial<HistoryRow>][] = [
      [0, {}],
      [10, { outcome: 'no_credit', httpStatus: 429, message: 'Your credit balance is too low.' }],
      [20, { outcome: 'network', httpStatus: null, message: 'The connection was refused.' }],
      [30, { outcome: 'no_credit', httpStatus: 429, message: 'Still too low.' }],
      [40, {}],
      [50, { outcome: 'invalid', httpStatus: 401, message: 'No such key.' }],
    ];
    for (const [after, more] of answers)
      history.keepAnswer(
        { ...healthy('a:b'), lastAnswer: { ...lastAnswer, host: 'api.example.com' } },
        row(start + after, more),
      );
    const expected = [
      [10, 40, 'cooldown', 'Your credit balance is too low.'],
      [20, 30, 'unreachable', 'The connection was refused.'],
      [50, null, 'refused', 'No such key.'],
    ];
    expect(told(history.incidents('a:b', 0, 10))).toEqual(expected);
    expect(history.incidents('a:b', 0, 1)).toMatchObject([{ kind: 'refused', host: 'api.example.com' }]);
    expect(told(history.incidents('a:b', start + 35, 10))).toEqual([expected[0], expected[2]]);
    while (history.tidy(start + 100 * day));
    expect(history.answers('a:b', 0, 10)).toEqual([]);
    expect(told(history.incidents('a:b', 0, 10))).toEqual(expected);
    close();
    expect(told(readIncidents(path, 'a:b', 0, 10))).toEqual(expected);
    const again = open();
    again.addAnswer('a:b', row(start + 60));
    expect(again.incidents('a:b', 0, 10).at(-1)).toMatchObject({ from: start + 50, to: start + 60 });
    while (again.tidy(start + 800 * day));
    expect(again.incidents('a:b', 0, 10)).toEqual([]);
  });

  it('are never over before they began, though the clock was set back', () => {
    const history = open();
    history.addAnswer('a:b', row(start, { outcome: 'invalid' }));
    history.addAnswer('a:b', row(start - day));
    expect(history.incidents('a:b', 0, 10)).toMatchObject([{ from: start, to: start }]);
  });

  it('go with a removed profile', () => {
    const history = open();
    history.addAnswer('a:b', row(start, { outcome: 'invalid' }));
    history.forget('a:b');
    expect(history.incidents('a:b', 0, 10)).toEqual([]);
  });
});

describe('what was asked', () => {
  it('is counted since a moment, without what real traffic asked', () => {
    const history = open();
    history.addAnswer('a:b', row(start));
    history.addAnswer('a:b', row(start + 1, { from: 'traffic', program: 'openclaw' }));
    history.addAnswer('a:b', row(start + 2));
    expect(history.answersSince('a:b', start)).toBe(2);
    expect(history.answersSince('a:b', start + 1)).toBe(1);
    expect(history.answersSince('a:c', 0)).toBe(0);
    expect(history.answers('a:b', 0, 10).map(({ from, program }) => [from, program])).toEqual([
      ['probe', null],
      ['traffic', 'openclaw'],
      ['probe', null],
    ]);
  });

  it('keeps the order of answers of one millisecond', () => {
    const history = open();
    for (const outcome of ['ok', 'invalid', 'network'] as const)
      history.addAnswer('a:b', row(start, { outcome }));
    expect(history.answers('a:b', 0, 10).map(({ outcome }) => outcome)).toEqual(['ok', 'invalid', 'network']);
  });
});

describe('a chart', () => {
  it('counts answers of a stretch together, and days whose rows are gone', () => {
    const history = open();
    for (let n = 0; n < 10_000; n++)
      history.addAnswer(
        'a:b',
        row(start - n * 600_000, { latencyMs: 100 + (n % 50), outcome: n % 7 ? 'ok' : 'network' }),
      );
    for (const span of ['day', 'week', 'quarter'] as const) {
      const { buckets, from, to } = history.chart('a:b', span, start);
      expect(buckets.length).toBeLessThanOrEqual(97);
      const counted = buckets.reduce((sum, { counts }) => sum + (counts.ok ?? 0) + (counts.network ?? 0), 0);
      expect(counted).toBe(Math.min(10_000, Math.floor((to - from) / 600_000) + 1));
    }
    const whole = history.chart('a:b', 'quarter', start);
    while (history.tidy(start + 60 * day));
    expect(history.chart('a:b', 'quarter', start)).toEqual(whole);
  }, 60_000);
});

describe('the room it takes', () => {
  const size = () => statSync(path).size;

  it('is given back to the disk when rows are rolled up', async () => {
    const history = open();
    for (let n = 0; n < 30_000; n++)
      history.addAnswer('a:b', row(start + n * 60_000, { outcome: 'network', message: `reset ${n}` }));
    close();
    const full = size();
    const again = open();
    while (again.tidy(start + 200 * day));
    close();
    // The thread that copies the log may be the last to let the file go.
    await expect.poll(size, { timeout: 10_000 }).toBeLessThan(full / 2);
  }, 60_000);

  it('stays within its limit: old rows become days early, the last week and all incidents stay', () => {
    const history = openHistory(path, { limit: () => 400_000 });
    opened.push(history);
    for (let n = 0; n < 24_000; n++)
      history.addAnswer('a:b', row(start - 80 * day + n * 288_000, { outcome: n === 10 ? 'invalid' : 'ok' }));
    while (history.tidy(start));
    close();
    expect(size()).toBeLessThan(500_000);
    expect(readAnswers(path, 'a:b', start - 7 * day, 5_000)).toHaveLength((7 * day) / 288_000);
    expect(readAnswers(path, 'a:b', 0, 50_000).length).toBeLessThan(20_000);
    const days = readDays(path, 'a:b', 0);
    const counted = days.reduce((sum, { counts }) => sum + (counts.ok ?? 0) + (counts.invalid ?? 0), 0);
    expect(counted + readAnswers(path, 'a:b', 0, 50_000).length).toBe(24_000);
    expect(readIncidents(path, 'a:b', 0, 5)).toMatchObject([{ outcome: 'invalid' }]);
  }, 60_000);

  it('keeps texts that are said again and again once, and drops those that nobody says any more', () => {
    const history = open();
    const message = 'Your credit balance is too low. '.repeat(8);
    for (let n = 0; n < 5_000; n++)
      history.addAnswer('a:b', row(start + n, { outcome: 'no_credit', message }));
    close();
    expect(size()).toBeLessThan(400_000);
    const again = open();
    while (again.tidy(start + 100 * day));
    close();
    const db = new DatabaseSync(path);
    expect(db.prepare('SELECT count(*) AS n FROM texts').get()).toEqual({ n: 0 });
    db.close();
  }, 60_000);
});

describe('its log', () => {
  it('is copied into the file in passing, and nobody who writes waits for it', async () => {
    const history = open();
    const before = statSync(path).size;
    for (let n = 0; n < 400; n++) history.addAnswer('a:b', row(start + n, { message: `${n} `.repeat(50) }));
    await expect.poll(() => statSync(path).size, { timeout: 10_000 }).toBeGreaterThan(before);
    expect(history.answers('a:b', 0, 500)).toHaveLength(400);
  });
});

describe('a file of the first version', () => {
  // As version 0.1.0 made it.
  const schema = `CREATE TABLE profiles (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT) STRICT;
    CREATE TABLE answers (
      profile INTEGER NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL,
      http_status INTEGER, latency_ms REAL, message TEXT
    ) STRICT;
    CREATE INDEX answers_by_profile ON answers (profile, at);
    CREATE TABLE days (
      profile INTEGER NOT NULL, at INTEGER NOT NULL, counts TEXT NOT NULL, p50 REAL, p95 REAL,
      PRIMARY KEY (profile, at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE accesses (
      at INTEGER NOT NULL, id TEXT NOT NULL, action TEXT NOT NULL, door TEXT, program TEXT, pid INTEGER
    ) STRICT;
    CREATE INDEX accesses_by_id ON accesses (id, at);
    CREATE INDEX accesses_by_time ON accesses (at);
    CREATE TABLE notices (
      id TEXT PRIMARY KEY, shown_at INTEGER, snoozed_until INTEGER, dismissed_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`;
  const midnight = start - (start % day);

  function makeV1() {
    const db = new DatabaseSync(path);
    db.exec(`PRAGMA journal_mode = WAL; ${schema}
      INSERT INTO profiles VALUES (1, 'a:b', '{"state":"healthy"}'), (2, 'a:c', NULL);
      INSERT INTO answers VALUES
        (1, ${start}, 'ok', 200, 184.37, NULL),
        (1, ${start + 5}, 'no_credit', 429, 90.5, 'Too low.'),
        (1, ${start + 5}, 'no_credit', 429, 91, 'Too low.'),
        (2, ${start + 6}, 'network', NULL, NULL, 'Refused.'),
        (1, ${start + 9}, 'ok', 200, 20, NULL);
      INSERT INTO days VALUES (1, ${midnight - 100 * day}, '{"ok":4}', 180.4, 299.6);
      INSERT INTO accesses VALUES (${start}, 'a:b', 'reveal', NULL, NULL, NULL);
      INSERT INTO notes VALUES ('generation', '7');
      PRAGMA user_version = 1;`);
    db.close();
  }
  const expectedRows = [
    row(start, { latencyMs: 184 }),
    row(start + 5, { outcome: 'no_credit', httpStatus: 429, latencyMs: 91, message: 'Too low.' }),
    row(start + 5, { outcome: 'no_credit', httpStatus: 429, latencyMs: 91, message: 'Too low.' }),
    row(start + 9, { latencyMs: 20 }),
  ];
  const expectedDays = [{ at: midnight - 100 * day, counts: { ok: 4 }, p50: 180, p95: 300 }];
  const tooLow: Incident = {
    from: start + 5,
    to: start + 9,
    kind: 'cooldown',
    outcome: 'no_credit',
    message: 'Too low.',
    host: null,
  };

  it('reads alike before its owner has led it to the present one', () => {
    makeV1();
    const bytes = readFileSync(path);
    expect(readAnswers(path, 'a:b', 0, 10)).toEqual(expectedRows);
    expect(readDays(path, 'a:b', 0)).toEqual(expectedDays);
    expect(readIncidents(path, 'a:b', 0, 10)).toEqual([tooLow]);
    expect(readRecords(path).get('a:b')?.state).toBe('healthy');
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('is led to the present one with all it holds, and can shrink from then on', () => {
    makeV1();
    const history = open();
    expect(history.setAside).toBeNull();
    expect(history.answers('a:b', 0, 10)).toEqual(expectedRows);
    expect(history.days('a:b', 0)).toEqual(expectedDays);
    expect(history.incidents('a:b', 0, 10)).toEqual([tooLow]);
    expect(history.incidents('a:c', 0, 10)).toMatchObject([
      { kind: 'unreachable', to: null, message: 'Refused.' },
    ]);
    expect(history.records().get('a:b')?.state).toBe('healthy');
    expect(history.accesses(null, 10)).toHaveLength(1);
    expect(history.generation()).toBe(7);
    history.addAnswer('a:c', row(start + 20));
    expect(history.incidents('a:c', 0, 10)).toMatchObject([{ to: start + 20 }]);
    close();
    const db = new DatabaseSync(path);
    expect(db.prepare('PRAGMA auto_vacuum').get()).toEqual({ auto_vacuum: 2 });
    db.close();
  });

  it('stays what it was when the step fails', () => {
    makeV1();
    const db = new DatabaseSync(path);
    db.exec('CREATE TABLE incidents (n INTEGER)');
    db.close();
    const { lines, log } = remarks();
    const history = open(log);
    expect(history.durable).toBe(false);
    expect(lines).toEqual([expect.stringContaining('forgotten when Keywatch ends')]);
    expect(readAnswers(path, 'a:b', 0, 10)).toEqual(expectedRows);
  });
});

describe('a reader without the lock', () => {
  it('sees what the owner has written, while it runs and after', () => {
    const history = open();
    history.keepAnswer(healthy('a:b'), row(start));
    history.addAccess({ at: start, id: 'a:b', action: 'run', door: null, program: 'x', pid: 1 });
    for (const _ of ['while it runs', 'after']) {
      expect([...readRecords(path).keys()]).toEqual(['a:b']);
      expect(readAnswers(path, 'a:b', 0, 5)).toEqual([row(start)]);
      expect(readAccesses(path, null, 5)).toHaveLength(1);
      expect(readAccesses(path, 'a:c', 5)).toEqual([]);
      expect(readDays(path, 'a:b', 0)).toEqual([]);
      close();
    }
  });

  it('leaves nothing behind and changes no byte of a file at rest', () => {
    open().keepAnswer(healthy('a:b'), row(start));
    close();
    const bytes = readFileSync(path);
    readRecords(path);
    expect(readdirSync(folder)).toEqual(['history.sqlite']);
    expect(readFileSync(path)).toEqual(bytes);
  });

  it.each([
    ['missing', () => {}],
    ['empty', () => writeFileSync(path, '')],
    ['damaged', () => writeFileSync(path, 'no database'.repeat(99))],
    ['cut off', () => writeFileSync(path, 'SQLite format 3\0')],
  ])('sees nothing in a %s file and does not complain', (_, make) => {
    make();
    expect(readRecords(path).size).toBe(0);
    expect(readAnswers(path, 'a:b', 0, 5)).toEqual([]);
    expect(readAccesses(path, null, 5)).toEqual([]);
  });
});
