import type { Provider } from '../providers/provider.ts';
import type { AnswerFrom } from './record.ts';

/** What an answer is judged with. Times are epoch ms. */
export interface JudgeContext {
  now: number;
  provider: Pick<Provider, 'probeHasOwnLimits'>;
  /** When the credential ends, as best known before this answer. */
  expiresAt: number | null;
  /** Milliseconds between the answers that disable a key (D-B7). */
  confirmAfterMs: number;
  /** How many other keys of the provider were refused lately while none was accepted (D-B12). */
  keysTurnedRecently: number;
  /** When the question was put, where that is known; epoch ms. */
  askedAt?: number;
  /** Who asked; our own probe unless told. */
  from?: AnswerFrom;
  /** What real traffic worked with, as far as it says. */
  model?: string | null;
  /** When the owner of a linked login last renewed it: answers from before do not count against it (D-A11). */
  secretChangedAt?: number | null;
}
