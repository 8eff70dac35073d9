import { say } from '../../src-shared/say.ts';
import { DialogPage } from '../parts/dialog.tsx';
import { DialogActs, DialogSays } from '../parts/dialog-foot.tsx';
import { useAsk } from '../store/use-ask.ts';
import { NewPassphraseFields, useNewPassphrase } from './new-passphrase.tsx';
import type { PageProps } from './protection-dialog.tsx';

/** Another way in, by what a person knows. */
export function AddPassphrase({ onDone, onClose }: PageProps) {
  const passphrase = useNewPassphrase();
  const { ask, asking, failure } = useAsk();
  const save = async () => {
    const added = await ask((client) =>
      client.vault.protect({ act: 'add', slot: 'passphrase', passphrase: passphrase.read() }),
    );
    if (added !== null) onDone(added.vault, say('The passphrase opens the vault from now on'));
  };
  return (
    <DialogPage
      title={say('Add a passphrase')}
      onBack={() => onDone()}
      onClose={onClose}
      says={
        <DialogSays
          failure={failure?.message ?? null}
          otherwise={passphrase.missing ?? say('Keys stay as they are')}
        />
      }
      acts={
        <DialogActs
          words={asking ? say('Adding') : say('Add passphrase')}
          isDisabled={passphrase.missing !== null || asking}
          onCancel={() => onDone()}
          onSave={save}
        />
      }
    >
      <p className="soft">
        {say(
          'It opens the vault beside what opens it now. Keywatch keeps nothing it could be read from: forgotten, it is gone, and another way in has to open the vault.',
        )}
      </p>
      <NewPassphraseFields passphrase={passphrase} autoFocus />
    </DialogPage>
  );
}
