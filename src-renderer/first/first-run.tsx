import type { ReactNode } from 'react';
import icon from '../icon.svg';
import { PasteBox } from '../add/paste-box.tsx';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/glyph.tsx';
import { useCanChange, useCoreState, useDesk } from '../store/desk.ts';
import type { AddWay } from '../store/view.ts';

/** An empty vault teaches: how it is protected, and the ways to put a key in. */
export default function FirstRun() {
  const { view } = useDesk();
  const core = useCoreState();
  const canChange = useCanChange();
  const add = (way: AddWay) => view.over.set({ kind: 'add', way, provider: null });
  const protect = (page: 'overview' | 'recovery') => view.over.set({ kind: 'protection', page });
  const isProtected = core?.vault.protected === true;
  return (
    <main className="first">
      <div className="welcome">
        <img className="app" src={icon} alt="" />
        <div>
          <h2>
            {core?.capabilities.tray === true ? 'Two steps to a quiet tray' : 'Two steps to quiet keys'}
          </h2>
          <p>
            Keywatch keeps your AI credentials sealed on this computer, asks each provider whether they still
            work, and speaks up before one fails. Asking spends no tokens.
          </p>
        </div>
      </div>
      <ol className="steps">
        <Step
          number={1}
          state={isProtected ? 'done' : 'open'}
          title="Protect"
          words={
            isProtected
              ? `Sealed; the key that opens the vault is kept by ${core.vault.backend ?? 'the system'}. A recovery code opens it should that ever be lost.`
              : (core?.vault.advice ??
                'The system does not protect this vault: whoever reads your files can read it.')
          }
          acts={
            isProtected ? (
              !core.vault.recovery && (
                <Button isDisabled={!canChange} onPress={() => protect('recovery')}>
                  Make a recovery code…
                </Button>
              )
            ) : (
              <Button isDisabled={!canChange} onPress={() => protect('overview')}>
                Protect…
              </Button>
            )
          }
        />
        <Step
          number={2}
          state="now"
          title="Add"
          words="Paste a key anywhere in this window. It is cleaned, recognised and tested before anything is kept."
          acts={
            <>
              <Button look="primary" isDisabled={!canChange} onPress={() => add('key')}>
                Add a key…
              </Button>
              <Button isDisabled={!canChange} onPress={() => add('reference')}>
                Refer to one…
              </Button>
              <Button look="quiet" isDisabled={!canChange} onPress={() => add('setup-token')}>
                Claude setup token…
              </Button>
            </>
          }
        >
          {canChange && (
            <PasteBox
              label="Paste a key or a reference"
              placeholder="sk-…   or   op://vault/item/field"
              multiline={false}
              onText={(text) => {
                view.pasted.put(text);
                add('key');
              }}
            />
          )}
        </Step>
      </ol>
      <p className="later">
        Where everything lies: <span className="mono">{core?.vault.path ?? ''}</span>
      </p>
    </main>
  );
}

function Step({
  number,
  state,
  title,
  words,
  acts,
  children,
}: {
  number: number;
  state: 'done' | 'now' | 'open';
  title: string;
  words: string;
  acts?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <li className={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className="n" aria-hidden="true">
        {state === 'done' ? <Icon name="tick" /> : number}
      </span>
      <div>
        <h3>
          {title}
          {state === 'done' && <span className="sr">, done</span>}
        </h3>
        <p>{words}</p>
        {children}
      </div>
      <div className="acts">{acts}</div>
    </li>
  );
}
