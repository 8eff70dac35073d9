import { useEffect, useRef, useState } from 'react';
import { inPieces, marked } from '../../src-shared/evidence.ts';
import { say } from '../../src-shared/say.ts';
import { shortDate } from '../../src-shared/times.ts';
import { Field } from '../add/field.tsx';
import { Button } from '../parts/button.tsx';
import { clearAfterMs, copySecret, type Copied } from '../parts/clipboard.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useCoreState } from '../store/desk.ts';

const groups = 7;
const groupLength = 5;

const afterCopy: Readonly<Record<Copied, string>> = {
  will_clear: say('Copied. The clipboard is cleared in {seconds} s.', { seconds: clearAfterMs / 1000 }),
  stays: say(
    'Copied. This browser does not let Keywatch clear the clipboard: copy something else when done.',
  ),
  refused: say('This browser refused the clipboard. Select the code and copy it by hand.'),
};

/** Shows a code, prints it, and waits until its last group was typed. */
export function ConfirmCode({
  take,
  onKept,
  onClose,
}: {
  /** Gives the code while it is shown. */
  take(): string;
  onKept(): void;
  onClose(): void;
}) {
  const path = useCoreState()?.vault.path ?? '';
  const [today] = useState(() => Date.now());
  const [kept, setKept] = useState<'not_typed' | 'differs' | 'kept'>('not_typed');
  const [told, setTold] = useState('');
  const box = useRef<HTMLInputElement>(null);

  const look = () => {
    const typed = plain(box.current?.value ?? '');
    const last = plain(take()).slice(-groupLength);
    setKept(typed === last ? 'kept' : typed.length < groupLength ? 'not_typed' : 'differs');
  };
  const copy = async () => setTold(afterCopy[await copySecret(take())]);

  return (
    <DialogPage
      title={say('Keep this code')}
      onClose={onClose}
      says={
        <span role="status">
          {kept === 'kept'
            ? say('It will not be shown again')
            : say('Closed without it, the code is taken back')}
        </span>
      }
      acts={
        <Button size="large" look="primary" isDisabled={kept !== 'kept'} onPress={onKept}>
          {say('I have kept it')}
        </Button>
      }
    >
      <p className="soft">{say('Print it or write it down now: it is shown this once, and kept nowhere.')}</p>
      <div className="code-sheet">
        <p className="on-paper sheet-title">{say('Keywatch recovery code')}</p>
        <Code take={take} />
        <p className="on-paper">
          {say('Made on {date} for the vault', { date: shortDate(today) })}{' '}
          <span className="mono">{path}</span>
        </p>
        <p className="on-paper">
          {howToUse().map(({ text, strong }) =>
            strong === true ? (
              <span key={text} className="mono">
                {text}
              </span>
            ) : (
              text
            ),
          )}
        </p>
        <p className="on-paper">
          {say('Whoever reads it can open a copy of the vault. Keep it with papers that matter.')}
        </p>
      </div>
      <div className="row code-acts">
        <Button onPress={() => window.print()}>{say('Print…')}</Button>
        <Button onPress={() => void copy()}>
          <Icon name="copy" />
          {say('Copy')}
        </Button>
        <span className="dim" role="status">
          {told}
        </span>
      </div>
      <form
        className="one-field short"
        onSubmit={(event) => {
          event.preventDefault();
          if (kept === 'kept') onKept();
        }}
      >
        <Field
          label={say('Type the last group')}
          hint={kept === 'kept' ? say('That is it.') : say('From the paper, to be sure that it can be read.')}
          problem={kept === 'differs' ? say('Not what the last group says.') : null}
        >
          {(ids) => (
            <input
              {...ids}
              ref={box}
              className="input mono"
              autoComplete="off"
              autoCapitalize="characters"
              autoCorrect="off"
              spellCheck={false}
              maxLength={12}
              onInput={look}
            />
          )}
        </Field>
      </form>
    </DialogPage>
  );
}

/** The code in its groups, written into the document by hand and taken out when this goes. */
function Code({ take }: { take(): string }) {
  const place = useRef<HTMLParagraphElement>(null);
  const read = useRef(take);
  useEffect(() => {
    const shown = place.current;
    if (shown === null) return;
    for (const [at, group] of read.current().split('-').entries()) {
      if (at > 0) shown.append(' ');
      const span = document.createElement('span');
      span.textContent = group;
      shown.append(span);
    }
    return () => shown.replaceChildren();
  }, []);
  return (
    <p
      ref={place}
      className="code mono"
      aria-label={say('Recovery code, {count} groups', { count: groups })}
      translate="no"
    />
  );
}

const inTerminal = { command: 'keywatch vault unlock' };

/** What stands on the sheet for the day it is needed. */
const howToUse = () =>
  inPieces(
    say(
      'It opens that vault by itself, wherever the vault’s file is. Open Keywatch, choose Unlock, then Recovery code, and type it: in any case, with or without hyphens. In a terminal: {command}. Then make a new code, and destroy this sheet.',
      { command: marked(0) },
    ),
    [{ text: inTerminal.command, strong: true }],
  );

/** Letters and digits alone, as they are read: O as 0, I and L as 1. */
function plain(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
