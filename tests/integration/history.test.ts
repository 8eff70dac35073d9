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
import type { HistoryRow } from '../../src-shared/contract-schema.ts';
import type { Log } from '../../src-main/ports.ts';
import { openHistory } from '../../src-main/health/open-history.ts';
import {
  readAccesses,
  readAnswers,
  readDays,
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
  ...more,
});
const healthy = (id: string): HealthRecord => ({
  ...unseen(id),
  state: 'healthy',
  since: start,
  failures: 0,
});

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
