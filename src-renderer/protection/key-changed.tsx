import type { Rotated } from '../../src-shared/contract-vault.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { slotName } from './slot-words.ts';
import { listed } from '../../src-shared/list.ts';
import { say } from '../../src-shared/say.ts';

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
    listed(slots.filter((slot) => slot.fate === fate).map((slot) => slotName(slot)));
  const dropped = names('dropped');
  const left = backups.opened - backups.deleted;
  return (
    <DialogPage
      title={say('The key was changed')}
      onClose={onClose}
      says={<span>{say('Every secret is what it was')}</span>}
      acts={
        <Button size="large" look="primary" autoFocus onPress={onDone}>
          {say('Done')}
        </Button>
      }
    >
      <ul className="ledger alone" role="status">
        <li>
          <Glyph shape="check" tone="good" />
          <b>{say('Opens it')}</b>
          <span>{names('kept')}</span>
        </li>
        {dropped !== '' && (
          <li>
            <Glyph shape="off" tone="none" />
            <b>{say('Left behind')}</b>
            <span>{dropped}</span>
          </li>
        )}
        <li>
          <Glyph shape={left > 0 ? 'triangle' : 'check'} tone={left > 0 ? 'warn' : 'good'} />
          <b>{say('Backups')}</b>
          <span>
            {left > 0
              ? say(
                  '{count, plural, one {# under the former key was kept} other {# under the former key were kept}}',
                  { count: left },
                )
              : backups.deleted > 0
                ? say('{count} under the former key deleted', { count: backups.deleted })
                : say('none under the former key')}
          </span>
        </li>
      </ul>
    </DialogPage>
  );
}
