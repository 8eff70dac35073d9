import { useCallback, useRef } from 'react';
import type { Rotated } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';
import { SecretField } from '../parts/secret-field.tsx';
import { sentenceOf, slotName } from './slot-words.ts';

type Slot = Rotated['slots'][number];

/** A way in that cannot take the new key alone: what a person gives for it, or that it is left behind. */
export function UndecidedSlot({
  slot,
  dropped,
  onBox,
  onTyped,
  onDrop,
}: {
  slot: Slot;
  dropped: boolean;
  onBox(id: string, box: HTMLInputElement | null): void;
  onTyped(isTyped: boolean): void;
  onDrop(isDropped: boolean): void;
}) {
  const name = slotName(slot);
  const held = useRef<HTMLInputElement | null>(null);
  const box = useCallback(
    (input: HTMLInputElement | null) => {
      held.current = input;
      onBox(slot.id, input);
    },
    [onBox, slot.id],
  );
  const canBeGiven = slot.type === 'passphrase' || slot.type === 'key-file';
  return (
    <div className="undecided">
      {canBeGiven ? (
        <SecretField
          label={name}
          box={box}
          readable={slot.recovery || slot.type === 'key-file'}
          isDisabled={dropped}
          placeholder={slot.type === 'key-file' ? say('its whole path') : ''}
          onInput={() => onTyped(held.current?.value !== '')}
          hint={
            dropped
              ? say('It will open the vault no more.')
              : say('So that it opens the vault under the new key too.')
          }
        />
      ) : (
        <p>
          <b>{name}</b> <span className="soft">{sentenceOf(slot.why)}</span>
        </p>
      )}
      <label className="agree">
        <input
          type="checkbox"
          className="tick"
          checked={dropped}
          onChange={({ target }) => onDrop(target.checked)}
        />
        <span>
          {slot.recovery
            ? say('Leave the printed code behind; make a new one after')
            : say('Leave it behind')}
        </span>
      </label>
    </div>
  );
}
