import type { Alert, Profile } from '../../src-shared/contract-schema.ts';
import type { WrongClock } from '../../src-shared/wrong-clock.ts';
import type { Trouble } from '../../src-shared/trouble.ts';
import type { RememberedNotice } from '../health/history.ts';
import type { ChangedLink } from './changed-notices.ts';

/** One thing worth telling a person about, as it stands now. Never holds a secret. */
export interface Notice extends Omit<Alert, 'snoozedUntil'> {
  /**
   * What it tells: the same incident has the same id at every look and after every start. It counts as told when all
   * of these are remembered as shown; a notice of one incident tells its own id alone.
   */
  tells: readonly string[];
}

/** What notices are made of. Times are epoch ms. */
export interface Scene {
  profiles: readonly Profile[];
  troubles: readonly Trouble[];
  /** Linked profiles with another secret than was linked. */
  changed?: readonly ChangedLink[];
  /** By our own clock. */
  now: number;
  /** Set where that clock is wrong: what ends is seen without its error. */
  clock?: WrongClock | null;
  /** Days before the end at which a notice is due. */
  ladderDays: readonly number[];
  remembered: ReadonlyMap<string, RememberedNotice>;
}

/** A pure source of notices: everything that is worth telling now, whether or not it was told. */
export type NoticeProvider = (scene: Scene) => Notice[];

/** Whether something was shown to a person before. */
export function wasTold({ remembered }: Pick<Scene, 'remembered'>, id: string): boolean {
  const notice = remembered.get(id);
  return notice !== undefined && (notice.shownAt !== null || notice.dismissedAt !== null);
}
