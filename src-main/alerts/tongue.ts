import type { Settings } from '../../src-shared/contract-schema.ts';
import { translationOf } from '../../src-shared/languages/load.ts';
import { speaking, type Language, type Translation } from '../../src-shared/say.ts';
import type { Log } from '../ports.ts';

/**
 * The language of notices: the one a person set, in whatever process they are made. Where it is left to the system, what
 * the process speaks: the app the system's, a command and a service English.
 */
export interface Tongue {
  /** Whether it can be spoken already. */
  isLearnt(): boolean;
  /** Settles when it can be spoken; a language that cannot be loaded is English. Never rejects. */
  learnt(): Promise<void>;
  /** What `what` gives, said in it. */
  speak<T>(what: () => T): T;
}

export function createTongue({ chosen, log }: { chosen(): Settings['language']; log: Log }): Tongue {
  const known = new Map<Language, Translation | null>([['en', null]]);
  const learning = new Map<Language, Promise<void>>();

  async function learn(language: Language): Promise<void> {
    try {
      known.set(language, await translationOf(language));
    } catch (error) {
      known.set(language, null);
      log.error('the language of notices could not be loaded', {
        language,
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
  }

  return {
    isLearnt() {
      const wanted = chosen();
      return wanted === 'system' || known.has(wanted);
    },
    async learnt() {
      const wanted = chosen();
      if (wanted === 'system' || known.has(wanted)) return;
      const begun = learning.get(wanted) ?? learn(wanted);
      learning.set(wanted, begun);
      await begun;
    },
    speak(what) {
      const wanted = chosen();
      const translation = wanted === 'system' ? undefined : known.get(wanted);
      return translation === undefined ? what() : speaking(translation, what);
    },
  };
}
