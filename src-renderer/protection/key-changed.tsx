import type { Rotated } from '../../src-shared/contract-vault.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { slotName } from './slot-words.ts';

/** What came of changing the key. */
export function KeyChanged({
  result: { slots, backups },
  onDone,
  onClose,
}: {
  result: Rotated;
  onDone(): void;
  onClose(): void;
}) {
  const names = (fate: 'kept' | 'dropped') =>
    slots
      .filter((slot) => slot.fate === fate)
      .map((slot) => slotName(slot))
      .join(', ');
  const dropped = names('dropped');
  const left = backups.opened - backups.deleted;
  return (
    <DialogPage
      title="The key was changed"
      onClose={onClose}
      says={<span>Every secret is what it was</span>}
      acts={
        <Button size="large" look="primary" autoFocus onPress={onDone}>
          Done
        </Button>
      }
    >
      <ul className="ledger alone" role="status">
        <li>
          <Glyph shape="check" tone="good" />
          <b>Opens it</b>
          <span>{names('kept')}</span>
        </li>
        {dropped !== '' && (
          <li>
            <Glyph shape="off" tone="none" />
            <b>Left behind</b>
            <span>{dropped}</span>
          </li>
        )}
        <li>
          <Glyph shape={left > 0 ? 'triangle' : 'check'} tone={left > 0 ? 'warn' : 'good'} />
          <b>Backups</b>
          <span>
            {left > 0
              ? `${left} under the former key ${left === 1 ? 'was' : 'were'} kept`
              : backups.deleted > 0
                ? `${backups.deleted} under the former key deleted`
                : 'none under the former key'}
          </span>
        </li>
      </ul>
    </DialogPage>
  );
}
