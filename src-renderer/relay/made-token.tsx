import { useEffect, useRef, useState } from 'react';
import type { RelayState, RelayToken } from '../../src-shared/contract-relay.ts';
import { say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { clearAfterMs, copySecret, type Copied } from '../parts/clipboard.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { Icon } from '../parts/glyph.tsx';
import { Addresses } from './addresses.tsx';

const afterCopy: Readonly<Record<Copied, string>> = {
  will_clear: say('Copied. The clipboard is cleared in {seconds} s.', { seconds: clearAfterMs / 1000 }),
  stays: say(
    'Copied. This browser does not let Keywatch clear the clipboard: copy something else when done.',
  ),
  refused: say('This browser refused the clipboard. Select the token and copy it by hand.'),
};

/** Shows a token this once, with the addresses it is of use at. */
export function MadeToken({
  entry,
  state,
  take,
  onDone,
  onClose,
}: {
  entry: RelayToken;
  state: RelayState;
  /** Gives the token while it is shown. */
  take(): string;
  onDone(told?: string): void;
  onClose(): void;
}) {
  const [told, setTold] = useState('');
  const place = useRef<HTMLParagraphElement>(null);
  const read = useRef(take);
  // Written into the document by hand and taken out again: no state of a component holds it.
  useEffect(() => {
    const shown = place.current;
    if (shown === null) return undefined;
    shown.textContent = read.current();
    return () => shown.replaceChildren();
  }, []);
  const forEntry = (provider: string) => entry.providers === null || entry.providers.includes(provider);
  return (
    <DialogPage
      title={say('Keep this token')}
      onClose={onClose}
      says={<span role="status">{told === '' ? say('It will not be shown again') : told}</span>}
      acts={
        <Button size="large" look="primary" onPress={() => onDone(say('The token lets its tool in'))}>
          {say('I have kept it')}
        </Button>
      }
    >
      <p className="soft">
        {say(
          'Give it to the tool where that wants an API key. It is shown this once: Keywatch keeps its hash alone.',
        )}
      </p>
      <div className="code-sheet token-sheet">
        <p ref={place} className="mono token" />
        <Button onPress={() => void copySecret(take()).then((copied) => setTold(afterCopy[copied]))}>
          <Icon name="copy" />
          {say('Copy')}
        </Button>
      </div>
      <section className="part" aria-label={say('Addresses')}>
        <h3>{say('Addresses')}</h3>
        <Addresses
          state={{ ...state, providers: state.providers.filter(({ provider }) => forEntry(provider)) }}
        />
      </section>
    </DialogPage>
  );
}
