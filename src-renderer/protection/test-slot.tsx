import { useRef, useState } from 'react';
import type { VaultSlot } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { useNow } from '../store/clock.ts';
import { useAsk } from '../store/use-ask.ts';
import { TriedWords } from '../locked/tried-words.tsx';
import { waitLeft } from '../locked/wait-left.ts';
import type { PageProps } from './protection-dialog.tsx';
import { askedFor, slotName, theSlot } from './slot-words.ts';

/** Tries what a person knows against its slot; nothing is changed by it. */
export function TestSlot({ slot, onDone, onClose }: PageProps & { slot: VaultSlot }) {
  const box = useRef<HTMLInputElement>(null);
  const { ask, asking, failure, forget } = useAsk();
  const [typed, setTyped] = useState(false);
  const [opens, setOpens] = useState<VaultSlot['opens'] | null>(null);
  const left = waitLeft(failure, useNow('seconds'));
  const label = askedFor(slot) ?? slotName(slot);
  const test = async () => {
    const answer = await ask((client) =>
      client.vault.protect({ act: 'test', slot: slot.id, passphrase: box.current?.value ?? '' }),
    );
    if (answer === null) return;
    setOpens(answer.slot.opens);
    box.current?.select();
  };
  return (
    <DialogPage
      title={say('Test {slot}', { slot: theSlot(slot) })}
      onBack={() => onDone()}
      onClose={onClose}
      says={<span>{say('Nothing is changed by it')}</span>}
      acts={
        <>
          <Button size="large" onPress={() => onDone()}>
            {say('Back')}
          </Button>
          <Button
            size="large"
            look="primary"
            isDisabled={!typed || asking || left !== null}
            onPress={() => void test()}
          >
            {asking ? say('Testing') : say('Test')}
          </Button>
        </>
      }
    >
      <form
        className="one-field"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed && !asking && left === null) void test();
        }}
      >
        <SecretField
          label={label}
          box={box}
          autoFocus
          readable={slot.recovery}
          onInput={() => {
            setTyped(box.current?.value !== '');
            setOpens(null);
            if (left === null) forget();
          }}
          hint={slot.recovery ? say('In any case, with or without hyphens.') : undefined}
        />
      </form>
      <p className="verdict" role="status">
        {failure !== null ? (
          <>
            <Glyph shape="pause" tone="wait" />
            <span className="plainly">
              <TriedWords failure={failure} left={left} />
            </span>
          </>
        ) : opens === 'yes' ? (
          <>
            <Glyph shape="check" tone="good" />
            {say('It opens the vault.')}
          </>
        ) : opens !== null ? (
          <>
            <Glyph shape="cross" tone="bad" />
            {say('It does not open the vault.')}
          </>
        ) : null}
      </p>
    </DialogPage>
  );
}
