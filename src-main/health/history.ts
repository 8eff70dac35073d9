import type { Access, HistoryRow } from '../../src-shared/contract-schema.ts';
import type { Outcome } from '../../src-shared/words.ts';
import type { HealthRecord } from './record.ts';

/** A notice as remembered: shown once, perhaps snoozed or dismissed. Times are epoch ms. */
export interface RememberedNotice {
  id: string;
  shownAt: number | null;
  snoozedUntil: number | null;
  dismissedAt: number | null;
}

/** One day of one profile, after its raw rows were rolled up. */
export interface HistoryDay {
  /** Midnight UTC, epoch ms. */
  at: number;
  counts: Partial<Record<Outcome, number>>;
  p50: number | null;
  p95: number | null;
}

/** What was seen: history.sqlite. Losing it loses history, never a credential. */
export interface History {
  readonly path: string;
  /** Where a damaged or newer file was put when this one was started anew; null when none was. */
  readonly setAside: string | null;
  /** False where nothing can be written there: then it lasts as long as the process. */
  readonly durable: boolean;
  records(): Map<string, HealthRecord>;
  save(record: HealthRecord): void;
  /** Keeps one answer: raw for 90 days, then one row a day and profile for two years (D-B39). */
  addAnswer(id: string, row: HistoryRow): void;
  /** One answer and what we believe since, in one transaction. */
  keepAnswer(record: HealthRecord, row: HistoryRow): void;
  /** Newest last. */
  answers(id: string, since: number, limit: number): HistoryRow[];
  /** Rolled-up days, oldest first; from the days whose raw rows are gone. */
  days(id: string, since: number): HistoryDay[];
  addAccess(access: Access): void;
  /** Newest first; of all profiles when `id` is null. */
  accesses(id: string | null, limit: number): Access[];
  notices(): Map<string, RememberedNotice>;
  remember(notice: RememberedNotice): void;
  forgetNotice(id: string): void;
  /** Drops what is known of a removed profile; the access log keeps who took its secret. */
  forget(id: string): void;
  /** The newest vault generation seen, to notice an older vault put in its place (D-A2); null before the first. */
  generation(): number | null;
  setGeneration(generation: number): void;
  /** Small facts that outlive a process: a pause, the provider troubles. JSON values. */
  note(name: string): unknown;
  setNote(name: string, value: unknown): void;
  /** Rolls a slice of old rows up, a few milliseconds at most; true when there is more to do. */
  tidy(now: number): boolean;
  close(): void;
}
