import { useEffect } from 'react';
import { languageFor, translationOf } from '../src-shared/languages/load.ts';
import { language, languages, speak, type Language } from '../src-shared/say.ts';
import { useDesk, useHeld } from './store/desk.ts';

const key = 'keywatch.language';

function spoken(chosen: string | null): Language {
  return languages.find((each) => each === chosen) ?? languageFor(navigator.languages);
}

/** Before anything is said: the language that was chosen last, else the system's. */
export async function speakAsBefore(): Promise<void> {
  speak(await translationOf(spoken(localStorage.getItem(key))));
  document.documentElement.lang = language();
}

/** Remembers the person's language here. Words stand in tables too, so another one begins with the page. */
export function useLanguage(): void {
  const chosen = useHeld(useDesk().picture.settings)?.language ?? null;
  useEffect(() => {
    if (chosen === null) return;
    localStorage.setItem(key, chosen);
    if (spoken(chosen) !== language()) location.reload();
  }, [chosen]);
}
