import type { Clock, Log } from '../ports.ts';
import type { History, NewAnswer } from './history.ts';
import type { Answered } from './probing.ts';
import { unseen, type AnswerFrom, type HealthRecord } from './record.ts';
import { dayMs } from './roll-up.ts';

/** What is believed of every profile: in memory for those who ask, in the history for the next process. */
export interface Beliefs {
  get(id: string): HealthRecord;
  /** In memory only: what the schedule makes of it. */
  set(record: HealthRecord): void;
  /** With the answer it came from, for good. */
  keep(record: HealthRecord, answered: Answered, by: { from: AnswerFrom; program?: string | null }): void;
  save(record: HealthRecord): void;
  forget(id: string): void;
  /** Runs what writes; a history that cannot be written costs its rows, never the watch itself. */
  write(act: () => void): void;
}

export function createBeliefs({
  history,
  clock,
  log,
}: {
  history: History;
  clock: Clock;
  log: Log;
}): Beliefs {
  const records = history.records();
  let failing = false;
  let tidyAt = 0;

  function write(act: () => void): void {
    try {
      act();
      failing = false;
    } catch (error) {
      if (!failing) log.error('what was seen could not be kept', { error: String(error) });
      failing = true;
    }
  }

  /** Once a day, and slice after slice with the next answers until all is done. */
  function tidyNowAndThen(now: number): void {
    if (now < tidyAt) return;
    if (!history.tidy(now)) tidyAt = now + dayMs;
  }

  return {
    get(id) {
      const known = records.get(id) ?? unseen(id);
      // The same one each time: whoever keeps what follows from a record knows it by identity.
      records.set(id, known);
      return known;
    },
    set: (record) => void records.set(record.id, record),
    keep(record, { outcome, httpStatus, latencyMs, message, host }, { from, program = null }) {
      const now = clock.now();
      const row: NewAnswer = { at: now, outcome, httpStatus, latencyMs, message, host, from, program };
      records.set(record.id, record);
      write(() => {
        history.keepAnswer(record, row);
        tidyNowAndThen(now);
      });
    },
    save(record) {
      records.set(record.id, record);
      write(() => history.save(record));
    },
    forget(id) {
      records.delete(id);
      write(() => history.forget(id));
    },
    write,
  };
}
