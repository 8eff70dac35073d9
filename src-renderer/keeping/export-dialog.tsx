import { useState } from 'react';
import type { Exported } from '../../src-shared/contract-keeping.ts';
import { heard, say } from '../../src-shared/say.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { Glyph } from '../parts/glyph.tsx';
import { NewPassphraseFields, useNewPassphrase } from '../protection/new-passphrase.tsx';
import { useDesk, useHeld } from '../store/desk.ts';
import { useAsk } from '../store/use-ask.ts';
import { exportName, saveFile } from './save-file.ts';

/** What became of it, without the file itself. */
type Result = Omit<Exported, 'content'> & { readonly name: string };

/** Takes the profiles out of the vault into a file. */
export default function ExportDialog() {
  const { view, picture } = useDesk();
  const total = useHeld(picture.profiles).length;
  const [secrets, setSecrets] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const passphrase = useNewPassphrase();
  const { ask, asking, failure } = useAsk();
  const close = () => view.back();
  const missing = total === 0 ? say('There is nothing to export') : secrets ? passphrase.missing : null;

  const save = async () => {
    const exported = await ask((client) =>
      client.transfer.export(secrets ? { secrets, passphrase: passphrase.read() } : { secrets }),
    );
    if (exported === null) return;
    const { content, ...told } = exported;
    const name = exportName(new Date());
    saveFile(name, content);
    setResult({ ...told, name });
  };

  if (result !== null) return <Exported result={result} onClose={close} />;
  return (
    <Dialog
      title={say('Export')}
      onClose={close}
      says={
        <DialogSays
          failure={failure?.message ?? null}
          otherwise={
            missing ??
            (secrets ? say('Sealed; each key is noted in the access log') : say('No key is in the file'))
          }
        />
      }
      acts={
        <DialogActs
          words={
            asking
              ? say('Exporting')
              : say('Export {count, plural, one {# profile} other {# profiles}}', { count: total })
          }
          isDisabled={missing !== null || asking}
          onCancel={close}
          onSave={save}
        />
      }
    >
      <p className="soft">
        {say(
          'Names, dates, order and notes of every profile, as a file that Keywatch imports again, here or on another computer.',
        )}
      </p>
      <label className="agree">
        <input
          type="checkbox"
          className="tick"
          checked={secrets}
          onChange={({ target }) => setSecrets(target.checked)}
        />
        <span>
          <b>{say('With the keys.')}</b> {say('The whole file is then sealed under a passphrase of its own.')}
        </span>
      </label>
      {secrets && <NewPassphraseFields passphrase={passphrase} autoFocus />}
    </Dialog>
  );
}

function Exported({ result, onClose }: { result: Result; onClose(): void }) {
  const { bridge } = useDesk();
  const { name, profiles, secrets, sealed, leftOut } = result;
  return (
    <Dialog
      title={say('Exported')}
      onClose={onClose}
      says={<span>{sealed ? say('Without its passphrase nobody opens it, not even Keywatch') : ''}</span>}
      acts={
        <Button size="large" look="primary" autoFocus onPress={onClose}>
          {say('Done')}
        </Button>
      }
    >
      <ul className="ledger alone" role="status">
        <li>
          <Glyph shape="check" tone="good" />
          <b>{say('File')}</b>
          <span>
            <span className="mono">{name}</span>{' '}
            {bridge === null ? say('in your downloads') : say('where you put it')}
          </span>
        </li>
        <li>
          <Glyph shape="check" tone="good" />
          <b>{say('Holds')}</b>
          <span>
            {sealed
              ? say(
                  '{profiles, plural, one {# profile} other {# profiles}}, {secrets, plural, one {# key} other {# keys}}, sealed',
                  { profiles, secrets },
                )
              : say('{profiles, plural, one {# profile} other {# profiles}}, no key', { profiles })}
          </span>
        </li>
        {leftOut.map(({ id, reason }) => (
          <li key={id}>
            <Glyph shape="triangle" tone="warn" />
            <b>{say('Left out')}</b>
            <span>
              <span className="mono">{id}</span>: {heard(reason)}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
