import type { ConflictChoice, ImportPlan, ImportState } from '../../src-shared/contract-keeping.ts';
import type { Glyph, Tone } from '../../src-shared/state-word.ts';

/** How an entry of a file is told: by shape, by word. */
export const entryStates: Readonly<
  Record<ImportState, { readonly name: string; readonly glyph: Glyph; readonly tone: Tone }>
> = {
  refused: { name: 'Refused', glyph: 'cross', tone: 'bad' },
  conflicting: { name: 'In conflict', glyph: 'triangle', tone: 'warn' },
  new: { name: 'New', glyph: 'check', tone: 'good' },
  changed: { name: 'Changed', glyph: 'limited', tone: 'good' },
  same: { name: 'The same', glyph: 'hollow', tone: 'none' },
  skipped: { name: 'Left out', glyph: 'off', tone: 'none' },
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
  mine: 'Keep mine',
  theirs: 'Take theirs',
  both: 'Keep both',
};

export const choices: readonly ConflictChoice[] = ['mine', 'theirs', 'both'];

/** What was imported, said once it is. */
export function importedWords({ counts }: ImportPlan): string {
  const parts = [
    counts.new > 0 ? `${counts.new} new` : null,
    counts.changed > 0 ? `${counts.changed} changed` : null,
  ].filter((part) => part !== null);
  return `Imported: ${parts.join(', ')}. The vault before it is the newest backup.`;
}
