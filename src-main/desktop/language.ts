import type { App } from 'electron';
import { languageFor, translationOf } from '../../src-shared/languages/load.ts';
import { speak, type Language } from '../../src-shared/say.ts';
import type { Keywatch } from '../core.ts';
import type { Log } from '../ports.ts';

/** From now on this process speaks the system's language, as far as it is one of ours. */
export async function speakAsSystem(app: Pick<App, 'getPreferredSystemLanguages'>): Promise<void> {
  await speakIn(languageFor(app.getPreferredSystemLanguages()));
}

/**
 * Speaks what a person set, else the system's language, now and after each change; `onSpoken` after a change, for what was
 * said before. Gives back a way to stop.
 */
export async function followLanguage(
  keywatch: Pick<Keywatch, 'settings' | 'observe'>,
  parts: { app: Pick<App, 'getPreferredSystemLanguages'>; log: Log; onSpoken: () => void },
): Promise<() => void> {
  const wanted = (): Language => {
    const { language: chosen } = keywatch.settings.get();
    return chosen === 'system' ? languageFor(parts.app.getPreferredSystemLanguages()) : chosen;
  };
  let asked = wanted();
  await speakIn(asked);
  return keywatch.observe(({ what }) => {
    if (what !== 'settings' || wanted() === asked) return;
    asked = wanted();
    speakIn(asked).then(parts.onSpoken, (error: unknown) => {
      parts.log.error('The language could not be changed', {
        error: error instanceof Error ? error.name : typeof error,
      });
    });
  });
}

let newest = 0;

/** The last one asked for is spoken, whichever is loaded last. */
async function speakIn(wanted: Language): Promise<void> {
  const mine = ++newest;
  const translation = await translationOf(wanted);
  if (mine === newest) speak(translation);
}
