import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KeywatchError } from '../../src-shared/errors.ts';
import type { Log } from '../ports.ts';
import { isCutOff, isDamage, setAside, sqliteCode } from './damaged-history.ts';
import { accessOf, answerOf, dayOf, noteOf, noticeOf, recordsOf } from './history-rows.ts';
import { migrate, schemaVersion, versionOf } from './history-schema.ts';
import { prepareStatements, type Statements } from './history-statements.ts';
import type { History } from './history.ts';
import { readRecords } from './open-history-readonly.ts';
import type { HealthRecord } from './record.ts';
import { tidySlice } from './tidy-history.ts';

interface Opened {
  db: DatabaseSync;
  statements: Statements;
}

const inMemory = ':memory:';
const generationNote = 'generation';

/** What a history in another place is told by the log about. */
const said = {
  damaged: 'the history was damaged: it was set aside and a new one started; no credential is touched',
  newer: 'the history is from a newer Keywatch: it was set aside and a new one started',
  volatile: 'the history cannot be written: what is seen now is forgotten when Keywatch ends',
};

function connect(path: string): Opened {
  // SQLite gives its log and index the mode of the file, so the file is made first (0600).
  if (path !== inMemory) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path, { timeout: 2_000 });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY');
    migrate(db);
    return { db, statements: prepareStatements(db) };
  } catch (error) {
    db.close();
    throw error;
  }
}

function isNewer(path: string): boolean {
  const db = new DatabaseSync(path, { timeout: 2_000 });
  try {
    return versionOf(db) > schemaVersion;
  } finally {
    db.close();
  }
}

/** Opens the file; one that is damaged or from a newer version is moved aside first. Throws when nothing can be written. */
function openFile(path: string): { opened: Opened; aside: { to: string; why: 'damaged' | 'newer' } | null } {
  if (path === inMemory || !existsSync(path)) return { opened: connect(path), aside: null };
  try {
    const why = isCutOff(path) ? 'damaged' : isNewer(path) ? 'newer' : null;
    if (why === null) return { opened: connect(path), aside: null };
    const to = setAside(path, why);
    return { opened: connect(path), aside: { to, why } };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const to = setAside(path, 'damaged');
    return { opened: connect(path), aside: { to, why: 'damaged' } };
  }
}

/**
 * Opens what was seen, creating it (0600) where there is none; `:memory:` keeps it in memory. Never fails for the
 * file's sake: damaged or newer, it is set aside; unwritable, what could be read is kept in memory; the log says so.
 */
export function openHistory(path: string, parts: { log?: Log } = {}): History {
  const { log } = parts;
  let durable = path !== inMemory;
  let aside: string | null = null;
  const known = new Map<string, HealthRecord>();
  let opened = open();
  let tidyCursor = 0;

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
      for (const record of readRecords(path).values()) known.set(record.id, record);
      return connect(inMemory);
    }
  }

  function inOne(act: () => void): void {
    opened.db.exec('BEGIN IMMEDIATE');
    try {
      act();
      opened.db.exec('COMMIT');
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
    aside = setAside(path, 'damaged');
    log?.error(said.damaged, { path: aside });
    opened = open();
    writeKnown();
  }

  /** A file found damaged while in use is replaced once; everything else a person can act on. */
  function using<T>(act: (statements: Statements) => T): T {
    try {
      return act(opened.statements);
    } catch (error) {
      if (durable && isDamage(error) && existsSync(path)) {
        startAnew();
        return act(opened.statements);
      }
      const code = sqliteCode(error);
      if (code === null) throw error;
      throw new KeywatchError(
        'write_failed',
        `The history could not be written. Nothing in the vault is touched. Make room or check who owns ${path}.`,
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
    records: () => new Map(known),
    save: (record) => using((statements) => save(statements, record)),
    addAnswer: (id, row) =>
      using((statements) =>
        inOne(() => {
          statements.know.run(id);
          statements.addAnswer.run(id, row.at, row.outcome, row.httpStatus, row.latencyMs, row.message);
        }),
      ),
    keepAnswer: (record, row) =>
      using((statements) =>
        inOne(() => {
          save(statements, record);
          const { at, outcome, httpStatus, latencyMs, message } = row;
          statements.addAnswer.run(record.id, at, outcome, httpStatus, latencyMs, message);
        }),
      ),
    answers: (id, since, limit) =>
      using((statements) => statements.answers.all(id, since, limit).flatMap(answerOf).toReversed()),
    days: (id, since) => using((statements) => statements.days.all(id, since).flatMap(dayOf)),
    addAccess: ({ at, id, action, door, program, pid }) =>
      using((statements) => void statements.addAccess.run(at, id, action, door, program, pid)),
    accesses: (id, limit) =>
      using((statements) =>
        (id === null ? statements.accesses.all(limit) : statements.accessesOf.all(id, limit)).flatMap(
          accessOf,
        ),
      ),
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
          statements.forgetProfile.run(id);
        }),
      ),
    generation: () => {
      const value = using((statements) => noteOf(statements.note.get(generationNote)));
      return typeof value === 'number' ? value : null;
    },
    setGeneration: (generation) =>
      using((statements) => void statements.setNote.run(generationNote, JSON.stringify(generation))),
    note: (name) => using((statements) => noteOf(statements.note.get(name))),
    setNote: (name, value) =>
      using((statements) => void statements.setNote.run(name, JSON.stringify(value ?? null))),
    tidy: (now) =>
      using((statements) => {
        let next: number | null = null;
        inOne(() => {
          next = tidySlice(statements, now, tidyCursor);
        });
        tidyCursor = next ?? 0;
        return next !== null;
      }),
    close: () => opened.db.close(),
  };
}
