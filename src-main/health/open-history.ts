import { existsSync } from 'node:fs';
import { KeywatchError } from '../../src-shared/errors.ts';
import { telling } from '../../src-shared/say.ts';
import type { Log } from '../ports.ts';
import { accessLog } from './access-log.ts';
import { chartEnd, chartOf, chartStart } from './chart.ts';
import { createLogCopier } from './copy-log.ts';
import { isDamage, setAside, sqliteCode } from './damaged-history.ts';
import { answerOf, dayOf, generationNote, incidentOf, noteOf, noticeOf, recordsOf } from './history-rows.ts';
import type { Statements } from './history-statements.ts';
import type { History, NewAnswer } from './history.ts';
import { keepAnswer } from './keep-answer.ts';
import { whyNotWritten } from '../vault/vault-errors.ts';
import { connect, inMemory, openFile, type Opened } from './open-history-file.ts';
import { readRecords } from './open-history-readonly.ts';
import type { HealthRecord } from './record.ts';
import { sizeLimit } from './retention.ts';
import { firstDaySince } from './roll-up.ts';
import { tidyRound } from './tidy-history.ts';

/** A slice of tidying begins no further step after so many ms; with the commit it stays well under 20. */
const sliceMs = 4;
/** A slice writes as much as so many answers. */
const commitsASlice = 25;

/** What a history in another place is told by the log about. */
const said = {
  damaged: telling(
    'the history was damaged: it was set aside and a new one started; no credential is touched',
  ),
  newer: telling('the history is from a newer Keywatch: it was set aside and a new one started'),
  volatile: telling('the history cannot be written: what is seen now is forgotten when Keywatch ends'),
};

export interface HistoryParts {
  log?: Log;
  /** A clock that only runs, in ms. */
  ticks?(): number;
  /** How many bytes the file may take with so many profiles. */
  limit?(profiles: number): number;
  /** Runs an act in a moment: answers that come until then are written together. Without it, each at once. */
  later?(act: () => void): void;
}

/**
 * Opens what was seen, creating it (0600) where there is none; `:memory:` keeps it in memory. Never fails for the
 * file's sake: damaged or newer, it is set aside; unwritable, what could be read is kept in memory; the log says so.
 */
