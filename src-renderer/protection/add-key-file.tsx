import { useState } from 'react';
import { say } from '../../src-shared/say.ts';
import { TextField } from '../add/field.tsx';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { useAsk } from '../store/use-ask.ts';
import type { PageProps } from './protection-dialog.tsx';

const maker = { command: 'head -c 32 /dev/urandom > FILE; chmod 600 FILE' };
const absolute = /^(\/|[A-Za-z]:[\\/]|\\\\)/;

/** Another way in, by a file. */
export function AddKeyFile({ onDone, onClose }: PageProps) {
  const [path, setPath] = useState('');
  const [agreed, setAgreed] = useState(false);
  const { ask, asking, failure, forget } = useAsk();
  const typed = path.trim();
  const weak = failure?.code === 'consent_needed';
  const missing =
    typed === ''
      ? say('No file named yet')
      : absolute.test(typed)
        ? weak && !agreed
          ? say('Agree first, or name another file')
          : null
        : say('The whole path is needed');
  const save = async () => {
    const added = await ask((client) =>
      client.vault.protect({
        act: 'add',
        slot: 'key-file',
        keyFile: typed,
        ...(agreed && { unprotected: true }),
      }),
    );
    if (added !== null) onDone(added.vault, say('The key file opens the vault; keep a copy of it'));
  };
  return (
    <DialogPage
      title={say('Add a key file')}
      onBack={() => onDone()}
      onClose={onClose}
      says={
        <DialogSays
          failure={failure === null || weak ? null : failure.message}
          otherwise={missing ?? say('The file is read, never changed')}
        />
      }
      acts={
        <DialogActs
          words={asking ? say('Adding') : say('Add key file')}
          isDisabled={missing !== null || asking}
          onCancel={() => onDone()}
          onSave={save}
        />
      }
    >
      <p className="soft">
        {say(
          'At least 32 bytes that nobody can guess, readable by you alone, and not beside the vault: whoever has both opens it. A stick that you take with you is a good place.',
        )}
      </p>
      <TextField
        label={say('Where it lies')}
        placeholder="/media/stick/keywatch.key"
        value={path}
        autoFocus
        spellCheck={false}
        onChange={(next) => {
          setPath(next);
          setAgreed(false);
          forget();
        }}
        hint={
          <>
            {say('To make one:')} <span className="mono">{maker.command}</span>
          </>
        }
        problem={
          typed !== '' && !absolute.test(typed)
            ? say('Not a whole path. Try /home/you/keys/keywatch.key.')
            : null
        }
      />
      {weak && failure !== null && (
        <>
          <p className="evidence" role="alert">
            {failure.message}
          </p>
          <label className="agree">
            <input
              type="checkbox"
              className="tick"
              checked={agreed}
              onChange={({ target }) => setAgreed(target.checked)}
            />
            <span>{say('Add it although it does not protect.')}</span>
          </label>
        </>
      )}
    </DialogPage>
  );
}
