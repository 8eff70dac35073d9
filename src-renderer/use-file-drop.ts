import { useEffect } from 'react';
import { say } from '../src-shared/say.ts';
import { useDesk, type Desk } from './store/desk.ts';

/** A file that holds a key is small; what is larger is not read. In bytes. */
const mostBytes = 64 * 1024;

/**
 * A file that is dropped on the window is read and added as if it had been pasted; the form for that takes it where it
 * is open. No file opens in the window's place.
 */
export function useFileDrop(): void {
  const desk = useDesk();
  useEffect(() => {
    const isOver = (words: string | null) => {
      if (words === null) delete document.documentElement.dataset['drop'];
      else document.documentElement.dataset['drop'] = words;
    };
    const onOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true || event.defaultPrevented) return;
      event.preventDefault();
      const takes = isTaken(desk);
      event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
      isOver(takes ? say('Drop the file: the key in it is recognised') : null);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) isOver(null);
    };
    const onDrop = (event: DragEvent) => {
      isOver(null);
      const files = event.dataTransfer?.files;
      if (files === undefined || files.length === 0 || event.defaultPrevented) return;
      event.preventDefault();
      if (isTaken(desk)) void add(files, desk);
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, [desk]);
}

/** Nothing lies over the window, or a form that takes a paste does; and it could be kept. */
function isTaken({ view, unveiled }: Desk): boolean {
  const over = view.over.get();
  const hasRoom = over === null || over.kind === 'replace' || (over.kind === 'add' && over.way !== 'no-key');
  return hasRoom && unveiled.state.get()?.vault.state === 'open';
}

async function add(files: FileList, { view, notices }: Desk): Promise<void> {
  const [file] = files;
  const refuse = (text: string) => notices.show({ tone: 'warn', text });
  if (file === undefined || files.length > 1)
    return refuse(say('These are several files; none was read; drop one at a time.'));
  if (file.size > mostBytes)
    return refuse(say('This file is too large to be a key; it was not read; a list of keys is for Import.'));
  // A folder is dropped like a file, and cannot be read.
  const text = await file.text().catch(() => '');
  if (text.trim() === '' || text.includes('\0'))
    return refuse(say('There is no text in this file; nothing was added; drop one that holds a key.'));
  view.pasted.put(text);
  if (view.over.get() === null) view.over.set({ kind: 'add', way: 'key', provider: null });
}
