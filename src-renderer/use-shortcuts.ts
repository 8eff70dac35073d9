import { useEffect } from 'react';
import { arePressed, shortcuts } from './palette/keys.ts';
import { useDesk, type Desk } from './store/desk.ts';

/** Keys of the whole window beside those of use-lock.ts. */
const keys: readonly {
  readonly on: (event: KeyboardEvent, desk: Desk) => boolean;
  readonly run: (desk: Desk) => void;
}[] = [
  {
    on: (event, { view }) =>
      arePressed(shortcuts.commands, event) && (view.over.get()?.kind ?? 'commands') === 'commands',
    run: ({ view }) => view.over.set(view.over.get() === null ? { kind: 'commands' } : null),
  },
  {
    on: (event) => arePressed(shortcuts.privacy, event),
    run: ({ windowSettings, arrange }) => arrange({ privacy: !windowSettings.get().privacy }),
  },
  {
    on: (event, desk) => mayBeAlone(event, desk) && arePressed(shortcuts.help, event),
    run: ({ view }) => view.over.set({ kind: 'shortcuts' }),
  },
  {
    on: (event, desk) =>
      mayBeAlone(event, desk) && arePressed(shortcuts.search, event) && searchBox() !== null,
    run() {
      searchBox()?.focus();
      searchBox()?.select();
    },
  },
  {
    on: (event, { view }) => isFree(event, view) && event.key === 'Escape' && view.picked.get() !== null,
    run: ({ view }) => view.picked.set(null),
  },
  {
    on: (event, { view }) => isFree(event, view) && event.key === 'Escape' && view.details.get() !== null,
    run({ view }) {
      const id = view.details.get();
      view.details.set(null);
      document.querySelector<HTMLElement>(`[data-profile="${CSS.escape(id ?? '')}"]`)?.focus();
    },
  },
];

/** Keys and pastes that belong to the whole window; a paste adds a key. */
export function useShortcuts(): void {
  const desk = useDesk();
  const { view, unveiled } = desk;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const key = keys.find(({ on }) => on(event, desk));
      if (key === undefined) return;
      event.preventDefault();
      key.run(desk);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (view.over.get() !== null || typesInto(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '' || unveiled.state.get()?.vault.state !== 'open') return;
      event.preventDefault();
      view.pasted.put(text);
      view.over.set({ kind: 'add', way: 'key', provider: null });
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('paste', onPaste);
    };
  }, [desk, view, unveiled]);
}

/** Nothing lies over the window, and nobody types. */
function isFree(event: KeyboardEvent, view: Desk['view']): boolean {
  return view.over.get() === null && !typesInto(event.target) && !event.ctrlKey && !event.metaKey;
}

/** A sign without Ctrl or Cmd is a key of the window, unless a person switched such keys off. */
function mayBeAlone(event: KeyboardEvent, { view, windowSettings }: Desk): boolean {
  return windowSettings.get().singleKeys && isFree(event, view);
}

function searchBox(): HTMLInputElement | null {
  return document.querySelector('input[type="search"]');
}

function typesInto(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
