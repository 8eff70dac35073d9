import { useEffect, useRef, useState } from 'react';
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
  will_clear: `Copied. The clipboard is cleared in ${clearAfterMs / 1000} s.`,
  stays: 'Copied. This browser does not let Keywatch clear the clipboard: copy something else when done.',
  refused: 'This browser refused the clipboard. Select the code and copy it by hand.',
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
      title="Keep this code"
      onClose={onClose}
      says={
        <span role="status">
          {kept === 'kept' ? 'It will not be shown again' : 'Closed without it, the code is taken back'}
        </span>
      }
      acts={
        <Button size="large" look="primary" isDisabled={kept !== 'kept'} onPress={onKept}>
          I have kept it
        </Button>
      }
    >
      <p className="soft">Print it or write it down now: it is shown this once, and kept nowhere.</p>
      <div className="code-sheet">
        <p className="on-paper sheet-title">Keywatch recovery code</p>
        <Code take={take} />
        <p className="on-paper">
          Made on {shortDate(today)} for the vault <span className="mono">{path}</span>
        </p>
        <p className="on-paper">
          It opens that vault by itself, wherever the vault’s file is. Open Keywatch, choose Unlock, then
          Recovery code, and type it: in any case, with or without hyphens. In a terminal:{' '}
          <span className="mono">keywatch vault unlock</span>. Then make a new code, and destroy this sheet.
        </p>
        <p className="on-paper">
          Whoever reads it can open a copy of the vault. Keep it with papers that matter.
        </p>
      </div>
      <div className="row code-acts">
        <Button onPress={() => window.print()}>Print…</Button>
        <Button onPress={() => void copy()}>
          <Icon name="copy" />
          Copy
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
          label="Type the last group"
          hint={kept === 'kept' ? 'That is it.' : 'From the paper, to be sure that it can be read.'}
          problem={kept === 'differs' ? 'Not what the last group says.' : null}
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
    <p ref={place} className="code mono" aria-label={`Recovery code, ${groups} groups`} translate="no" />
  );
}

/** Letters and digits alone, as they are read: O as 0, I and L as 1. */
function plain(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
