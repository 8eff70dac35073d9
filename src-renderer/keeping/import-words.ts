import type { ConflictChoice, ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';
import { say } from '../../src-shared/say.ts';

/** How an entry of a file is told: by shape, by word. */
export const entryStates: Readonly<
  Record<ImportState, { readonly name: string; readonly glyph: Glyph; readonly tone: Tone }>
> = {
  refused: { name: say('Refused'), glyph: 'cross', tone: 'bad' },
  conflicting: { name: say('In conflict'), glyph: 'triangle', tone: 'warn' },
  new: { name: say('New'), glyph: 'check', tone: 'good' },
  changed: { name: say('Changed'), glyph: 'limited', tone: 'good' },
  same: { name: say('The same'), glyph: 'hollow', tone: 'none' },
  skipped: { name: say('Left out'), glyph: 'off', tone: 'none' },
};

/** What needs a person first, what needs nobody last. */
export const entryOrder: readonly ImportState[] = [
  'refused',
  'conflicting',
  'new',
  'changed',
  'same',
  'skipped',
];

export const choiceNames: Readonly<Record<ConflictChoice, string>> = {
  mine: say('Keep mine'),
  theirs: say('Take theirs'),
  both: say('Keep both'),
};

export const choices: readonly ConflictChoice[] = ['mine', 'theirs', 'both'];

/** What was imported, said once it is. */
export function importedWords({ counts }: ImportPlan): string {
  const { new: added, changed } = counts;
  if (changed === 0)
    return say('Imported: {added} new. The vault before it is the newest backup.', { added });
  if (added === 0)
    return say('Imported: {changed} changed. The vault before it is the newest backup.', { changed });
  return say('Imported: {added} new, {changed} changed. The vault before it is the newest backup.', {
    added,
    changed,
  });
}
