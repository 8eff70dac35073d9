import { useState } from 'react';
import type { Exported } from '../../src-shared/contract-keeping.ts';
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
  const close = () => view.over.set(null);
  const missing = total === 0 ? 'There is nothing to export' : secrets ? passphrase.missing : null;

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
      title="Export"
      onClose={close}
      says={
        <DialogSays
          failure={failure?.message ?? null}
          otherwise={
            missing ?? (secrets ? 'Sealed; each key is noted in the access log' : 'No key is in the file')
          }
        />
      }
      acts={
        <DialogActs
          words={asking ? 'Exporting' : total === 1 ? 'Export 1 profile' : `Export ${total} profiles`}
          isDisabled={missing !== null || asking}
          onCancel={close}
          onSave={save}
        />
      }
    >
      <p className="soft">
        Names, dates, order and notes of every profile, as a file that Keywatch imports again, here or on
        another computer.
      </p>
      <label className="agree">
        <input
          type="checkbox"
          className="tick"
          checked={secrets}
          onChange={({ target }) => setSecrets(target.checked)}
        />
        <span>
          <b>With the keys.</b> The whole file is then sealed under a passphrase of its own.
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
      title="Exported"
      onClose={onClose}
      says={<span>{sealed ? 'Without its passphrase nobody opens it, not even Keywatch' : ''}</span>}
      acts={
        <Button size="large" look="primary" autoFocus onPress={onClose}>
          Done
        </Button>
      }
    >
      <ul className="ledger alone" role="status">
        <li>
          <Glyph shape="check" tone="good" />
          <b>File</b>
          <span>
            <span className="mono">{name}</span>, {bridge === null ? 'in your downloads' : 'where you put it'}
          </span>
        </li>
        <li>
          <Glyph shape="check" tone="good" />
          <b>Holds</b>
          <span>
            {profiles === 1 ? '1 profile' : `${profiles} profiles`}
            {sealed ? `, ${secrets === 1 ? '1 key' : `${secrets} keys`}, sealed` : ', no key'}
          </span>
        </li>
        {leftOut.map(({ id, reason }) => (
          <li key={id}>
            <Glyph shape="triangle" tone="warn" />
            <b>Left out</b>
            <span>
              <span className="mono">{id}</span>: {reason}
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
