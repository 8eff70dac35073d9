import { say } from '../../src-shared/say.ts';

/** Keys pressed together. `mod` is Cmd on a Mac, else Ctrl. */
export interface Keys {
  /** As `KeyboardEvent.key` names it; letters in lower case. */
  readonly key: string;
  readonly mod?: true;
  readonly shift?: true;
  readonly alt?: true;
}

const isMac = /Mac/.test(navigator.userAgent);
const letter = /^[a-z]$/;

/** Whether an event is just these keys. Which signs need Shift is the keyboard's own affair. */
export function arePressed(keys: Keys, event: KeyboardEvent): boolean {
  const mod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  return (
    event.key.toLowerCase() === keys.key &&
    (keys.mod === true ? mod : !event.ctrlKey && !event.metaKey) &&
    event.altKey === (keys.alt ?? false) &&
    (!letter.test(keys.key) || event.shiftKey === (keys.shift ?? false))
  );
}

const signs: Readonly<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  ' ': say('Space'),
  enter: say('Enter'),
  escape: say('Esc'),
  home: say('Home'),
};

/** The keys as this system writes them: `⇧⌘L`, `Ctrl+Shift+L`. */
export function written({ key, mod, shift, alt }: Keys): string {
  const sign = signs[key] ?? (letter.test(key) ? key.toUpperCase() : key);
  if (isMac) return [alt && '⌥', shift && '⇧', mod && '⌘', sign].filter(Boolean).join('');
  return [mod && say('Ctrl'), alt && say('Alt'), shift && say('Shift'), sign].filter(Boolean).join('+');
}

/** The keys of the whole window. */
export const shortcuts = {
  commands: { key: 'k', mod: true },
  help: { key: '?' },
  search: { key: '/' },
  lock: { key: 'l', mod: true, shift: true },
  privacy: { key: 'h', mod: true, shift: true },
} as const satisfies Record<string, Keys>;

/** Whether these are pressed without Ctrl or Cmd where nobody types: a person may switch such keys off. */
export const isAlone = (keys: Keys): boolean => keys === shortcuts.search || keys === shortcuts.help;
