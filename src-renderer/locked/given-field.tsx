import type { RefObject } from 'react';
import type { VaultReport } from '../../src-shared/contract-vault.ts';
import { say } from '../../src-shared/say.ts';
import { Field } from '../add/field.tsx';
import { SecretField } from '../parts/secret-field.tsx';
import { sentenceOf } from '../protection/slot-words.ts';
import type { UnlockWay } from './unlock-ways.ts';

/** What one way in asks for. */
export function GivenField({
  way,
  report,
  box,
  onInput,
}: {
  way: UnlockWay;
  report: VaultReport;
  box: RefObject<HTMLInputElement | null>;
  onInput(): void;
}) {
  if (way === 'machine') {
    const slot = report.slots.find(({ type }) => type === 'safe-storage' || type === 'os-keyring');
    return (
      <p className="soft">
        {sentenceOf(slot?.why ?? null) ?? say('The keyring holds the key of this vault.')}{' '}
        {say('Unlock it, or log in again; then let Keywatch ask it once more.')}
      </p>
    );
  }
  if (way === 'key-file') {
    const known = report.slots.find(({ type }) => type === 'key-file')?.backend ?? null;
    return (
      <Field
        label={say('Key file')}
        hint={known === null ? say('Its whole path.') : say('Left empty, it is looked for where it was.')}
      >
        {(ids) => (
          <input
            {...ids}
            ref={box}
            className="input mono"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            placeholder={known ?? '/media/stick/keywatch.key'}
            onInput={onInput}
          />
        )}
      </Field>
    );
  }
  return way === 'recovery' ? (
    <SecretField
      label={say('Recovery code')}
      box={box}
      onInput={onInput}
      autoFocus
      readable
      placeholder="XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX"
      hint={say('Seven groups of five, in any case; hyphens may be left out.')}
    />
  ) : (
    <SecretField
      label={say('Passphrase')}
      box={box}
      onInput={onInput}
      autoFocus
      hint={say('Enter opens the vault.')}
    />
  );
}