export function openHistory(path: string, parts: HistoryParts = {}): History {
  const { log, ticks = () => performance.now(), limit = sizeLimit, later } = parts;
  let durable = path !== inMemory;
  let aside: string | null = null;
  /** Why it is kept in memory alone. */
  let openFault: string | null = null;
  const known = new Map<string, HealthRecord>();
  let opened = open();
  let round: Generator<void> | null = null;
  let noted: number | null = null;
  let fault: string | null = null;
  let faultChanged = idle;

  function open(): Opened {
    try {
      const file = openFile(path);
      if (file.aside) {
        aside = file.aside.to;
        log?.warn(said[file.aside.why], { path: file.aside.to });
      }
      return file.opened;
    } catch (error) {
      log?.error(said.volatile, { path, error: error instanceof Error ? error.message : String(error) });
      durable = false;
      openFault = whyNotWritten(error);
      for (const record of readRecords(path).values()) known.set(record.id, record);
      return connect(inMemory);
    }
  }

  const copyLog = createLogCopier(path, (error) =>
    log?.warn('the log of the history could not be copied into it yet', { error: String(error) }),
  );

  function setFault(next: string | null): void {
    if (next === fault) return;
    fault = next;
    faultChanged();
  }

  function inOne(act: () => void, commits = 1): void {
    opened.db.exec('BEGIN IMMEDIATE');
    try {
      act();
      opened.db.exec('COMMIT');
      setFault(null);
      if (durable) copyLog(commits);
    } catch (error) {
      if (opened.db.isTransaction) opened.db.exec('ROLLBACK');
      throw error;
    }
  }

  /** What we believe outlives a damaged file: it is written into the new one. */
  function writeKnown(): void {
    inOne(() => {
      for (const record of known.values()) opened.statements.save.run(record.id, JSON.stringify(record));
    });
  }

  function startAnew(): void {
    opened.db.close();
    round = null;
    noted = null;
    aside = setAside(path, 'damaged');
    log?.error(said.damaged, { path: aside });
    opened = open();
    writeKnown();
  }

  /** Answers of the same moment are written in one transaction, before anything else is asked or written. */
  let waiting: { record: HealthRecord; answer: NewAnswer }[] = [];

  function keepWaiting(statements: Statements): void {
    if (waiting.length === 0) return;
    const kept = waiting;
    waiting = [];
    inOne(() => {
      for (const { record, answer } of kept) {
        statements.save.run(record.id, JSON.stringify(record));
        keepAnswer(statements, record.id, answer, record.lastAnswer?.host ?? null);
      }
    }, kept.length);
  }

  /** Nobody waits for it any more who could be told. */
  function keepLater(): void {
    try {
      using(() => {});
    } catch (error) {
      log?.error('what was seen could not be kept', { error: String(error) });
    }
  }

  /** A file found damaged while in use is replaced once; everything else a person can act on. */
  function using<T>(act: (statements: Statements) => T): T {
    try {
      keepWaiting(opened.statements);
      return act(opened.statements);
    } catch (error) {
      if (durable && isDamage(error) && existsSync(path)) {
        startAnew();
        return act(opened.statements);
      }
      const code = sqliteCode(error);
      if (code === null) throw error;
      setFault(whyNotWritten(error));
      throw new KeywatchError(
        'write_failed',
        telling(
          'The history could not be written. Nothing in the vault is touched. Make room or check who owns {path}.',
          { path },
        ),
        { sqlite: code },
        { cause: error },
      );
    }
  }

  function save(statements: Statements, record: HealthRecord): void {
    known.set(record.id, record);
    statements.save.run(record.id, JSON.stringify(record));
  }

  for (const record of recordsOf(using((statements) => statements.records.all())).values())
    known.set(record.id, record);
  if (!durable) writeKnown();

  return {
    path,
    get setAside() {
      return aside;
    },
    get durable() {
      return durable;
    },
    fault: () => openFault ?? fault,
    onFault(listener) {
      faultChanged = listener;
    },
    records: () => new Map(known),
    save: (record) => using((statements) => save(statements, record)),
    addAnswer: (id, answer) =>
      using((statements) =>
        inOne(() => {
          statements.know.run(id);
          keepAnswer(statements, id, answer, null);
        }),
      ),
    keepAnswer(record, answer) {
      known.set(record.id, record);
      waiting.push({ record, answer });
      if (later === undefined) using(() => {});
      else if (waiting.length === 1) later(keepLater);
    },
    answers: (id, since, limit) =>
      using((statements) => statements.answers.all(id, since, limit).flatMap(answerOf).toReversed()),
    answersSince: (id, since) =>
      using((statements) => Number(statements.probesSince.get(id, since)?.['count'] ?? 0)),
    days: (id, since) => using((statements) => statements.days.all(id, firstDaySince(since)).flatMap(dayOf)),
    incidents: (id, since, limit) =>
      using((statements) => statements.incidents.all(id, since, limit).flatMap(incidentOf).toReversed()),
    chart: (id, span, now) =>
      using((statements) => {
        const from = chartStart(span, now);
        const rows = statements.points.all(id, from, chartEnd(span, now)).flatMap(answerOf);
        return chartOf(span, now, rows, statements.days.all(id, firstDaySince(from)).flatMap(dayOf));
      }),
    ...accessLog({ path, isKept: () => durable || path === inMemory, using, inOne }),
    notices: () =>
      using(
        (statements) =>
          new Map(
            statements.notices
              .all()
              .flatMap(noticeOf)
              .map((notice) => [notice.id, notice]),
          ),
      ),
    remember: ({ id, shownAt, snoozedUntil, dismissedAt }) =>
      using((statements) => void statements.remember.run(id, shownAt, snoozedUntil, dismissedAt)),
    forgetNotice: (id) => using((statements) => void statements.forgetNotice.run(id)),
    forget: (id) =>
      using((statements) =>
        inOne(() => {
          known.delete(id);
          statements.forgetAnswers.run(id);
          statements.forgetDays.run(id);
          statements.forgetIncidents.run(id);
          statements.forgetProfile.run(id);
        }),
      ),
    generation: () => {
      const value = using((statements) => noteOf(statements.note.get(generationNote)));
      return typeof value === 'number' ? value : null;
    },
    setGeneration(generation) {
      // Told after every answer, and seldom another.
      if (generation === noted) return;
      using((statements) => void statements.setNote.run(generationNote, JSON.stringify(generation)));
      noted = generation;
    },
    note: (name) => using((statements) => noteOf(statements.note.get(name))),
    setNote: (name, value) =>
      using((statements) => void statements.setNote.run(name, JSON.stringify(value ?? null))),
    tidy: (now) =>
      using((statements) => {
        const steps = (round ??= tidyRound(statements, now, limit));
        // What a slice that fails had done is undone: the next one begins the round again.
        round = null;
        const endsAt = ticks() + sliceMs;
        let done = false;
        inOne(() => {
          do done = steps.next().done === true;
          while (!done && ticks() < endsAt);
        }, commitsASlice);
        if (!done) round = steps;
        return !done;
      }),
    close() {
      keepLater();
      opened.db.close();
    },
  };
}

function idle(): void {}
