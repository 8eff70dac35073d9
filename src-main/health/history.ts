import type {
  Access,
  Bucket,
  Chart,
  ChartSpan,
  HistoryRow,
  Incident,
} from '../../src-shared/contract-schema.ts';
import type { AccessAction } from '../../src-shared/words.ts';
import type { HealthRecord } from './record.ts';

/** A notice as remembered: shown once, perhaps snoozed or dismissed. Times are epoch ms. */
export interface RememberedNotice {
  id: string;
  shownAt: number | null;
  snoozedUntil: number | null;
  dismissedAt: number | null;
}

/** One day of one profile, after its raw rows were rolled up; `at` is midnight UTC. */
export type HistoryDay = Bucket;

/** An answer to be kept: a probe's of nobody in particular where it does not say otherwise. */
export type NewAnswer = Omit<HistoryRow, 'from' | 'program'> &
  Partial<Pick<HistoryRow, 'from' | 'program'>> & {
    /** Who answered; told as the cause of what it begins. */
    host?: string | null;
  };

/** What was seen: history.sqlite. Losing it loses history, never a credential. */
export interface History {
  readonly path: string;
  /** Where a damaged or newer file was put when this one was started anew; null when none was. */
  readonly setAside: string | null;
  /** False where nothing can be written there: then it lasts as long as the process. */
  readonly durable: boolean;
  /** Why what is seen now is not kept, in words that follow a colon; null while it is. */
  fault(): string | null;
  /** Hears when that begins and ends. */
  onFault(listener: () => void): void;
  records(): Map<string, HealthRecord>;
  save(record: HealthRecord): void;
  /** Keeps one answer: raw for 90 days, then one row a day and profile for two years (D-B39). */
  addAnswer(id: string, answer: NewAnswer): void;
  /** One answer and what we believe since, in one transaction. */
  keepAnswer(record: HealthRecord, answer: NewAnswer): void;
  /** The newest `limit` since then, newest last. */
  answers(id: string, since: number, limit: number): HistoryRow[];
  /** How many of our own questions were answered since then; traffic costs us none. */
  answersSince(id: string, since: number): number;
  /** Rolled-up days, oldest first; from the days whose raw rows are gone. */
  days(id: string, since: number): HistoryDay[];
  /** What went wrong, oldest first: all that was going on at some time since then, of the newest `limit`. */
  incidents(id: string, since: number, limit: number): Incident[];
  /** The last day, week or quarter in buckets. */
  chart(id: string, span: ChartSpan, now: number): Chart;
  addAccess(access: Access): void;
  /** Several in one write. */
  addAccesses(accesses: readonly Access[]): void;
  /** How often a program of that name was given a secret so since then. */
  accessesBy(program: string, action: AccessAction, since: number): number;
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
  /** Rolls a slice of old rows up and gives their room back, a few milliseconds at most; true when there is more to do. */
  tidy(now: number): boolean;
  close(): void;
}
