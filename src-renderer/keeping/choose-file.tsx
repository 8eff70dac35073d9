import { useState, type DragEvent, type RefObject } from 'react';
import { Button } from '../parts/button.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogSays } from '../parts/dialog-foot.tsx';
import { Turning } from '../parts/glyph.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { say } from '../../src-shared/say.ts';
import type { Met } from '../store/errors.ts';

const forms: readonly (readonly [name: string, what: string])[] = [
  ['Keywatch', say('what Export wrote, with keys or without')],
  ['.env', say('one key a line, by the names that providers use')],
  ['JSON', say('a list of keys, or names and their keys')],
  ['CSV', say('a table whose first line names its columns')],
];

/** Where a file is chosen or dropped; and what opens it, where it is sealed. */
export function ChooseFile({
  name,
  asking,
  problem,
  failure,
  passphrase,
  onFile,
  onPassphrase,
  onClose,
}: {
  name: string | null;
  asking: boolean;
  problem: string | null;
  failure: Met | null;
  passphrase: RefObject<HTMLInputElement | null>;
  onFile(file: File): void;
  onPassphrase(): void;
  onClose(): void;
}) {
  const [over, setOver] = useState(false);
  const [sealed, setSealed] = useState(false);
  const [typed, setTyped] = useState(false);
  if (failure?.code === 'sealed' && !sealed) setSealed(true);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file === undefined) return;
    setSealed(false);
    onFile(file);
  };
  const said = problem ?? (failure === null || (sealed && !typed) ? null : failure.message);
  return (
    <DialogPage
      title={say('Import')}
      onClose={onClose}
      says={<DialogSays failure={said} otherwise={say('Shown first; nothing is written by looking')} />}
      acts={
        <>
          <Button size="large" onPress={onClose}>
            {say('Cancel')}
          </Button>
          {sealed && (
            <Button size="large" look="primary" isDisabled={!typed || asking} onPress={onPassphrase}>
              {asking ? say('Opening') : say('Open the file')}
            </Button>
          )}
        </>
      }
    >
      <div
        className={over ? 'drop is-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        {asking && !sealed ? (
          <p className="waits" role="status">
            <Turning />
            {say('Reading {name}', { name: name ?? '' })}
          </p>
        ) : (
          <>
            <p>{name === null ? say('Drop a file here, or') : <b className="cut">{name}</b>}</p>
            <FileTrigger
              acceptedFileTypes={[
                '.json',
                '.env',
                '.csv',
                '.txt',
                'application/json',
                'text/csv',
                'text/plain',
              ]}
              onSelect={(files) => {
                const file = files?.[0];
                if (file === undefined) return;
                setSealed(false);
                onFile(file);
              }}
            >
              <Button autoFocus={!sealed}>
                {name === null ? say('Choose a file…') : say('Choose another…')}
              </Button>
            </FileTrigger>
          </>
        )}
      </div>
      {sealed ? (
        <form
          className="one-field"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed && !asking) onPassphrase();
          }}
        >
          <SecretField
            label={say('Passphrase of the file')}
            box={passphrase}
            autoFocus
            onInput={() => setTyped((passphrase.current?.value ?? '') !== '')}
            hint={say('The one it was exported under; it need not be one of this vault.')}
          />
        </form>
      ) : (
        <dl className="facts forms">
          {forms.map(([form, what]) => (
            <div key={form}>
              <dt>{form}</dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      )}
    </DialogPage>
  );
}
